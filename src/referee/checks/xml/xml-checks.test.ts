import { deepEqual, ok } from 'node:assert/strict';
import test from 'node:test';
import { initXml } from '../../../encoding/xml/parse';
import type { SignatureFacts } from '../../../formats/facts';
import { XML_ODDITIES, type XmlOddity } from '../../../formats/xades/facts';
import {
  ENVELOPED,
  EXCLUSIVE,
  oddityKinds,
  PROPERTIES_TYPE,
  qualifying,
  reference,
  signature,
  signaturesOf,
  signed,
} from '../../../formats/xades/testing-xml';
import { DEFAULT_POLICY } from '../../default-policy';
import { createSubject } from '../../subject';
import { XML_FORMAT } from './format';

test.before(initXml);

const WHOLE = reference('', [ENVELOPED, EXCLUSIVE]);
const PROPERTIES = reference('#sig-properties', [EXCLUSIVE], PROPERTIES_TYPE);
const TIME = '<x:SigningTime>2026-01-01T00:00:00Z</x:SigningTime>';
const COUNTERSIGNED = ' Type="http://uri.etsi.org/01903#CountersignedSignature"';

function bill(parts: string): string {
  return signed(`<bill>${parts}</bill>`);
}

/** Breaks no rule: coverage says what it leaves unsigned. */
const HARMLESS: readonly XmlOddity[] = ['xml.internally-detached'];

/** A file for each oddity, as it would be made by whoever means it. */
const BREAKING: Readonly<Record<XmlOddity, () => SignatureFacts | undefined>> = {
  'xml.duplicate-id': () => signaturesOf(bill(`<a Id="sig-value"/>${signature([WHOLE])}`))[0],
  'xml.ambiguous-reference': () =>
    signaturesOf(bill(`<a Id="a"/><b id="a"/>${signature([reference('#a')])}`))[0],
  'xml.signature-structure': () =>
    signaturesOf(bill(signature([WHOLE])).replace('<ds:KeyInfo>', '<a/><ds:KeyInfo>'))[0],
  'xml.broken-value': () =>
    signaturesOf(bill(signature([WHOLE])).replace('<ds:Exponent>', '<ds:Exponent><!-- -->'))[0],
  'xml.unsigned-object': () => signaturesOf(bill(signature([WHOLE], '<ds:Object>a</ds:Object>')))[0],
  'xml.internally-detached': () => signaturesOf(bill(`<a Id="a"/>${signature([reference('#a')])}`))[0],
  'xml.stray-content': () => signaturesOf(bill(`<a Id="a"/><b/>${signature([reference('#a')])}`))[0],
  'xml.canonicalization': () =>
    signaturesOf(bill(signature([WHOLE])).replace('REC-xml-c14n-20010315', 'none'))[0],
  'xml.nothing-signed': () => signaturesOf(bill(signature([PROPERTIES], qualifying(TIME))))[0],
  'xades.several-qualifying-properties': () =>
    signaturesOf(
      bill(signature([WHOLE, PROPERTIES], qualifying(TIME) + qualifying('').replace('-prop', '-more'))),
    )[0],
  'xades.target': () =>
    signaturesOf(bill(signature([WHOLE, PROPERTIES], qualifying(TIME)).replace('"#sig"', '"#other"')))[0],
  'xades.signed-properties-unsigned': () => signaturesOf(bill(signature([WHOLE], qualifying(TIME))))[0],
  'xades.signed-properties-elsewhere': () =>
    signaturesOf(
      bill(
        `<a Id="a"/>${signature([WHOLE, PROPERTIES, reference('#a', [], PROPERTIES_TYPE)], qualifying(TIME))}`,
      ),
    )[0],
  'xades.signed-properties-type': () =>
    signaturesOf(bill(signature([WHOLE, reference('#sig-properties')], qualifying(TIME))))[0],
  'xades.counter-signature-reference': () => {
    const counter = signature([reference('#sig-properties', [], COUNTERSIGNED)], '', 'counter');
    const unsigned = `<x:CounterSignature>${counter}</x:CounterSignature>`;
    const [outer] = signaturesOf(bill(signature([WHOLE, PROPERTIES], qualifying(TIME, unsigned))));
    const [entry] = outer?.counterSignatures ?? [];
    return entry?.readable === true ? entry.signature : undefined;
  },
};

function notPassed(facts: SignatureFacts): readonly string[] {
  const subject = createSubject('signature', facts, [], DEFAULT_POLICY, 0);
  const checks = [...XML_FORMAT.format, ...XML_FORMAT.acceptance];
  return checks.filter((check) => check.run(subject).status !== 'passed').map(({ id }) => id);
}

test('a signature without an oddity passes all checks of its syntax', () => {
  const [facts] = signaturesOf(bill(signature([WHOLE, PROPERTIES], qualifying(TIME))));
  ok(facts !== undefined);
  deepEqual(oddityKinds(facts), []);
  deepEqual(notPassed(facts), []);
});

test('every oddity has a check that does not pass for it, but those that break no rule', () => {
  const silent: string[] = [];
  const failing = new Set<string>();
  for (const kind of XML_ODDITIES) {
    const facts = BREAKING[kind]();
    ok(facts !== undefined && oddityKinds(facts).includes(kind), `${kind}: ${facts && oddityKinds(facts)}`);
    const only = { ...facts, oddities: facts.oddities.filter((one) => one.kind === kind) };
    const [check, ...more] = notPassed(only);
    deepEqual(more, [], kind);
    if (check === undefined) silent.push(kind);
    else failing.add(check);
  }
  deepEqual(silent.sort(), [...HARMLESS].sort());
  deepEqual(failing.size, XML_FORMAT.format.length + XML_FORMAT.acceptance.length);
});

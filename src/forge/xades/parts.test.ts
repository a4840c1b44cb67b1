/** What a case may replace: each part with its consequence, as the other stack sees it. */
import assert from 'node:assert/strict';
import test, { before } from 'node:test';
import { digestByOid } from '../../crypto/digests';
import { initXml } from '../../encoding/xml/parse';
import type { SignatureFacts } from '../../formats/facts';
import type { Packaging } from '../../model/claim';
import { formatVerdict } from '../../model/verdict';
import { readFile } from '../../referee/read-file';
import { contextOf, judgeOne } from '../../referee/testing-state';
import { documentFor, readDocument } from '../documents';
import { mintState } from '../pki';
import type { Made } from '../product';
import { TEST_INSTANT, TEST_PROFILE } from '../testing-profile';
import { readToken } from '../testing-token';
import { timeline } from '../timeline';
import { element, isElement, type XmlElement } from '../xml-tree';
import type { XmlDeviation } from './build';
import { signXmlProduct } from './product';
import type { SignatureParts } from './signature';

const STATE = mintState('tamga', TEST_INSTANT, 'KZ', TEST_PROFILE);
const SUITE = 'ecdsa-p256-sha256';

before(initXml);

function make(packaging: Packaging, deviation: XmlDeviation): Made {
  const product = { format: 'XAdES', level: 'B-LTA', packaging, suite: SUITE } as const;
  return signXmlProduct(
    {
      state: STATE,
      product,
      document: readDocument(documentFor(product)),
      identity: STATE.signer(SUITE),
      times: timeline(TEST_INSTANT).recent,
    },
    deviation,
  );
}

function factsOf({ signature }: Made): SignatureFacts {
  const [entry] = readFile(signature, [])?.signatures ?? [];
  return entry?.readable ? entry.signature : assert.fail('unreadable');
}

function verdictOf({ signature, content }: Made): string {
  return formatVerdict(judgeOne(signature, content, contextOf(STATE)));
}

/** Without the descendants of that name. */
function without(name: string): (one: XmlElement) => XmlElement {
  const cut = (one: XmlElement): XmlElement => ({
    ...one,
    children: one.children
      .filter((child) => !isElement(child) || child.name !== name)
      .map((child) => (isElement(child) ? cut(child) : child)),
  });
  return cut;
}

function withoutTypes(signedInfo: XmlElement): XmlElement {
  return {
    ...signedInfo,
    children: signedInfo.children.map((child) =>
      isElement(child)
        ? { ...child, attributes: child.attributes.filter(([name]) => name !== 'Type') }
        : child,
    ),
  };
}

/** What is changed before it is signed is signed; only what is changed afterwards breaks. */
const BROKEN: readonly (readonly [string, SignatureParts])[] = [
  ['TOTAL_FAILED / HASH_FAILURE', { signedPropertiesHandedOn: without('xades:DataObjectFormat') }],
  ['TOTAL_FAILED / SIG_CRYPTO_FAILURE', { signedInfoHandedOn: withoutTypes }],
  [
    'TOTAL_FAILED / SIG_CRYPTO_FAILURE',
    { signatureValue: (value) => value.map((byte, at) => (at === 5 ? byte ^ 1 : byte)) },
  ],
  [
    'TOTAL_FAILED / HASH_FAILURE',
    { objects: (all) => all.map((one) => ({ ...one, children: ['b3RoZXI='] })) },
  ],
];

test('what is handed on in place of what was signed fails for that reason', () => {
  for (const [verdict, parts] of BROKEN)
    assert.match(verdictOf(make('enveloping', { parts })), new RegExp(`^${verdict}`));
});

test('a digest of a reference is replaced before SignedInfo is signed', () => {
  const reference = (one: XmlElement, at: number): XmlElement =>
    at > 0
      ? one
      : {
          ...one,
          children: one.children.map((child) =>
            isElement(child) && child.name === 'ds:DigestValue'
              ? { ...child, children: [Buffer.alloc(32).toString('base64')] }
              : child,
          ),
        };
  assert.equal(verdictOf(make('enveloped', { parts: { reference } })), 'TOTAL_FAILED / HASH_FAILURE');
});

test('properties are left out before they are signed, and the signature value holds', () => {
  const parts = { signedProperties: without('xades:SigningCertificateV2') };
  const facts = factsOf(make('enveloped', { parts }));
  assert.deepEqual(facts.certificateReferences, []);
  assert.ok(!facts.properties.some(({ name }) => name === 'xades:SigningCertificateV2'));
  assert.doesNotMatch(verdictOf(make('enveloped', { parts })), /HASH_FAILURE|SIG_CRYPTO/);
});

test('key information, unsigned properties and the signature itself are replaced', () => {
  const noKeyInfo = factsOf(make('enveloped', { parts: { keyInfo: () => null } }));
  assert.deepEqual(noKeyInfo.signer.certificates, []);
  const stamps = factsOf(make('enveloped', { parts: { unsigned: (all) => all.slice(0, 1) } }));
  assert.deepEqual([stamps.level, stamps.timeStamps.length], ['B-T', 1]);
  const doubled = (one: XmlElement) => ({
    ...one,
    children: [...one.children, element('ds:Object', { Id: 'more' }, 'text')],
  });
  const kinds = factsOf(make('enveloped', { parts: { signature: doubled } })).oddities.map(
    ({ kind }) => kind,
  );
  assert.deepEqual(kinds, ['xml.unsigned-object']);
});

test('references are added and taken away before anything is digested', () => {
  const extra = { id: null, uri: '', type: null, transforms: [], octets: new Uint8Array(), mimeType: null };
  const more = factsOf(make('enveloped', { parts: { references: (all) => [...all, extra] } }));
  assert.equal(more.references.length, 3);
  const none = factsOf(make('enveloped', { parts: { references: () => [] } }));
  assert.deepEqual(
    none.references.map(({ role }) => role),
    ['signature-part'],
  );
});

/** The time-stamps over something else than what the reader finds. */
function strayed(deviation: XmlDeviation): readonly string[] {
  const { timeStamps } = factsOf(make('enveloped', deviation));
  const differ = timeStamps.filter(({ token, covers }) => {
    const { digestOid, imprint } = readToken(token);
    const digest = digestByOid(digestOid) ?? assert.fail(digestOid);
    return !Buffer.from(digest.of(Buffer.concat([...(covers(digest) ?? [])]))).equals(imprint);
  });
  return differ.map(({ name }) => name);
}

test('imprints and material of the long term are replaced one by one', () => {
  const covered = () => [Buffer.from('something else')];
  assert.deepEqual(strayed({}), []);
  assert.deepEqual(strayed({ signatureTimeStamp: { covered } }), ['xades:SignatureTimeStamp']);
  assert.deepEqual(strayed({ archiveTimeStamp: { covered } }), ['xades141:ArchiveTimeStamp']);
  const none = factsOf(
    make('enveloped', { material: () => ({ certificates: [], crls: [], ocspResponses: [] }) }),
  );
  assert.deepEqual([none.material.crls, none.material.ocspResponses], [[], []]);
});

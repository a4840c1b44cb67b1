/** What cases can change in the long term, as the other stack sees it. */
import assert from 'node:assert/strict';
import test, { before } from 'node:test';
import { initXml } from '../encoding/xml/parse';
import type { SignatureEntry, SignatureFacts } from '../formats/facts';
import { readFile } from '../referee/read-file';
import { mimeTypeAttribute, signaturePolicyAttribute } from './cades-attributes';
import { type CadesDeviation, type CadesRequest, signCadesLongTerm } from './cades-long-term';
import { withUnsigned } from './cades-signature';
import { type JadesDeviation, type JadesRequest, signJades } from './jades/sign';
import { addAnnotation, repeatPage, replacePage } from './pades/changes';
import type { Permission } from './pades/dictionary';
import { type PadesDeviation, type PadesRequest, signPades } from './pades/sign';
import type { ByteRange } from './pades/value';
import { mintState } from './pki';
import type { Made } from './product';
import { SIGNATURE_POLICIES } from './signature-policies';
import { testPdf } from './testing-pdf';
import { TEST_INSTANT, TEST_PROFILE } from './testing-profile';
import { timeline } from './timeline';

const STATE = mintState('tamga', TEST_INSTANT, 'KZ', TEST_PROFILE);
const SUITE = 'ecdsa-p256-sha256';
const OTHER = STATE.signer(SUITE, 'other');
const TIMES = timeline(TEST_INSTANT).recent;
const BASE = { state: STATE, identity: STATE.signer(SUITE), times: TIMES, level: 'B-LTA' } as const;
const POLICY = SIGNATURE_POLICIES['TR-P4'];

before(initXml);

function readable(entry: SignatureEntry | undefined): SignatureFacts {
  assert.ok(entry?.readable);
  return entry.signature;
}

function factsOf({ signature, content }: Made): readonly SignatureFacts[] {
  const contents = content === null ? [] : [{ name: null, bytes: [content] }];
  return (readFile(signature, contents)?.signatures ?? []).map(readable);
}

function first(made: Made): SignatureFacts {
  const [facts] = factsOf(made);
  assert.ok(facts);
  return facts;
}

/** What is odd about it, and which time-stamps prove nothing. */
function seen({ oddities, timeStamps }: SignatureFacts) {
  const faulty = timeStamps.filter(({ faults }) => faults.length > 0);
  return [...oddities.map(({ kind }) => kind), ...faulty.map(({ name }) => name)];
}

function cades(change: Partial<CadesRequest> = {}, deviation?: CadesDeviation): Made {
  return signCadesLongTerm(
    { ...BASE, document: Buffer.from('text'), packaging: 'attached', ...change },
    deviation,
  );
}

function jades(change: Partial<JadesRequest> = {}, deviation?: JadesDeviation): Made {
  return signJades(
    { ...BASE, document: Buffer.from('{"a":1}'), packaging: 'attached', ...change },
    deviation,
  );
}

async function pades(change: Partial<PadesRequest> = {}, deviation?: PadesDeviation): Promise<Made> {
  return signPades({ ...BASE, document: await testPdf(), ...change }, deviation);
}

test('parallel signatures, counter-signatures and policies are read as they were made', () => {
  const signer = { identity: OTHER, signingTime: TIMES.stamped };
  const counterSigners = [{ ...signer, counterSigners: [signer] }];
  for (const [one, parallel, counters] of [
    [cades({ parallel: [OTHER] }), 2, [0, 0]],
    [cades({ counterSigners }), 1, [1]],
    [jades({ parallel: [OTHER] }), 2, [0, 0]],
    [jades({ counterSigners: [OTHER] }), 1, [1]],
  ] as const) {
    const all = factsOf(one);
    assert.equal(all.length, parallel);
    assert.deepEqual(
      all.map(({ counterSignatures }) => counterSignatures.length),
      counters,
    );
    for (const facts of all) assert.deepEqual(seen(facts), []);
  }
  const [outer] = first(cades({ counterSigners })).counterSignatures;
  assert.equal(readable(outer).counterSignatures.length, 1);
  for (const made of [cades({ signed: [signaturePolicyAttribute(POLICY)] }), jades({ policy: POLICY })]) {
    const { signaturePolicy } = first(made);
    assert.equal(signaturePolicy?.id, POLICY.oid);
    assert.equal(Buffer.from(signaturePolicy.hash ?? []).toString('hex'), POLICY.sha256);
    assert.equal(signaturePolicy.uri, POLICY.url);
  }
});

test('a hash index that names what is not there, or is not there, is a fault of its time-stamp', () => {
  const stamp = 'archive-time-stamp-v3';
  const rows: readonly (readonly [CadesDeviation, readonly string[]])[] = [
    [{}, []],
    [{ archive: { hashIndex: (one) => ({ ...one, certificates: [Buffer.alloc(32)] }) } }, [stamp]],
    [{ archive: { hashIndex: (one) => ({ ...one, digestOid: '2.16.840.1.101.3.4.2.3' }) } }, [stamp]],
    [{ archive: { placed: () => null } }, [stamp]],
    [{ afterwards: (one) => withUnsigned(one, 0, mimeTypeAttribute('later')) }, []],
  ];
  for (const [deviation, expected] of rows) assert.deepEqual(seen(first(cades({}, deviation))), expected);
});

const GAP = ([start, length, second, rest]: ByteRange): ByteRange => [start, length, second + 60, rest - 60];

test('byte ranges and what lies in /Contents are told from right ones', async () => {
  const rows: readonly (readonly [PadesDeviation, readonly string[]])[] = [
    [{}, []],
    [{ value: { byteRange: GAP } }, ['pdf.byte-range']],
    [{ value: { byteRange: ([, length, ...rest]) => [10, length - 10, ...rest] } }, ['pdf.byte-range']],
    [{ value: { contents: (value) => Buffer.concat([value, Buffer.from('more')]) } }, ['pdf.contents']],
    [{ documentTimeStamp: { byteRange: GAP } }, ['ETSI.RFC3161']],
  ];
  for (const [deviation, expected] of rows) {
    assert.deepEqual(seen(first(await pades({}, deviation))), expected);
  }
});

test('changes after signing are permitted or forbidden as the author certified', async () => {
  const annotated = { afterwards: (pdf: Uint8Array) => addAnnotation(pdf, 'later') };
  const certified = (certification: Permission) => ({ placement: { certification } });
  const rows = [
    [certified(1), annotated, 'forbidden'],
    [certified(2), annotated, 'forbidden'],
    [certified(3), annotated, 'permitted'],
    [certified(3), { afterwards: (pdf: Uint8Array) => replacePage(pdf, 'other') }, 'forbidden'],
    [{}, { afterwards: repeatPage }, 'forbidden'],
    [certified(1), {}, 'permitted'],
    [{ level: 'B-T', ...certified(1) }, {}, 'none'],
  ] as const;
  for (const [change, deviation, expected] of rows) {
    assert.equal(first(await pades(change, deviation)).changesAfter, expected);
  }
  for (const [permission, expected] of [
    [1, 'forbidden'],
    [2, 'permitted'],
  ] as const) {
    const { signature: document } = await pades({ level: 'B-B', ...certified(permission) });
    assert.equal(first(await pades({ level: 'B-B', document, identity: OTHER })).changesAfter, expected);
  }
});

test('headers that nobody may accept are told from right ones', () => {
  const rows: readonly (readonly [JadesDeviation, readonly string[]])[] = [
    [{}, []],
    [{ header: (all) => ({ ...all, crit: ['nobody-knows'], 'nobody-knows': 1 }) }, ['jws.unknown-critical']],
    [{ headerText: (text) => text.replace('{', '{"alg":"none",') }, ['jws.repeated-member']],
    [{ header: (all) => ({ ...all, alg: 'HS256' }) }, ['jws.symmetric-algorithm']],
  ];
  for (const [deviation, expected] of rows) assert.deepEqual(seen(first(jades({}, deviation))), expected);
});

import assert from 'node:assert/strict';
import test from 'node:test';
import { digestByName } from '../../crypto/digests';
import {
  encode,
  generalizedTime,
  ia5String,
  nullValue,
  objectIdentifier,
  octetString,
  sequence,
} from '../../encoding/der-writer';
import { OID } from '../../encoding/oids';
import { contextTag } from '../../encoding/tags';
import { testCertificate, testKey, testList } from '../../pki/testing-certificates';
import type { SignatureFacts } from '../facts';
import { embeddedMaterial, readCms } from './read';
import { parseSignedData } from './signed-data';
import { attribute, testSignedData, testSignerInfo, testToken, usualAttributes } from './testing-builder';
import { cmsSamples } from './testing-samples';

const CERTIFICATE = testCertificate({ subject: 'Signer', key: testKey(1) });
const AUTHORITY = testCertificate({ subject: 'Authority', key: testKey(2) });
const LIST = testList({ issuer: CERTIFICATE });
const CONTENT = Buffer.from('a document');
const BASE = { certificate: CERTIFICATE, content: CONTENT };
const HASH = digestByName('sha256').of(Buffer.from('policy'));
const HASHED = sequence(sequence(objectIdentifier(digestByName('sha256').oid)), octetString(HASH));

interface Change {
  readonly signed?: readonly Uint8Array[];
  readonly unsigned?: readonly Uint8Array[];
  readonly stamped?: boolean;
  readonly certificates?: readonly Uint8Array[];
  readonly revocation?: readonly Uint8Array[];
}

function message({ signed = [], unsigned = [], stamped = false, ...fields }: Change): Uint8Array {
  const { certificates = [CERTIFICATE.der, AUTHORITY.der], revocation = [] } = fields;
  const attributes = [...usualAttributes(BASE), ...signed];
  const stamp = (data: Uint8Array) =>
    attribute(
      OID.signatureTimeStamp,
      testToken({
        authority: CERTIFICATE,
        data,
        time: generalizedTime(new Date('2026-01-01T00:00:00Z')),
        certificates: [],
      }),
    );
  const signer = testSignerInfo({
    ...BASE,
    attributes,
    unsigned: (value) => [...(stamped ? [stamp(value)] : []), ...unsigned],
  });
  return testSignedData({ signers: [signer], content: CONTENT, certificates, revocation });
}

function facts(change: Change): SignatureFacts {
  const [entry] = readCms(message(change), [], false).signatures;
  assert.ok(entry?.readable);
  return entry.signature;
}

const policy = (...parts: readonly Uint8Array[]) =>
  facts({ signed: [attribute(OID.signaturePolicy, ...parts)] }).signaturePolicy;

test('attributes are properties by their names, one row per value', () => {
  const { properties } = facts({
    signed: [
      attribute('1.2.840.113549.1.9.16.2.16', sequence()),
      attribute('0.4.0.1733.2.1', ia5String('text/plain')),
      attribute('1.2.3.4', nullValue()),
      attribute(OID.revocationInfoArchival),
    ],
    unsigned: [attribute('1.2.840.113549.1.9.16.2.49', sequence(), sequence())],
  });
  assert.deepEqual(properties.map(({ name, signed }) => `${signed ? 'signed' : 'unsigned'} ${name}`).sort(), [
    'signed 1.2.3.4',
    'signed adbe-revocationInfoArchival',
    'signed commitment-type-indication',
    'signed content-type',
    'signed message-digest',
    'signed mime-type',
    'signed signing-certificate-v2',
    'unsigned internal-evidence-record',
    'unsigned internal-evidence-record',
  ]);
});

test('a signature policy is read in every form', () => {
  const id = objectIdentifier('1.2.3');
  const none = { digest: null, hash: null, uri: null, document: null };
  assert.equal(facts({}).signaturePolicy, null);
  assert.deepEqual(policy(nullValue()), { id: null, ...none });
  assert.deepEqual(policy(sequence(id)), { id: '1.2.3', ...none });
  const notice = sequence(objectIdentifier('1.2.840.113549.1.9.16.5.2'), sequence());
  const place = sequence(objectIdentifier(OID.signaturePolicyUri), ia5String('http://policy.test'));
  const known = policy(sequence(id, HASHED, sequence(notice, place)));
  assert.equal(known?.digest?.digest?.name, 'sha256');
  assert.deepEqual(Buffer.from(known?.hash ?? []), Buffer.from(HASH));
  assert.equal(known?.uri, 'http://policy.test');
  assert.equal(policy(sequence(id, HASHED, sequence(notice)))?.uri, null);
  // What is no policy is seen in the properties alone.
  assert.equal(policy(octetString(HASH)), null);
});

test('the policy document comes from the store, where it is stored at all', () => {
  const signed = [attribute(OID.signaturePolicy, sequence(objectIdentifier('1.2.3'), HASHED))];
  const stored = (document: Uint8Array) =>
    facts({
      signed,
      unsigned: [attribute(OID.signaturePolicyStore, sequence(objectIdentifier('1.2.4'), document))],
    }).signaturePolicy?.document;
  assert.equal(Buffer.from(stored(octetString(Buffer.from('policy'))) ?? []).toString(), 'policy');
  assert.equal(stored(ia5String('file:///policy')), null);
});

test('the level is the highest letter whose marks are there', () => {
  const archive = attribute(OID.archiveTimeStampV3, sequence());
  const level = (change: Change): string => facts(change).level;
  assert.equal(level({}), 'B-B');
  assert.equal(level({ revocation: [LIST], unsigned: [archive] }), 'B-B');
  assert.equal(level({ stamped: true }), 'B-T');
  assert.equal(level({ stamped: true, unsigned: [archive] }), 'B-T');
  assert.equal(level({ stamped: true, revocation: [LIST] }), 'B-LT');
  assert.equal(level({ stamped: true, revocation: [LIST], certificates: [CERTIFICATE.der] }), 'B-T');
  assert.equal(level({ stamped: true, revocation: [LIST], unsigned: [archive] }), 'B-LTA');
  // The older long-term forms keep what they rest on in attributes that B-LT does not allow.
  for (const oid of [OID.certificateValues, OID.completeRevocationReferences, OID.escTimeStamp]) {
    const unsigned = [attribute(oid, sequence()), archive];
    assert.equal(level({ stamped: true, revocation: [LIST], unsigned }), 'B-T', oid);
  }
});

test('material is found in fields and attributes, signed ones included', () => {
  const lists = encode(contextTag(0), sequence(LIST));
  const archived = { signed: [attribute(OID.revocationInfoArchival, sequence(lists))] };
  const values = {
    unsigned: [
      attribute(OID.certificateValues, sequence(CERTIFICATE.der)),
      attribute(OID.revocationValues, sequence(lists)),
    ],
  };
  const found = (change: Change) => embeddedMaterial(parseSignedData(message(change)));
  assert.equal(found({}).crls.length, 0);
  assert.deepEqual(found(archived).crls.map(Buffer.from), [Buffer.from(LIST)]);
  assert.deepEqual(facts(archived).material, found(archived));
  assert.equal(found(values).certificates.length, 3);
  assert.equal(found(values).crls.length, 1);
  assert.equal(found({ unsigned: [attribute(OID.revocationValues, octetString(HASH))] }).crls.length, 0);
});

/** Of the notes in the manifest; what is not named here is of no baseline level, which a level cannot say. */
const NOTED: ReadonlyMap<string, string> = new Map([
  ['CAdES_BES', 'B-B'],
  ['CAdES_T', 'B-T'],
  // References in attributes: everything from B-LT on is out of reach.
  ['CAdES_C', 'B-T'],
  // Of its counter-signature.
  ['CAdES_BASELINE_B', 'B-B'],
  ['CAdES_BASELINE_LT', 'B-LT'],
  ['CAdES_ERS', 'B-LT'],
  ['CAdES_A', 'B-LTA'],
]);

test('real signatures claim the level that their source says', (t) => {
  const samples = cmsSamples();
  if (samples.length === 0) return t.skip('no samples beside the repository');
  const counted = samples.flatMap(({ file, note, signatures }) => {
    const noted = NOTED.get(/level (\S+?);/.exec(note)?.[1] ?? '');
    if (noted === undefined) return [];
    const levels: readonly string[] = signatures.map(({ level }) => level);
    assert.ok(levels.includes(noted), `${file}: ${levels.join()}`);
    return [file];
  });
  assert.ok(counted.length >= 9, `${counted.length}`);
  return undefined;
});

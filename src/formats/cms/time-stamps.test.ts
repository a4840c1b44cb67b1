import assert from 'node:assert/strict';
import test from 'node:test';
import { digestByName, digestByOid } from '../../crypto/digests';
import { sameBytes } from '../../encoding/bytes';
import { octetString, sequence } from '../../encoding/der-writer';
import { OID } from '../../encoding/oids';
import { type CadesDeviation, type CadesRequest, signCadesLongTerm } from '../../forge/cades-long-term';
import { withUnsigned } from '../../forge/cades-signature';
import { mintState } from '../../forge/pki';
import { TEST_INSTANT, TEST_PROFILE } from '../../forge/testing-profile';
import { timeStampOver } from '../../forge/time-stamp';
import { timeline } from '../../forge/timeline';
import type { SignatureFacts, TimeStampFacts } from '../facts';
import { readCms } from './read';
import { attribute } from './testing-builder';
import { cmsSamples, flat } from './testing-samples';
import { tryParseToken } from './time-stamp-token';

const STATE = mintState('tamga', TEST_INSTANT, 'KZ', TEST_PROFILE);
const SUITE = 'ecdsa-p256-sha256';
const TIMES = timeline(TEST_INSTANT).recent;
const DOCUMENT = Buffer.from('a document');

/** Whether the imprint of the token is of what the reader says it covers; null where that cannot be had. */
function imprintMatches({ token, covers }: TimeStampFacts): boolean | null {
  const info = tryParseToken(token)?.info;
  const digest = info === undefined ? undefined : digestByOid(info.digestOid);
  if (info === undefined || digest === undefined) return null;
  const data = covers(digest);
  return data === null ? null : sameBytes(digest.over(data), info.imprint);
}

function forged(
  change: Partial<CadesRequest> = {},
  deviation: CadesDeviation = {},
): readonly SignatureFacts[] {
  const { signature, content } = signCadesLongTerm(
    {
      state: STATE,
      identity: STATE.signer(SUITE),
      level: 'B-LTA',
      document: DOCUMENT,
      times: TIMES,
      packaging: 'attached',
      ...change,
    },
    deviation,
  );
  const contents = content === null ? [] : [{ name: null, bytes: [content] }];
  return flat(readCms(signature, contents, false).signatures);
}

function archiveOf(signature: SignatureFacts | undefined): TimeStampFacts {
  const last = signature?.timeStamps.at(-1);
  assert.equal(last?.kind, 'archive');
  return last;
}

/** Another document was put into the container: what covers the content no longer does. */
const OTHER_CONTENT = 'asic-s/removed-doc.asics';

test('the time-stamps of real signatures cover what the readers say', (t) => {
  const samples = cmsSamples();
  if (samples.length === 0) return t.skip('no samples beside the repository');
  const seen = new Set<string>();
  for (const { file, signatures } of samples) {
    for (const { contentTimeStamps, timeStamps } of signatures) {
      for (const one of [...contentTimeStamps, ...timeStamps]) {
        seen.add(one.name);
        const expected = file !== OTHER_CONTENT || one.kind === 'signature';
        assert.equal(imprintMatches(one), expected, `${file}: ${one.name}`);
      }
    }
  }
  assert.deepEqual([...seen].sort(), [
    'archive-time-stamp-v2',
    'archive-time-stamp-v3',
    'content-time-stamp',
    'external-evidence-record',
    'internal-evidence-record',
    'signature-time-stamp',
  ]);
  return undefined;
});

test('of the real time-stamps two alone break a rule of their own kind', (t) => {
  const samples = cmsSamples();
  if (samples.length === 0) return t.skip('no samples beside the repository');
  const faulty = samples.flatMap(({ file, signatures }) =>
    signatures.flatMap(({ timeStamps }) =>
      timeStamps.flatMap(({ faults }) => faults.map((fault) => [file, fault])),
    ),
  );
  const foreign = 'cades/c-b-b-wrong-er-attribute.p7m';
  assert.deepEqual(faulty, [
    [foreign, 'external evidence record, content inside'],
    [foreign, 'the hash tree lacks 1 of 2 digests'],
    [foreign, 'the hash tree mixes groups'],
    [
      'cades/cades-ats-v3-wrong-cert.p7m',
      'the ats-hash-index has 1 digest(s) of nothing in the certificates',
    ],
  ]);
  return undefined;
});

test('a later archive time-stamp proves the earlier ones, whatever the order in the file', (t) => {
  const sample = cmsSamples().find(({ file }) => file === 'cades/signatureextendedtwolta.p7s');
  if (sample === undefined) return t.skip('no samples beside the repository');
  const [signed, first, second] = sample.signatures[0]?.timeStamps ?? [];
  assert.deepEqual(first?.proves.timeStamps, [signed?.token]);
  assert.deepEqual(new Set(second?.proves.timeStamps), new Set([signed?.token, first?.token]));
  // The same arrays, so that whoever has opened a token finds it again.
  assert.ok(second?.proves.timeStamps.some((token) => token === first?.token));
  return undefined;
});

test('an evidence record that was renewed proves the tokens before, and the whole signature', (t) => {
  const sample = cmsSamples().find(({ file }) => file === 'cades/c-e-ers-renewed-hashtree.p7m');
  if (sample === undefined) return t.skip('no samples beside the repository');
  const [signature] = sample.signatures;
  const [signed, first, second, third] = signature?.timeStamps ?? [];
  assert.deepEqual(third?.proves, {
    signature: true,
    material: signature?.material,
    timeStamps: [signed?.token, first?.token, second?.token],
  });
  return undefined;
});

test('an archive time-stamp proves all that the forge put into the signature before it', () => {
  const variants: readonly Partial<CadesRequest>[] = [
    {},
    { packaging: 'detached' },
    { source: 'both' },
    { identity: STATE.signer('ecdsa-p384-sha384') },
    { parallel: [STATE.signer('rsa-pkcs1-sha256')] },
    {
      counterSigners: [
        {
          identity: STATE.signer(SUITE, 'other'),
          signingTime: TIMES.stamped,
          timeStamp: timeStampOver(STATE, TIMES.stamped),
        },
      ],
    },
  ];
  for (const change of variants) {
    const signatures = forged(change);
    for (const { id, timeStamps, material } of signatures) {
      for (const one of timeStamps) assert.equal(imprintMatches(one), true, `${id} ${one.name}`);
      const archive = timeStamps.find(({ kind }) => kind === 'archive');
      if (archive === undefined) continue;
      assert.deepEqual(archive.faults, []);
      assert.deepEqual(archive.proves, {
        signature: true,
        material,
        timeStamps: timeStamps.filter((one) => one !== archive).map(({ token }) => token),
      });
    }
  }
});

test('what the hash index leaves out is not proven, and what came later does no harm', () => {
  const [shorter] = forged(
    {},
    {
      archive: {
        hashIndex: (index) => ({ ...index, certificates: [], revocation: [], unsignedAttributes: [] }),
      },
    },
  );
  assert.equal(imprintMatches(archiveOf(shorter)), true);
  assert.deepEqual(archiveOf(shorter).faults, []);
  assert.deepEqual(archiveOf(shorter).proves, {
    signature: true,
    material: { certificates: [], crls: [], ocspResponses: [] },
    timeStamps: [],
  });

  const added = attribute(OID.counterSignature, sequence());
  const [later] = forged({}, { afterwards: (signature) => withUnsigned(signature, 0, added) });
  assert.deepEqual(archiveOf(later).faults, []);
  assert.equal(imprintMatches(archiveOf(later)), true);
});

test('a hash index that is not right is a fault', () => {
  const nothing = digestByName('sha256').of(Buffer.from('nothing of this signature'));
  const faultsWith = (archive: CadesDeviation['archive']) =>
    archiveOf(forged({}, { ...(archive === undefined ? {} : { archive }) })[0]).faults.join();
  assert.match(
    faultsWith({ hashIndex: (index) => ({ ...index, certificates: [...index.certificates, nothing] }) }),
    /1 digest\(s\) of nothing in the certificates/,
  );
  assert.match(
    faultsWith({ hashIndex: (index) => ({ ...index, revocation: [nothing] }) }),
    /1 digest\(s\) of nothing in the crls/,
  );
  assert.match(
    faultsWith({ hashIndex: (index) => ({ ...index, unsignedAttributes: [nothing] }) }),
    /1 digest\(s\) of nothing in the unsigned attributes/,
  );
  assert.match(faultsWith({ placed: () => null }), /no ats-hash-index attribute/);
  assert.match(faultsWith({ placed: () => octetString(nothing) }), /not readable/);
  const empty = { certificates: [], revocation: [], unsignedAttributes: [] };
  assert.match(
    faultsWith({ hashIndex: () => ({ ...empty, digestOid: digestByName('sha512').oid }) }),
    /the ats-hash-index uses sha512, the message imprint sha256/,
  );
  assert.match(
    faultsWith({ hashIndex: () => ({ ...empty, digestOid: '1.2.3.4' }) }),
    /the digest 1\.2\.3\.4 of the ats-hash-index is not in the table/,
  );
});

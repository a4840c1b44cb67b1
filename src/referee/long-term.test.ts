import assert from 'node:assert/strict';
import test from 'node:test';
import { type CadesDeviation, type CadesRequest, signCadesLongTerm } from '../forge/cades-long-term';
import { atOnce, type LongTermTimes } from '../forge/long-term';
import { mintState } from '../forge/pki';
import { crl } from '../forge/revocation';
import { TEST_INSTANT, TEST_PROFILE } from '../forge/testing-profile';
import { type SigningTimes, timeline } from '../forge/timeline';
import { formatVerdict } from '../model/verdict';
import { DEFAULT_POLICY } from './default-policy';
import { EMPTY_MATERIAL, explain } from './testing-state';
import { validate } from './validate';
import type { SignatureReport, ValidationContext } from './validation';

const DOCUMENT = Buffer.from('Simulated test document.\n');
const STATE = mintState('tamga', TEST_INSTANT, 'KZ', TEST_PROFILE);
/** Whose authority stamps when that of the first is about to expire, and is still valid years later. */
const LATER = mintState('later', inYears(4), 'KZ', TEST_PROFILE);
const SUITE = 'ecdsa-p256-sha256';

function inYears(years: number): Date {
  const date = new Date(TEST_INSTANT);
  date.setUTCFullYear(date.getUTCFullYear() + years);
  return date;
}

function minutes(after: number): Date {
  return new Date(timeline(TEST_INSTANT).recent.stamped.getTime() + after * 60_000);
}

const AT_ONCE: LongTermTimes = {
  ...timeline(TEST_INSTANT).recent,
  validated: minutes(1),
  archived: [{ time: minutes(2) }],
};
const RENEWED: LongTermTimes = {
  ...AT_ONCE,
  archived: [{ time: minutes(2) }, { time: inYears(4), authority: LATER }],
};

function made(change: Partial<CadesRequest> = {}, deviation: CadesDeviation = {}): Uint8Array {
  const { state = STATE } = change;
  return signCadesLongTerm(
    {
      state,
      identity: state.signer(SUITE),
      level: 'B-LTA',
      document: DOCUMENT,
      times: AT_ONCE,
      packaging: 'attached',
      ...change,
    },
    deviation,
  ).signature;
}

/** What the authorities publish at the time of validation. */
function freshLists(thisUpdate: Date): readonly Uint8Array[] {
  const nextUpdate = new Date(thisUpdate.getTime() + 7 * 86_400_000);
  return [STATE, LATER].flatMap((state) =>
    (['root', 'issuing'] as const).map((issuer) => crl(state, issuer, { thisUpdate, nextUpdate })),
  );
}

function judged(
  file: Uint8Array,
  currentTime: Date,
  change: Partial<ValidationContext> = {},
): SignatureReport {
  const [report] = validate({
    file,
    contents: [],
    context: {
      currentTime,
      anchors: [STATE.root.certificate, LATER.root.certificate],
      material: { ...EMPTY_MATERIAL, crls: freshLists(currentTime) },
      algorithms: DEFAULT_POLICY,
      timeModel: 'best-signature-time',
      ...change,
    },
  }).signatures;
  return report ?? assert.fail('no signature');
}

function expect(report: SignatureReport, verdict: string): void {
  assert.equal(formatVerdict(report), verdict, explain(report));
}

test('a level up to B-LT holds as long as what it rests on does', () => {
  const file = made({ level: 'B-LT', source: 'crl' });
  expect(judged(file, minutes(30)), 'TOTAL_PASSED');
  expect(judged(file, inYears(3)), 'TOTAL_PASSED');
  // The list says nothing of a certificate that had expired before.
  expect(judged(made({ level: 'B-T' }), inYears(3)), 'INDETERMINATE / OUT_OF_BOUNDS_NO_POE');
  // The authority of the time-stamp has expired, so nothing proves when the signature was made.
  expect(judged(file, inYears(6)), 'INDETERMINATE / OUT_OF_BOUNDS_NOT_REVOKED');
  // So has the responder, and nothing proves that its answer is not younger.
  expect(judged(made({ level: 'B-LT' }), inYears(3)), 'INDETERMINATE / OUT_OF_BOUNDS_NO_POE');
});

test('an archive time-stamp carries what it covers over the end of responders and authorities', () => {
  expect(judged(made(), inYears(3)), 'TOTAL_PASSED');
  expect(judged(made(), inYears(6)), 'INDETERMINATE / OUT_OF_BOUNDS_NO_POE');
  const report = judged(made({ times: RENEWED, source: 'both' }), inYears(6));
  expect(report, 'TOTAL_PASSED');
  assert.equal(report.bestSignatureTime, '2026-09-01T11:00:05Z');
  assert.deepEqual(
    report.timeStamps.map(({ used }) => used),
    [true, true, true],
  );
});

test('a revocation that came after the proof of existence changes nothing, one before it does', () => {
  const { early, late } = timeline(TEST_INSTANT);
  const signed = (level: CadesRequest['level'], times: SigningTimes): SignatureReport =>
    judged(made({ level, times: atOnce(times), identity: STATE.signer(SUITE, 'revoked') }), TEST_INSTANT);
  expect(signed('B-T', early), 'TOTAL_PASSED');
  expect(signed('B-LTA', early), 'TOTAL_PASSED');
  expect(signed('B-B', early), 'INDETERMINATE / REVOKED_NO_POE');
  expect(signed('B-T', late), 'INDETERMINATE / REVOKED_NO_POE');
  expect(signed('B-LTA', late), 'INDETERMINATE / REVOKED_NO_POE');
});

test('an algorithm that ended after the proof of existence is accepted in the signature and in its chain', () => {
  const ended = (family: string) => ({
    ...DEFAULT_POLICY,
    keys: { ...DEFAULT_POLICY.keys, [family]: [{ minimumBits: 256, until: '2028-01-01' }] },
  });
  const rsa = made({ identity: STATE.signer('rsa-pkcs1-sha256') });
  expect(judged(rsa, inYears(3), { algorithms: ended('rsa-pkcs1') }), 'TOTAL_PASSED');
  expect(judged(made(), minutes(30), { algorithms: ended('ecdsa') }), 'TOTAL_PASSED');
  // Once the algorithm of the newest time-stamp has ended, nothing reaches back behind that end.
  expect(judged(made(), inYears(3), { algorithms: ended('ecdsa') }), 'INDETERMINATE / OUT_OF_BOUNDS_NO_POE');
});

test('an archive time-stamp that leaves out the revocation data, or is over other things, proves nothing of them', () => {
  const without: CadesDeviation = { archive: { hashIndex: (index) => ({ ...index, revocation: [] }) } };
  const other: CadesDeviation = { archive: { covered: (parts) => parts.slice(1) } };
  for (const deviation of [without, other]) {
    const report = judged(made({}, deviation), inYears(3));
    expect(report, 'INDETERMINATE / OUT_OF_BOUNDS_NO_POE');
    assert.equal(report.intact, true);
  }
});

test('the row of revocation information asks for that of the time-stamping authority, too', () => {
  let embedded = 0;
  const rowWithout = (left: number | null): string | undefined => {
    const file = made(
      { level: 'B-LT' },
      {
        material: (all) => {
          embedded = all.ocspResponses.length;
          return { ...all, ocspResponses: all.ocspResponses.filter((_, index) => index !== left) };
        },
      },
    );
    // Older than what is embedded, so that these decide only where that is missing.
    const material = { ...EMPTY_MATERIAL, crls: freshLists(minutes(-600)) };
    const report = judged(file, minutes(30), { material });
    expect(report, 'TOTAL_PASSED');
    return report.baseline.find(({ row }) => row.endsWith('lt-revocation'))?.status;
  };
  assert.equal(rowWithout(null), 'met');
  assert.ok(embedded >= 2, 'of the signer and of the authority');
  for (let left = 0; left < embedded; left += 1) assert.equal(rowWithout(left), 'broken', String(left));
});

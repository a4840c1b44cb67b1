/**
 * Microseconds of one GOST verification: first of the process, new key, key with a table, @noble/curves, BouncyCastle.
 *
 * @module
 */
import { askBouncyCastle, hasBouncyCastle } from '../../testing/gost-peers';
import { seededBytes, seededScalar } from '../../testing/seeded';
import { clearMemos } from '../lru';
import { GOST_CURVES } from './curves';
import { gostDigest } from './digests';
import { invert } from './invert';
import { fromLittleEndian, LAYOUTS, readSignature, writeSignature } from './layouts';
import { nobleMultiple, nobleSumMatches } from './points';
import { writePublicKey } from './public-key';
import { digestNumber, type GostParameters, verifyGostDigest } from './signature';
import { signGostDigest } from './signing';

const BATCHES = 10;
const BOUNCY_CASTLE_SECONDS = 3;

const ROWS: readonly { readonly parameters: GostParameters; readonly bouncyCastle: string }[] = [
  {
    parameters: { curve: 'cryptopro-a', digest: 'gost94-test', layout: 'kz' },
    bouncyCastle: 'GostR3410-2001-CryptoPro-A',
  },
  {
    parameters: { curve: 'tc26-256-a', digest: 'streebog256', layout: 'rfc' },
    bouncyCastle: 'Tc26-Gost-3410-12-256-paramSetA',
  },
  {
    parameters: { curve: 'tc26-512-a', digest: 'streebog512', layout: 'kz' },
    bouncyCastle: 'Tc26-Gost-3410-12-512-paramSetA',
  },
];

interface Subject {
  readonly parameters: GostParameters;
  readonly secret: bigint;
  readonly key: Uint8Array;
  readonly digest: Uint8Array;
}

function main(): void {
  const subjects = ROWS.map(({ parameters }) => subjectOf(parameters));
  // The signatures come from @noble/curves, so that the first verification below is the first use of the module.
  const values = subjects.map(nobleSignature);
  const own = subjects.map((subject, index) => measured(subject, values[index] ?? new Uint8Array()));
  const peers = hasBouncyCastle()
    ? askBouncyCastle(
        subjects.map((subject, index) => question(subject, values[index] ?? new Uint8Array(), index)),
      )
    : [];
  print([
    'curve',
    'cold',
    'new key',
    'warm',
    'noble',
    'BC cold',
    'BC warm',
    'BC warm/warm',
    'target',
    'sign',
  ]);
  own.forEach(({ cold, fresh, warm, noble, sign }, index) => {
    const [peerCold = Number.NaN, peerWarm = Number.NaN] = (peers[index] ?? '')
      .split(' ')
      .map((time) => Number(time) / 1000);
    print([
      ROWS[index]?.parameters.curve ?? '',
      ...[cold, fresh, warm, noble, peerCold, peerWarm].map((time) => `${time.toFixed(0)} us`),
      (peerWarm / warm).toFixed(2),
      '>= 1.00',
      `${sign.toFixed(0)} us`,
    ]);
  });
}

function subjectOf(parameters: GostParameters): Subject {
  const curve = GOST_CURVES[parameters.curve];
  const secret = seededScalar(`bench ${parameters.curve}`, curve.q);
  return {
    parameters,
    secret,
    key: writePublicKey(curve, nobleMultiple(curve, secret)),
    digest: gostDigest(parameters.digest).of(seededBytes('bench', 1024)),
  };
}

function nobleSignature({ parameters, secret, digest }: Subject): Uint8Array {
  const curve = GOST_CURVES[parameters.curve];
  const k = seededScalar('bench nonce', curve.q);
  const r = nobleMultiple(curve, k).x % curve.q;
  return writeSignature(LAYOUTS[parameters.layout], curve.length, {
    r,
    s: (r * secret + k * digestNumber(curve, digest)) % curve.q,
  });
}

function measured(subject: Subject, value: Uint8Array) {
  const { parameters, key, digest, secret } = subject;
  const verify = () => {
    if (!verifyGostDigest(parameters, key, digest, value).valid)
      throw new Error('the signature does not verify');
  };
  const cold = once(verify);
  const fresh = quickest(20, () => {
    clearMemos();
    verify();
  });
  for (let use = 0; use < 200; use++) verify();
  const warm = quickest(100, verify);
  const noble = quickest(5, nobleVerification(subject, value));
  const sign = quickest(50, () => signGostDigest(parameters, secret, digest));
  return { cold, fresh, warm, noble, sign };
}

function nobleVerification({ parameters, key, digest }: Subject, value: Uint8Array): () => void {
  const curve = GOST_CURVES[parameters.curve];
  const { length, q } = curve;
  const matches = nobleSumMatches(curve, {
    x: fromLittleEndian(key.subarray(0, length)),
    y: fromLittleEndian(key.subarray(length)),
  });
  return () => {
    const { r = 0n, s = 0n } = readSignature(LAYOUTS[parameters.layout], length, value) ?? {};
    const inverse = invert(digestNumber(curve, digest), q);
    if (!matches((s * inverse) % q, ((q - r) * inverse) % q, r)) throw new Error('noble does not agree');
  };
}

function question({ parameters, key, digest }: Subject, value: Uint8Array, index: number): string {
  const { length } = GOST_CURVES[parameters.curve];
  const { r = 0n, s = 0n } = readSignature(LAYOUTS[parameters.layout], length, value) ?? {};
  const [x, y] = [fromLittleEndian(key.subarray(0, length)), fromLittleEndian(key.subarray(length))];
  const numbers = [x, y].map((number) => `${number.toString(16)}.`).join(' ');
  const values = [r, s].map((number) => `${number.toString(16)}.`).join(' ');
  const digestField = `${Buffer.from(digest).toString('hex')}.`;
  return `bench ${ROWS[index]?.bouncyCastle} ${numbers} ${digestField} ${values} ${BOUNCY_CASTLE_SECONDS}`;
}

/** Microseconds. */
function once(work: () => void): number {
  const from = performance.now();
  work();
  return (performance.now() - from) * 1000;
}

/** Microseconds of one call in the quickest batch: other load on the machine hits some and not all. */
function quickest(calls: number, work: () => void): number {
  const batches = Array.from({ length: BATCHES }, () =>
    once(() => {
      for (let index = 0; index < calls; index++) work();
    }),
  );
  return Math.min(...batches) / calls;
}

function print(cells: readonly string[]): void {
  console.log(cells.map((cell, index) => (index === 0 ? cell.padEnd(13) : cell.padStart(13))).join(''));
}

main();

/** Prints what the suite table costs on top of node:crypto: verifications per second, the two in turn. */
import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  sign,
  verify,
} from 'node:crypto';
import { performance } from 'node:perf_hooks';
import { parseDer } from '../encoding/der';
import { readPublicKey } from '../pki/public-key';
import { identifySuite } from './identify';
import { suiteById } from './suites';
import { verifySignature } from './verify';

const DATA = Buffer.alloc(1024, 7);
const ROUNDS = 15;
const BATCH_MS = 60;

const KEYS: Readonly<Record<string, () => KeyObject>> = {
  'rsa-pkcs1-sha256': () => generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey,
  'rsa-pkcs1-sha512': () => generateKeyPairSync('rsa', { modulusLength: 4096 }).privateKey,
  'ecdsa-p256-sha256': () => generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey,
  'ecdsa-p384-sha384': () => generateKeyPairSync('ec', { namedCurve: 'P-384' }).privateKey,
  'ecdsa-p521-sha512': () => generateKeyPairSync('ec', { namedCurve: 'P-521' }).privateKey,
};

function perSecond(run: () => boolean): number {
  const started = performance.now();
  let count = 0;
  while (performance.now() - started < BATCH_MS) {
    for (let i = 0; i < 16; i += 1) if (!run()) throw new Error('a right signature was refused');
    count += 16;
  }
  return (count * 1000) / (performance.now() - started);
}

function median(numbers: readonly number[]): number {
  return [...numbers].sort((a, b) => a - b)[numbers.length >> 1] ?? 0;
}

console.log(
  'suite'.padEnd(22) + ['node:crypto/s', 'suite table/s', 'ratio'].map((name) => name.padStart(16)).join(''),
);
for (const [id, makeKey] of Object.entries(KEYS)) {
  const suite = suiteById(id);
  const privateKey = createPrivateKey(makeKey().export({ type: 'pkcs8', format: 'pem' }));
  const publicKey = createPublicKey(privateKey);
  const key = readPublicKey(parseDer(publicKey.export({ type: 'spki', format: 'der' })));
  const identified = suite && identifySuite({ oid: suite.signatureOid, pss: null }, key, null);
  if (!suite || !identified) throw new Error(`${id} is not in the table`);
  const value = sign(suite.digest, DATA, privateKey);
  const raw = () => verify(suite.digest, DATA, publicKey, value);
  const ours = () => verifySignature(identified, key, DATA, value).valid;
  const pairs = Array.from({ length: ROUNDS }, () => [perSecond(raw), perSecond(ours)] as const);
  const ratio = median(pairs.map(([peer, own]) => own / peer));
  const columns = [
    median(pairs.map(([peer]) => peer)).toFixed(0),
    median(pairs.map(([, own]) => own)).toFixed(0),
  ];
  console.log(id.padEnd(22) + [...columns, ratio.toFixed(2)].map((text) => text.padStart(16)).join(''));
}

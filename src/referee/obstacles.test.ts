/** Signatures that are right and hard to read abroad: what is in them, and that the referee reads them. */
import { equal, notEqual, ok } from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { mintCase } from '../forge/cases/registry';
import { type ForgedState, rootsOf } from '../forge/forged';
import { mintState } from '../forge/pki';
import { crl, ocspReply } from '../forge/revocation';
import { NATIONAL_HIERARCHY, TEST_INSTANT, TEST_PROFILE } from '../forge/testing-profile';
import type { Product } from '../model/claim';
import { packageRoot } from '../model/package-root';
import { formatVerdict } from '../model/verdict';
import { DEFAULT_POLICY } from './default-policy';
import { contextOf, EMPTY_MATERIAL, explain, judgeOne } from './testing-state';
import { wanted } from './validate';
import type { Material, ValidationContext } from './validation';

const STATE = mintState('tamga', TEST_INSTANT, 'KZ', { ...TEST_PROFILE, hierarchies: [NATIONAL_HIERARCHY] });
const FOREIGN = mintState('tamga', TEST_INSTANT, 'TR', TEST_PROFILE);
const [NATIONAL] = STATE.others;
if (NATIONAL === undefined) throw new Error('no further hierarchy');
const EVERYBODY: readonly ForgedState[] = [NATIONAL, STATE, FOREIGN];
const DOCUMENT = Buffer.from('Simulated test document.\n'.repeat(40));
const SUITE = 'ecdsa-p256-sha256';
const CADES: Product = { format: 'CAdES', level: 'B-T', packaging: 'attached', suite: SUITE };

const CONTEXT: ValidationContext = contextOf(STATE, {
  anchors: [...rootsOf(STATE), FOREIGN.root.certificate],
  algorithms: {
    ...DEFAULT_POLICY,
    digests: { ...DEFAULT_POLICY.digests, streebog512: null, 'gost94-test': null },
    keys: { ...DEFAULT_POLICY.keys, gost: [{ minimumBits: 256, until: null }] },
  },
});

function made(id: string, product: Product = CADES): Uint8Array {
  return mintCase(id, { state: STATE, foreign: FOREIGN, product, document: DOCUMENT }).signature;
}

/** What the servers of all states answer, by address; null where nobody does. */
function fetched(url: string, request: Uint8Array | null): Partial<Material> | null {
  const state = EVERYBODY.find((one) => url.startsWith(`${one.url}/`));
  const path = url.slice((state?.url.length ?? 0) + 1);
  if (state === undefined) return null;
  if (path === 'issuing.cer') return { certificates: [state.issuing.certificate] };
  if (path === 'issuing.crl') return { crls: [crl(state, 'issuing')] };
  if (path === 'root.crl') return { crls: [crl(state, 'root')] };
  return path === 'ocsp' && request !== null ? { ocspResponses: [ocspReply(state, request)] } : null;
}

function gathered(file: Uint8Array): { readonly context: ValidationContext; readonly silent: number } {
  const tried = new Set<string>();
  let material = EMPTY_MATERIAL;
  let silent = 0;
  for (let round = 0; round < 6; round += 1) {
    for (const want of wanted(file, [], { ...CONTEXT, material })) {
      const request = want.kind === 'ocsp' ? want.request : null;
      const key = `${want.url} ${Buffer.from(request ?? []).toString('hex')}`;
      if (tried.has(key)) continue;
      tried.add(key);
      const answer = fetched(want.url, request);
      if (answer === null) silent += 1;
      material = {
        certificates: [...material.certificates, ...(answer?.certificates ?? [])],
        crls: [...material.crls, ...(answer?.crls ?? [])],
        ocspResponses: [...material.ocspResponses, ...(answer?.ocspResponses ?? [])],
      };
    }
  }
  return { context: { ...CONTEXT, material }, silent };
}

function holds(id: string, part: Uint8Array | string): boolean {
  return Buffer.from(made(id)).includes(Buffer.from(part));
}

describe('every obstacle', () => {
  for (const id of readdirSync(join(packageRoot(), 'vectors', 'cms', 'obstacles'))) {
    it(`${id} is valid, and another file than its easy twin`, () => {
      const file = made(id);
      const report = judgeOne(file, null, gathered(file).context);
      equal(formatVerdict(report), 'TOTAL_PASSED', explain(report));
      notEqual(Buffer.from(file).toString('hex'), Buffer.from(made('good-forged')).toString('hex'));
    });
  }
});

describe('the obstacle is there', () => {
  it('issuer-by-aia: nothing passes before the link is followed', () => {
    ok(holds('good-forged', STATE.issuing.certificate));
    // The token brings the chain of its own authority, which the same CA issued: the plain level has no token.
    const basic: Product = { ...CADES, level: 'B-B' };
    const report = judgeOne(made('issuer-by-aia', basic), null, CONTEXT);
    equal(report.subIndication, 'NO_CERTIFICATE_CHAIN_FOUND');
  });
  it('indefinite-length', () => {
    equal(made('indefinite-length')[1], 0x80);
    notEqual(made('good-forged')[1], 0x80);
  });
  it('cyrillic-names: a BMPString beside a UTF8String', () => {
    const text = Buffer.from('ТАМҒА СЫНАҚ, TAMGA TEST', 'utf16le').swap16();
    ok(holds('cyrillic-names', Buffer.concat([Buffer.from([0x1e, text.length]), text])));
    ok(holds('cyrillic-names', 'Сынақ қаласы'));
  });
  it('unknown-extension', () => {
    const oid = Buffer.from('2b0601040181fd59830e01', 'hex');
    ok(holds('unknown-extension', oid));
    ok(!holds('good-forged', oid));
  });
  it('ocsp-unreachable: somebody is asked who does not answer', () => {
    equal(gathered(made('ocsp-unreachable')).silent, 1);
    equal(gathered(made('good-forged')).silent, 0);
  });
  it('clock-skew: the claimed time is four minutes after the token', () => {
    ok(holds('clock-skew', '260901110405Z'));
    ok(holds('clock-skew', '20260901110005Z'));
  });
  it('fractional-time', () => {
    ok(holds('fractional-time', '20260901110005.123Z'));
  });
  it('foreign-time-stamp, gost-time-stamp and gost-revocation: whose certificates are embedded', () => {
    ok(holds('foreign-time-stamp', FOREIGN.timeStamping.certificate));
    ok(!holds('foreign-time-stamp', STATE.timeStamping.certificate));
    ok(holds('gost-time-stamp', NATIONAL.timeStamping.certificate));
    ok(holds('gost-time-stamp', STATE.signer(SUITE).certificate));
    ok(holds('gost-revocation', NATIONAL.issuing.certificate));
    ok(holds('gost-revocation', NATIONAL.signer(SUITE).certificate));
    ok(holds('gost-revocation', STATE.timeStamping.certificate));
  });
});

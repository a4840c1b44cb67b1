/**
 * States with suites of the GOST family for tests, and the judges that know that family.
 *
 * @module
 */
import { GOST_DIGEST_NAMES } from '../crypto/gost/digests';
import { suiteById } from '../crypto/suites';
import type { Product, SuiteId } from '../model/claim';
import type { CertificateProfile } from '../model/profile';
import { DEFAULT_POLICY } from '../referee/default-policy';
import { contextOf } from '../referee/testing-state';
import type { ValidationContext } from '../referee/validation';
import { mintCase } from './cases/registry';
import type { ForgedState } from './forged';
import { mintState } from './pki';
import type { Made } from './product';
import { type OpenSsl, withOpenSsl } from './testing-openssl';
import { TEST_INSTANT, TEST_PROFILE } from './testing-profile';

export const DOCUMENT = Buffer.from('Test document. Sınaq sənədi. Сынақ құжаты.\n'.repeat(9));

/** OpenSSL and BouncyCastle know these under their own identifiers. */
export const INTERSTATE = [
  'gost2012-256a-streebog256',
  'gost2012-256cp-streebog256',
  'gost2012-512a-streebog512',
] as const;

/** These are judged under the identifiers of their curve and digest. */
export const NATIONAL = [
  'kz-gost2004-gost34311',
  'kz-gost2015-256-streebog256',
  'kz-gost2015-512-streebog512',
  'uz-dst1092-dst1106',
  'uz-mst286-mst285',
  'kg-gost2004-gost34311',
] as const;

/** All authorities sign with one suite unless another is named for one of them. */
export function profileWith(
  suite: SuiteId,
  others: Partial<Record<'root' | 'issuing' | 'timeStamping' | 'ocsp', SuiteId>> = {},
): CertificateProfile {
  const { root, issuing, timeStamping, ocsp } = TEST_PROFILE;
  return {
    ...TEST_PROFILE,
    root: { ...root, suite: others.root ?? suite },
    issuing: { ...issuing, suite: others.issuing ?? suite },
    timeStamping: { ...timeStamping, suite: others.timeStamping ?? suite },
    ocsp: { ...ocsp, suite: others.ocsp ?? suite },
  };
}

export function stateWith(...profile: Parameters<typeof profileWith>): ForgedState {
  return mintState('tamga', TEST_INSTANT, 'KZ', profileWith(...profile));
}

export function make(state: ForgedState, id: string, suite: SuiteId, product: Partial<Product> = {}): Made {
  const whole = { format: 'CAdES', level: 'B-T', packaging: 'attached', suite, ...product } as const;
  return mintCase(id, { state, product: whole, document: DOCUMENT });
}

const ANY_KEY = [{ minimumBits: 0, until: null }];

/** As the referee judges a state whose policy declares every family. */
export function gostContext(state: ForgedState): ValidationContext {
  const digests = Object.fromEntries(GOST_DIGEST_NAMES.map((name) => [name, null]));
  const algorithms = {
    ...DEFAULT_POLICY,
    digests: { ...DEFAULT_POLICY.digests, ...digests },
    keys: { ...DEFAULT_POLICY.keys, gost: ANY_KEY, eddsa: ANY_KEY },
  };
  return contextOf(state, { algorithms });
}

/** The negatives that a calculation must see, as far as they exist for the suite. */
export function miscalculated(suite: SuiteId): readonly string[] {
  const gost = suiteById(suite)?.gost ?? null;
  return [
    ...['content', 'signature-value', 'signed-attribute'],
    ...(gost === null ? [] : ['byte-order']),
    ...(gost?.digest.startsWith('gost94') === true ? ['s-box'] : []),
  ];
}

const ENGINE = `openssl_conf = conf
[req]
distinguished_name = name
[name]
[conf]
engines = engines
[engines]
gost = gost
[gost]
engine_id = gost
default_algorithms = ALL
`;

/** Every subcommand knows the family, `ts` and `ocsp` too. */
export function withGostEngine(test: (openssl: OpenSsl) => void): void {
  withOpenSsl(
    (openssl) => {
      openssl.write('openssl.cnf', ENGINE);
      test(openssl);
    },
    { OPENSSL_CONF: 'openssl.cnf' },
  );
}

/**
 * Every case with every product that it exists for, minted and judged, for tests of the catalogue.
 *
 * @module
 */
import { SUITES } from '../crypto/suites';
import { caseExistsFor, mintCase } from '../forge/cases/registry';
import { documentFor, readDocument } from '../forge/documents';
import { type ForgedState, rootsOf } from '../forge/forged';
import { impossible } from '../forge/legality';
import { publishedFile } from '../forge/odd-pki';
import { mintState } from '../forge/pki';
import type { Made } from '../forge/product';
import { crl, ocspReply } from '../forge/revocation';
import { NATIONAL_HIERARCHY, NATIONAL_SUITE, TEST_INSTANT, TEST_PROFILE } from '../forge/testing-profile';
import type { Format, Level, Product, SuiteId } from '../model/claim';
import { levelsOf, packagingsOf } from '../model/forms';
import type { Case } from '../model/vector';
import { NATIONAL_POLICY } from './national-policy';
import { contextOf, EMPTY_MATERIAL } from './testing-state';
import { validate, wanted } from './validate';
import type { Material, SignatureReport, ValidationContext } from './validation';

export const STATE = mintState('tamga', TEST_INSTANT, 'KZ', {
  ...TEST_PROFILE,
  hierarchies: [NATIONAL_HIERARCHY],
});
export const FOREIGN = mintState('tamga', TEST_INSTANT, 'TR', TEST_PROFILE);

/** A suite that the case exists for: common ones first, for their verdicts rest on less. */
export function suiteOf(
  { families, digests, hierarchies }: Case,
  product: Omit<Product, 'suite'>,
): SuiteId | null {
  const usual = ['ecdsa-p256-sha256', 'rsa-pkcs1-sha256', 'rsa-pss-sha256', NATIONAL_SUITE];
  const fits = (id: SuiteId): boolean => {
    const row = SUITES.find((suite) => suite.id === id);
    if (row === undefined || impossible({ ...product, suite: id }) !== null) return false;
    const common = hierarchies === undefined || row.gost === null;
    return common && (families?.includes(row.family) ?? true) && (digests?.includes(row.digest) ?? true);
  };
  return usual.find(fits) ?? SUITES.map(({ id }) => id).find(fits) ?? null;
}

/** What the vector says that there is; a covering choice of formats at their highest level unless all are wanted. */
export function productsOf(one: Case, all: boolean): readonly Product[] {
  const { formats } = one;
  const chosen = all ? formats : [...new Set([formats[0], formats[turnOf(one.id) % formats.length]])];
  return chosen.flatMap((format) => {
    if (format === undefined) return [];
    const levels = one.levels.filter((level) => levelsOf(format).includes(level));
    return (all ? levels : levels.slice(-1)).flatMap((level) => packaged(one, format, level, all));
  });
}

/** Not every case exists in every packaging; in one it must. */
function packaged(one: Case, format: Format, level: Level, all: boolean): readonly Product[] {
  const possible = packagingsOf(format).flatMap((packaging): Product[] => {
    const suite = suiteOf(one, { format, level, packaging });
    return suite === null ? [] : [{ format, level, packaging, suite }];
  });
  const existing = possible.filter((product) =>
    caseExistsFor(one.id, { state: STATE, foreign: FOREIGN, product }),
  );
  return existing.length === 0 ? possible.slice(0, 1) : all ? existing : existing.slice(0, 1);
}

/** Another format for each case. */
function turnOf(id: string): number {
  return [...id].reduce((sum, letter) => sum + letter.charCodeAt(0), 0);
}

export function made(id: string, product: Product): Made {
  const document = documentFor(product);
  return mintCase(id, {
    state: STATE,
    foreign: FOREIGN,
    product,
    document: readDocument(document),
    documentName: document.name,
  });
}

const EVERYBODY: readonly ForgedState[] = [...STATE.others, STATE, FOREIGN];

/** With all anchors of both states and what their servers answer at the instant. */
export function judged({ signature, content }: Made): readonly SignatureReport[] {
  const contents = content === null ? [] : [{ name: null, bytes: [content] }];
  return validate({ file: signature, contents, context: gathered(signature) }).signatures;
}

const CONTEXT: ValidationContext = contextOf(STATE, {
  anchors: [STATE, FOREIGN].flatMap(rootsOf),
  algorithms: NATIONAL_POLICY,
});

/** What a verifier of the round would have fetched. */
export function gathered(file: Uint8Array): ValidationContext {
  const tried = new Set<string>();
  let material = EMPTY_MATERIAL;
  for (let round = 0; round < 6; round += 1) {
    for (const want of wanted(file, [], { ...CONTEXT, material })) {
      const request = want.kind === 'ocsp' ? want.request : null;
      const key = `${want.url} ${Buffer.from(request ?? []).toString('hex')}`;
      if (tried.has(key)) continue;
      tried.add(key);
      const found = fetched(want.url, request);
      material = {
        certificates: [...material.certificates, ...(found.certificates ?? [])],
        crls: [...material.crls, ...(found.crls ?? [])],
        ocspResponses: [...material.ocspResponses, ...(found.ocspResponses ?? [])],
      };
    }
  }
  return { ...CONTEXT, material };
}

/** What the servers of all states answer, by address; nothing where nobody does. */
function fetched(url: string, request: Uint8Array | null): Partial<Material> {
  const state = EVERYBODY.find((one) => url.startsWith(`${one.url}/`));
  if (state === undefined) return {};
  const path = url.slice(state.url.length + 1);
  if (path === 'ocsp') return request === null ? {} : { ocspResponses: [ocspReply(state, request)] };
  if (path === 'issuing.cer') return { certificates: [state.issuing.certificate] };
  if (path === 'issuing.crl') return { crls: [crl(state, 'issuing')] };
  if (path === 'root.crl') return { crls: [crl(state, 'root')] };
  const published = publishedFile(state, path);
  if (published === null) return {};
  return path.endsWith('.crl') ? { crls: [published] } : { certificates: [published] };
}

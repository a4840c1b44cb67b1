/**
 * Mints the whole catalogue for one reference state, for other projects and to prove that it has not changed.
 *
 * @module
 */
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { SUITE_IDS, SUITES } from '../crypto/suites';
import { KNOWN_DIALECTS } from '../exchange/door';
import { caseExistsFor, mintCase } from '../forge/cases/registry';
import { documentFor, readDocument } from '../forge/documents';
import { type ForgedState, rootsOf } from '../forge/forged';
import { ODD_AUTHORITIES } from '../forge/odd-authorities';
import { publishedFile } from '../forge/odd-pki';
import { mintState } from '../forge/pki';
import { crl } from '../forge/revocation';
import type { Format, Product } from '../model/claim';
import { TamgaError } from '../model/error';
import { levelsOf, packagingsOf } from '../model/forms';
import { packageRoot } from '../model/package-root';
import type { Profile } from '../model/profile';
import { type Case, caseIn } from '../model/vector';
import type { Verdict } from '../model/verdict';
import { loadCases } from '../roster/cases';
import { loadRoster } from '../roster/roster';

/** When everything of the catalogue is judged. */
export const VECTORS_INSTANT = new Date('2026-09-01T12:00:00Z');
const SEED = 'tamga vectors';

export interface VectorFile {
  /** In the folder of the minted files. */
  readonly path: string;
  readonly sha256: string;
}

export interface MintedVector extends VectorFile {
  readonly product: Product;
  /** What is signed, where the file does not hold it. */
  readonly content: VectorFile | null;
  readonly expected: Verdict;
}

export interface MintedCase {
  readonly one: Case;
  readonly files: readonly MintedVector[];
}

export interface PublishedFile extends VectorFile {
  readonly url: string;
}

export interface MintedCatalogue {
  readonly anchors: readonly VectorFile[];
  readonly published: readonly PublishedFile[];
  readonly cases: readonly MintedCase[];
}

export type Put = (path: string, bytes: Uint8Array) => void;

interface States {
  readonly state: ForgedState;
  readonly foreign: ForgedState;
}

/** The same code gives the same bytes; each goes to `put` as soon as it is made. `only` names cases. */
export function mintCatalogue(put: Put, only?: (id: string) => boolean): MintedCatalogue {
  const states = referenceStates();
  const keep = (path: string, bytes: Uint8Array): VectorFile => {
    put(path, bytes);
    return { path, sha256: createHash('sha256').update(bytes).digest('hex') };
  };
  const all = loadCases(join(packageRoot(), 'vectors'));
  const forged = all.filter(({ id, mint }) => mint === 'forge' && (only?.(id) ?? true));
  return {
    anchors: [states.state, states.foreign]
      .flatMap(rootsOf)
      .map((root, at) => keep(`anchors/${at + 1}.cer`, root)),
    published: publishedBy([states.state, ...states.state.others, states.foreign]).map(({ url, bytes }) => ({
      url,
      ...keep(`published/${url.replace(/^http:\/\//, '')}`, bytes),
    })),
    cases: forged.map((one) => ({ one, files: mintFiles(one, states, keep) })),
  };
}

/** One state with several hierarchies and one other state. */
function referenceStates(): States {
  const folder = join(packageRoot(), 'profiles');
  const { profiles } = loadRoster({ folder, suites: SUITE_IDS, dialects: KNOWN_DIALECTS });
  const rich = profiles.find(({ certificateProfile }) => certificateProfile.hierarchies !== undefined);
  const plain = profiles.find((profile) => profile !== rich);
  if (rich === undefined || plain === undefined) {
    throw new TamgaError(
      'TAMGA-E-MINT',
      'the roster has no state with several hierarchies beside another state',
    );
  }
  return { state: stateOf(rich), foreign: stateOf(plain) };
}

function stateOf({ code, certificateProfile }: Profile): ForgedState {
  return mintState(SEED, VECTORS_INSTANT, code, certificateProfile);
}

function publishedBy(states: readonly ForgedState[]) {
  return states.flatMap((state) => {
    const at = (path: string, bytes: Uint8Array | null) =>
      bytes === null ? [] : [{ url: `${state.url}/${path}`, bytes }];
    return [
      ...at('root.cer', state.root.certificate),
      ...at('issuing.cer', state.issuing.certificate),
      ...at('root.crl', crl(state, 'root')),
      ...at('issuing.crl', crl(state, 'issuing')),
      ...Object.keys(ODD_AUTHORITIES).flatMap((name) =>
        ['cer', 'crl'].flatMap((kind) => {
          const path = `authorities/${name}.${kind}`;
          return at(path, publishedFile(state, path));
        }),
      ),
    ];
  });
}

type Keep = (path: string, bytes: Uint8Array) => VectorFile;

function mintFiles(one: Case, states: States, keep: Keep): readonly MintedVector[] {
  return productsOf(one, states).map((product) => {
    const document = documentFor(product);
    const bytes = readDocument(document);
    const made = mintCase(one.id, { ...states, product, document: bytes, documentName: document.name });
    const path = pathOf(one.id, product);
    const content = made.content === null ? null : keep(`${path}.content`, made.content);
    return {
      ...keep(`${path}${ENDINGS[product.format]}`, made.signature),
      product,
      content,
      expected: caseIn(one, product.format).expected,
    };
  });
}

const ENDINGS: Readonly<Record<Format, string>> = {
  CMS: '.p7s',
  CAdES: '.p7s',
  XMLDSig: '.xml',
  XAdES: '.xml',
  PDF: '.pdf',
  PAdES: '.pdf',
  JWS: '.json',
  JAdES: '.json',
  'ASiC-S/CAdES': '.asics',
  'ASiC-S/XAdES': '.asics',
  'ASiC-E/CAdES': '.asice',
  'ASiC-E/XAdES': '.asice',
};

function pathOf(id: string, { format, level, packaging, suite }: Product): string {
  return `${id}/${format.replace('/', '-')}-${level}-${packaging}-${suite}`;
}

/** In the order in which one is chosen: what most verifiers know comes first. */
const USUAL = ['ecdsa-p256-sha256', 'rsa-pkcs1-sha256', 'rsa-pss-sha256', 'ed25519'];

/** Every format of the vector at its lowest and highest level, in one packaging; and the first format in every signature family. */
function productsOf(one: Case, states: States): readonly Product[] {
  const suites = [...USUAL, ...SUITES.map(({ id }) => id).filter((id) => !USUAL.includes(id))].filter((id) =>
    fits(one, id),
  );
  const [first] = one.formats;
  return one.formats.flatMap((format) =>
    outermost(levelsOf(format).filter((level) => one.levels.includes(level))).flatMap((level, at, levels) => {
      const existing = suites.flatMap((suite) => {
        const product = packagingsOf(format)
          .map((packaging): Product => ({ format, level, packaging, suite }))
          .find((possible) => caseExistsFor(one.id, { ...states, product: possible }));
        return product === undefined ? [] : [product];
      });
      const every = format === first && at === levels.length - 1;
      return every ? oncePerFamily(existing) : existing.slice(0, 1);
    }),
  );
}

function outermost<T>(all: readonly T[]): readonly T[] {
  return all.length < 2 ? all : [...all.slice(0, 1), ...all.slice(-1)];
}

function oncePerFamily(products: readonly Product[]): readonly Product[] {
  const family = ({ suite }: Product) => SUITES.find(({ id }) => id === suite)?.family;
  return products.filter((one, at) => products.findIndex((other) => family(other) === family(one)) === at);
}

function fits({ families, digests }: Case, id: string): boolean {
  const row = SUITES.find((suite) => suite.id === id);
  if (row === undefined || (row.digest === 'sha1' && digests === undefined)) return false;
  return (families?.includes(row.family) ?? true) && (digests?.includes(row.digest) ?? true);
}

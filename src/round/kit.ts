/**
 * What may be put to whom: the sandbox mints for its own states alone, a real state brings a kit or signs itself.
 *
 * @module
 */
import type { Question } from '../model/check';
import { claims, type Product } from '../model/claim';
import { endpointFor } from '../model/endpoints';
import type { KitArtefact, KitFile } from '../model/kit';
import type { Profile, StateCode } from '../model/profile';
import type { Case, CaseId } from '../model/vector';

export type Kits = ReadonlyMap<StateCode, readonly KitArtefact[]>;

/** The parts of a known-good file of which one byte is changed. */
export type Changed = 'value' | 'content';

/** The cases that one changed byte of a right signature makes; all others need what only the operator has. */
const CHANGED: ReadonlyMap<CaseId, Changed> = new Map([
  ['signature-value', 'value'],
  ['content', 'content'],
]);

/** The twin of those cases. Where the harness holds no keys it is the known-good file itself. */
export const TWIN: CaseId = 'good-forged';
export const KNOWN_GOOD: CaseId = 'good';

/** Where the bytes of a question come from. */
export type Source =
  | { readonly kind: 'endpoint' }
  | { readonly kind: 'forge' }
  | { readonly kind: 'kit' }
  | { readonly kind: 'known-good' }
  | { readonly kind: 'mutation'; readonly changed: Changed }
  | { readonly kind: 'nothing' };

export function isReal({ evidenceClass }: Pick<Profile, 'evidenceClass'>): boolean {
  return evidenceClass !== 'simulated';
}

export function sourceOf(one: Pick<Case, 'id' | 'mint'>, product: Product, signer: Profile): Source {
  const { id, mint } = one;
  if (mint === 'endpoint' && claims(signer.claims, 'sign', product)) return { kind: 'endpoint' };
  if (!isReal(signer)) return { kind: mint };
  if (inKit(signer, id, product)) return { kind: 'kit' };
  if (!hasKnownGood(signer, product)) return { kind: 'nothing' };
  const changed = CHANGED.get(id);
  if (changed !== undefined) return { kind: 'mutation', changed };
  return id === TWIN ? { kind: 'known-good' } : { kind: 'nothing' };
}

/** Products that a real signer brings this case in. */
export function kitProducts({ id }: Pick<Case, 'id'>, { kit }: Profile): readonly Product[] {
  const derived = CHANGED.has(id) || id === TWIN;
  return (kit?.files ?? [])
    .filter((file) => file.case === id || (derived && file.case === KNOWN_GOOD))
    .map(({ format, level, packaging, suite }) => ({ format, level, packaging, suite }));
}

/** Why a question cannot be asked; undefined where it can. */
export function unavailableFor(
  question: Question,
  one: Pick<Case, 'id' | 'mint'> | undefined,
  profiles: readonly Profile[],
): string | undefined {
  const signer = profiles.find(({ code }) => code === question.signer);
  const verifier = profiles.find(({ code }) => code === question.verifier);
  if (one === undefined || signer === undefined || verifier === undefined) return undefined;
  if (endpointFor(verifier, 'verify', question) === undefined)
    return `${verifier.code} has no endpoint that verifies.`;
  if (isReal(verifier) && !isReal(signer) && verifier.kit?.sandboxRootsInstalled !== true) {
    return `${verifier.code} is real, and its kit does not declare the sandbox's roots installed.`;
  }
  if (sourceOf(one, question, signer).kind !== 'nothing') return undefined;
  const { format, level, packaging, suite } = question;
  return `${signer.code} is real, and its kit has no file of case ${one.id} as ${format} ${level}, ${packaging}, with ${suite}.`;
}

export function kitArtefact(
  kits: Kits,
  id: CaseId,
  product: Product,
  state: StateCode,
): KitArtefact | undefined {
  return kits.get(state)?.find(({ file }) => file.case === id && sameProduct(file, product));
}

function inKit({ kit }: Profile, id: CaseId, product: Product): boolean {
  return kit?.files.some((file) => file.case === id && sameProduct(file, product)) === true;
}

function hasKnownGood(signer: Profile, product: Product): boolean {
  return claims(signer.claims, 'sign', product) || inKit(signer, KNOWN_GOOD, product);
}

function sameProduct(file: KitFile, product: Product): boolean {
  return (['format', 'level', 'packaging', 'suite'] as const).every((axis) => file[axis] === product[axis]);
}

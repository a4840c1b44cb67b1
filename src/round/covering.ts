/**
 * Which questions a `@pairs` block asks: the covering set of the blueprint, or with `full` the whole product.
 *
 * A column that the block names is varied; one that it leaves out is chosen. What is asked is the signer's claims, put
 * to every verifier.
 *
 * @module
 */

import { createHash } from 'node:crypto';
import { suiteById } from '../crypto/suites';
import type { Question } from '../model/check';
import { claims, FORMATS, type Product, productsOf } from '../model/claim';
import type { Profile } from '../model/profile';
import type { Case } from '../model/vector';
import { kitProducts, sourceOf, unavailableFor } from './kit';

export const COLUMNS = ['signer', 'verifier', 'format', 'level', 'packaging', 'suite'] as const;
export type Column = (typeof COLUMNS)[number];

export interface Block {
  readonly columns: readonly Column[];
  readonly diagonal: boolean;
  /** Each verifier is asked about one signer, drawn by the seed: one for each format where the block varies it. */
  readonly rotate: boolean;
  readonly full: boolean;
}

export function questions(
  one: Case,
  block: Block,
  profiles: readonly Profile[],
  seed: string,
): readonly Question[] {
  const asked = profiles.flatMap((signer) =>
    profiles
      .filter((verifier) => (signer === verifier) === block.diagonal)
      .flatMap((verifier) =>
        products(one, block, signer, verifier).map((product) => ({
          case: one.id,
          signer: signer.code,
          verifier: verifier.code,
          ...product,
        })),
      ),
  );
  if (!block.rotate || block.full) return asked;
  const formats = block.columns.includes('format') ? FORMATS : [null];
  return formats.flatMap((format) =>
    rotated(
      asked.filter((one) => format === null || one.format === format),
      profiles,
      seed,
      one,
    ),
  );
}

/**
 * One signer for each verifier, a function of seed and case. Two signers share the verifiers among them wherever both
 * can: a refusal is only put down to a verifier where another one accepts the very same artefact.
 *
 * A verifier that does not declare the signer's anchors refuses the easy twin, too: such a draw would show nothing. Nor
 * would a signer whose signatures nobody may put to it.
 */
function rotated(
  asked: readonly Question[],
  profiles: readonly Profile[],
  seed: string,
  one: Case,
): readonly Question[] {
  const available = (question: Question): boolean => unavailableFor(question, one, profiles) === undefined;
  const trusts = ({ signer, verifier }: Question): boolean =>
    profiles.find(({ code }) => code === verifier)?.trust.accepts.includes(signer) === true;
  const ranking = ranked(asked, seed);
  const shares = new Map<string, number>();
  const signers = new Map<string, string>();
  for (const verifier of ranked(asked, seed, 'verifier')) {
    const all = asked.filter((one) => one.verifier === verifier);
    const open = all.filter(available);
    const mine = open.length > 0 ? open : all;
    const trusted = mine.filter(trusts);
    const able = new Set((trusted.length > 0 ? trusted : mine).map(({ signer }) => signer));
    const [first = '', second] = ranking.filter((signer) => able.has(signer));
    const other = second !== undefined && ranking.indexOf(second) < 2 ? second : first;
    const drawn = (shares.get(other) ?? 0) < (shares.get(first) ?? 0) ? other : first;
    shares.set(drawn, (shares.get(drawn) ?? 0) + 1);
    signers.set(verifier, drawn);
  }
  return asked.filter(({ signer, verifier }) => signers.get(verifier) === signer);
}

/** Who takes part, in an order that the seed draws for each case. The first two signers are verifiers first: each has but the other. */
function ranked(
  asked: readonly Question[],
  seed: string,
  role: 'signer' | 'verifier' = 'signer',
): readonly string[] {
  const id = asked[0]?.case ?? '';
  const drawn = (code: string): number =>
    createHash('sha256').update([seed, id, code].join('/')).digest().readUInt32BE(0);
  return [...new Set(asked.map((one) => one[role]))].sort((a, b) => drawn(a) - drawn(b));
}

function products(one: Case, block: Block, signer: Profile, verifier: Profile): readonly Product[] {
  if (one.hierarchies && signer.certificateProfile.hierarchies === undefined) return [];
  const possible = possibleProducts(one, signer);
  const claimed = possible.filter((product) => claims(verifier.claims, 'verify', product));

  // What the verifier does not claim is asked once, with the signer's own product, to show it as not claimed.
  const asked = one.mint === 'endpoint' ? possible : claimed;
  const varied: readonly Column[] = block.full ? COLUMNS : block.columns;
  const available = (product: Product): boolean => sourceOf(one, product, signer).kind !== 'nothing';
  return choose(asked, claimed, varied, available);
}

/** What the signer claims, and what its kit brings beside that. */
function possibleProducts(one: Case, signer: Profile): readonly Product[] {
  const claimed = signer.claims.filter((claim) => claim.role === 'sign').flatMap(productsOf);
  const brought = kitProducts(one, signer).filter((product) => !claims(signer.claims, 'sign', product));
  return [...claimed, ...brought].filter(
    (product) => one.formats.includes(product.format) && existsFor(one, product),
  );
}

/** A case that deviates in the digest, say, exists only for suites that have such a digest. */
function existsFor(
  { levels, packagings, families, digests }: Case,
  { level, packaging, suite }: Product,
): boolean {
  const row = suiteById(suite);
  const { family = '', digest = '' } = row ?? {};
  return (
    levels.includes(level) &&
    (packagings?.includes(packaging) ?? true) &&
    (families?.includes(family) ?? true) &&
    (digests?.includes(digest) ?? true)
  );
}

/** One product per combination of the varied columns; the chosen columns prefer what there is, what the verifier claims, then CAdES B-T attached. */
function choose(
  asked: readonly Product[],
  claimed: readonly Product[],
  varied: readonly Column[],
  available: (product: Product) => boolean,
): readonly Product[] {
  const axes = (['format', 'level', 'packaging', 'suite'] as const).filter((axis) => varied.includes(axis));
  const groups = new Map<string, Product[]>();
  for (const product of asked) {
    const key = axes.map((axis) => product[axis]).join('/');
    groups.set(key, [...(groups.get(key) ?? []), product]);
  }
  return [...groups.values()].flatMap((group) => {
    const rank = (product: Product): number => preference(product, claimed) + (available(product) ? 16 : 0);
    const [first] = [...group].sort((a, b) => rank(b) - rank(a));
    return first ? [first] : [];
  });
}

/** Higher is preferred; the sort is stable, so the order of the claim (its first suite) decides between equals. */
function preference(product: Product, claimed: readonly Product[]): number {
  return (
    (claimed.includes(product) ? 8 : 0) +
    (product.format === 'CAdES' ? 4 : 0) +
    (product.level === 'B-T' ? 2 : 0) +
    (product.packaging === 'attached' ? 1 : 0)
  );
}

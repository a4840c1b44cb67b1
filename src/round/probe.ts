/**
 * The honesty probe: what an endpoint is asked before its answers count, with material of its own state alone.
 *
 * @module
 */
import { createHash } from 'node:crypto';
import { type Store, sha256Hex } from '../exchange/store';
import type { Question } from '../model/check';
import { claims, type Format, type Product, productsOf, type Role } from '../model/claim';
import { endpointFor } from '../model/endpoints';
import type { PlannedCheck } from '../model/plan';
import type { ProbeAnswer, ProbeFacts, ProbeMaterial, ProbeStep } from '../model/probe';
import type { Profile } from '../model/profile';
import type { CaseId } from '../model/vector';
import { PASSED } from '../model/verdict';
import type { Asker } from './asker';
import type { Artefact, Courts } from './courts';
import { isReal, type Kits, KNOWN_GOOD, TWIN } from './kit';
import type { Mint } from './mint';
import { withOneByteChanged } from './mutation';
import { startClock } from './perform';

export interface Prober {
  /** `endpoint`: the name of one that verifies. */
  probe(profile: Profile, endpoint: string): Promise<ProbeFacts>;
}

export interface ProberContext {
  readonly asker: Asker;
  readonly courts: Courts;
  readonly mint: Mint;
  readonly kits: Kits;
  readonly store: Store;
  readonly seed: string;
  /** What the round asks anyway costs the signer nothing more. */
  readonly planned: readonly PlannedCheck[];
}

export function createProber(context: ProberContext): Prober {
  return {
    async probe(profile, endpoint) {
      const clock = startClock();
      const known = await knownGoodOf(profile, endpoint, context);
      const product = 'lacking' in known ? anyProduct(profile, endpoint) : known.product;
      const put = putter(profile, product, context);
      const steps = await settle(known, put, product, context);
      return {
        kind: 'probe',
        verifier: profile.code,
        endpoint,
        material: 'lacking' in known ? null : known.material,
        lacking: 'lacking' in known ? known.lacking : unchangeable(steps),
        product: 'lacking' in known ? null : known.product,
        steps,
        clock: clock(),
      };
    },
  };
}

interface KnownGood {
  readonly material: ProbeMaterial;
  readonly product: Product;
  readonly artefact: Artefact;
}

interface Lacking {
  readonly lacking: string;
}

type Put = (step: ProbeStep, artefact: Artefact) => Promise<ProbeAnswer>;

function putter({ code }: Profile, product: Product, { asker, store }: ProberContext): Put {
  return async (step, artefact) => {
    const { signature, content } = artefact;
    store.put(signature);
    if (content !== null) store.put(content);
    const { answers, evidence } = await asker.verify(code, product, artefact);
    return {
      step,
      artefact: sha256Hex(signature),
      contentSha256: content === null ? null : sha256Hex(content),
      answers,
      evidence,
    };
  };
}

/** One after the other; whoever has settled the matter is asked nothing more. */
async function settle(
  known: KnownGood | Lacking,
  put: Put,
  product: Product,
  { seed, courts }: ProberContext,
): Promise<readonly ProbeAnswer[]> {
  const steps: ProbeAnswer[] = [];
  const goesOn = async (step: ProbeStep, artefact: Artefact): Promise<boolean> => {
    const answer = await put(step, artefact);
    steps.push(answer);
    return isRight(answer);
  };
  if (!(await goesOn('random-bytes', randomArtefact(seed, product))) || 'lacking' in known) return steps;
  const { artefact } = known;
  if (!(await goesOn('known-good', artefact))) return steps;
  const parts = courts.partsOf(artefact);
  for (const changed of ['value', 'content'] as const) {
    const mutated = parts && withOneByteChanged(artefact, changed, parts, courts.isBroken);
    if (mutated !== null && !(await goesOn(`${changed}-changed`, mutated))) return steps;
  }
  return steps;
}

function isRight({ step, answers }: ProbeAnswer): boolean {
  const last = answers.at(-1);
  if (last === undefined || last.kind === 'silent') return false;
  return (last.kind === 'verdict' && last.said === 'passed') === (step === 'known-good');
}

function unchangeable(steps: readonly ProbeAnswer[]): string | null {
  const last = steps.at(-1);
  if (last?.step !== 'known-good' || !isRight(last)) return null;
  return 'no byte of its known-good file is found that could be changed so that the referee sees it; bring one as CAdES or CMS.';
}

const RANDOM_BYTES = 1024;

/** A function of the seed, like everything that a frozen round sends. */
function randomArtefact(seed: string, { packaging }: Product): Artefact {
  const blocks = Array.from({ length: RANDOM_BYTES / 32 }, (_, at) =>
    createHash('sha256').update(`${seed}/honesty-probe/${at}`).digest(),
  );
  const document = { name: 'random.bin', bytes: Buffer.from('Nobody signed this.') };
  return {
    signature: Buffer.concat(blocks),
    content: packaging === 'detached' ? document.bytes : null,
    document,
  };
}

/** A file of the kit, else a signature that the state's own endpoint makes now. */
async function knownGoodOf(
  profile: Profile,
  endpoint: string,
  context: ProberContext,
): Promise<KnownGood | Lacking> {
  const { code } = profile;
  const fits = (product: Product): boolean => isAskedAt(profile, endpoint, product);
  const [brought] = (context.kits.get(code) ?? [])
    .filter(({ file }) => file.case === KNOWN_GOOD && fits(file))
    .sort((a, b) => preference(b.file) - preference(a.file));
  if (brought !== undefined) {
    const { file, signature, content } = brought;
    const { format, level, packaging, suite, path } = file;
    const name = (file.content ?? path).replace(/^.*[\\/]/, '');
    const document = { name, bytes: content ?? new Uint8Array() };
    const artefact = { signature, content, document };
    return { material: 'kit', product: { format, level, packaging, suite }, artefact };
  }
  const signed = await signedNow(
    profile,
    KNOWN_GOOD,
    ownProducts(profile, context.planned).filter(fits),
    context,
  );
  // The sandbox has the keys of its states: it can make what their endpoints verify and never sign.
  if (isReal(profile) || !('lacking' in signed)) return signed;
  return signedNow(profile, TWIN, keyProducts(profile).filter(fits), context);
}

/** One that came out wrong says nothing of the verifier. */
const MOST_TRIED = 3;

async function signedNow(
  profile: Profile,
  id: CaseId,
  products: readonly Product[],
  { mint, courts }: ProberContext,
): Promise<KnownGood | Lacking> {
  const { code } = profile;
  let lacking = `${code} brings no known-good file in a kit, and signs nothing that it claims to verify.`;
  for (const product of products.slice(0, MOST_TRIED)) {
    const question: Question = { ...product, case: id, signer: code, verifier: code };
    const made = await mint.artefact(question);
    if ('unsigned' in made) {
      lacking = `${code} brings no known-good file in a kit, and its own endpoint gives no signature.`;
      continue;
    }
    const intrinsic = made.facts.intrinsic?.indication === PASSED.indication;
    if (intrinsic && courts.asVerifier(profile, made, made.material)?.indication === PASSED.indication)
      return { material: made.facts.madeBy === 'forge' ? 'forge' : 'own', product, artefact: made };
    lacking = `${code} brings no known-good file in a kit, and by the referee a signature of its own is not right for it.`;
  }
  return { lacking };
}

/** What the round asks anyway first. */
function ownProducts({ code, claims: own }: Profile, planned: readonly PlannedCheck[]): readonly Product[] {
  const asked = planned
    .filter((check) => check.signer === code && check.case === KNOWN_GOOD)
    .map(({ format, level, packaging, suite }) => ({ format, level, packaging, suite }));
  return [...asked.sort(byPreference), ...claimedProducts(own, 'sign').sort(byPreference)];
}

/** What it verifies of the suites that it has keys of. */
function keyProducts({ claims: own }: Profile): readonly Product[] {
  const suites = new Set(claimedProducts(own, 'sign').map(({ suite }) => suite));
  return claimedProducts(own, 'verify')
    .filter(({ suite, format }) => suites.has(suite) && OPEN.includes(format))
    .sort(byPreference);
}

function claimedProducts(all: Profile['claims'], role: Role): Product[] {
  return all.filter((claim) => claim.role === role).flatMap(productsOf);
}

function isAskedAt(profile: Profile, endpoint: string, product: Product): boolean {
  return (
    claims(profile.claims, 'verify', product) && endpointFor(profile, 'verify', product)?.name === endpoint
  );
}

/** For random bytes alone. */
function anyProduct(profile: Profile, endpoint: string): Product {
  const [product] = claimedProducts(profile.claims, 'verify').filter((one) =>
    isAskedAt(profile, endpoint, one),
  );
  return product ?? { format: 'CAdES', level: 'B-B', packaging: 'attached', suite: '' };
}

function byPreference(a: Product, b: Product): number {
  return preference(b) - preference(a);
}

/** Higher is preferred: formats in which the bytes of value and document stand open. */
const OPEN: readonly Format[] = ['CMS', 'CAdES'];

function preference({ format, packaging }: Product): number {
  return (
    (OPEN.includes(format) ? 2 : 0) + (packaging === 'attached' ? 1 : 0) - (format.startsWith('ASiC') ? 4 : 0)
  );
}

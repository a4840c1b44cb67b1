/**
 * Makes each artefact once: asks the signer's endpoint or the forge, then lets referee and second opinion look at it.
 *
 * @module
 */
import type { Gate } from '../exchange/ask';
import { createMemo } from '../exchange/memo';
import { type Store, sha256Hex } from '../exchange/store';
import { mintCase } from '../forge/cases/registry';
import { documentFor, readDocument, type TestDocument } from '../forge/documents';
import type { ForgedState } from '../forge/forged';
import { secondOpinion } from '../forge/second-opinion';
import type { ArtefactFacts, CheckFacts, MadeBy, Question } from '../model/check';
import { TamgaError } from '../model/error';
import { type Case, type CaseId, caseIn } from '../model/vector';
import type { Material } from '../referee/validation';
import type { Artefact, Courts, Intrinsic } from './courts';
import type { Doors } from './doors';
import type { RoundDocument } from './found';

export interface Minted extends Artefact {
  readonly facts: ArtefactFacts;
  readonly material: Material;
  readonly evidence: readonly string[];
}

export interface Unsigned {
  readonly unsigned: NonNullable<CheckFacts['unsigned']>;
  readonly evidence: readonly string[];
}

export interface Mint {
  artefact(question: Question): Promise<Minted | Unsigned>;
}

export interface MintContext {
  readonly gate: Gate;
  readonly doors: Doors;
  readonly store: Store;
  readonly courts: Courts;
  readonly cases: ReadonlyMap<CaseId, Case>;
  readonly stateOf: (code: string) => ForgedState;
  /** Another state than this one, for cases that call in its authorities. */
  readonly foreignTo: (code: string) => ForgedState;
  readonly instant: string;
}

interface Raw extends Artefact {
  readonly madeBy: MadeBy;
  readonly evidence: readonly string[];
}

export function createMint(context: MintContext): Mint {
  const memo = createMemo<Minted | Unsigned>();
  return {
    artefact: (question) => memo.once(keyOf(question), () => make(question, context)),
  };
}

/** Everything but the verifier: an artefact is signed once and verified by all. */
function keyOf({ case: id, signer, format, level, packaging, suite }: Question): string {
  return [id, signer, format, level, packaging, suite].join('/');
}

async function make(question: Question, context: MintContext): Promise<Minted | Unsigned> {
  const one = caseIn(caseOf(question, context), question.format);
  const document = documentOf(question);
  const raw =
    one.mint === 'forge' ? forge(question, document, context) : await sign(question, document, context);
  if ('unsigned' in raw) return raw;

  context.store.put(raw.signature);
  if (raw.content) context.store.put(raw.content);
  const judged = await context.courts.intrinsic(raw, one.expected);
  return { ...raw, material: judged.material, facts: await factsOf(raw, judged) };
}

function caseOf(question: Question, context: MintContext): Case {
  const one = context.cases.get(question.case);
  if (one) return one;
  throw new TamgaError('TAMGA-E-VECTOR', `no case "${question.case}"`, {
    hint: `Known are ${[...context.cases.keys()].join(', ')}.`,
  });
}

async function factsOf(raw: Raw, { found, verdict }: Intrinsic): Promise<ArtefactFacts> {
  return {
    sha256: sha256Hex(raw.signature),
    bytes: raw.signature.length,
    contentSha256: raw.content ? sha256Hex(raw.content) : null,
    madeBy: raw.madeBy,
    found,
    intrinsic: verdict,
    secondOpinion: await secondOpinion(raw.signature, raw.content),
  };
}

function forge(question: Question, document: RoundDocument, context: MintContext): Raw {
  const made = mintCase(question.case, {
    state: context.stateOf(question.signer),
    foreign: context.foreignTo(question.signer),
    product: question,
    document: document.bytes,
    documentName: document.name,
  });
  return { ...made, document, madeBy: 'forge', evidence: [] };
}

async function sign(
  question: Question,
  document: RoundDocument,
  context: MintContext,
): Promise<Raw | Unsigned> {
  const { bytes, name } = document;
  const { format, level, packaging, suite } = question;
  const asked = await context.gate.sign(context.doors.of(question.signer, 'sign', question), {
    format,
    level,
    packaging,
    suite,
    document: bytes,
    documentName: name,
    signingTime: context.instant,
  });
  const answer = asked.answers.at(-1);
  if (answer?.kind !== 'signed') {
    const unsigned = answer ?? {
      kind: 'silent' as const,
      cause: 'transport' as const,
      reason: 'was not asked',
    };
    return { unsigned, evidence: asked.evidence };
  }
  const content = packaging === 'detached' ? bytes : null;
  return { signature: answer.signature, content, document, madeBy: answer.madeBy, evidence: asked.evidence };
}

const documents = new Map<TestDocument, RoundDocument>();

/** The one that a product of this form signs; read once. */
function documentOf(question: Question): RoundDocument {
  const document = documentFor(question);
  const known = documents.get(document);
  if (known !== undefined) return known;
  const made = { name: document.name, bytes: readDocument(document) };
  documents.set(document, made);
  return made;
}

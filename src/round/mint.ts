/**
 * Makes each artefact once: asks the signer's endpoint or the forge, then lets referee and second opinion look at it.
 *
 * @module
 */
import { basename } from 'node:path';
import type { Gate } from '../exchange/ask';
import { createMemo } from '../exchange/memo';
import { type Store, sha256Hex } from '../exchange/store';
import { mintCase } from '../forge/cases/registry';
import { documentFor, readDocument, type TestDocument } from '../forge/documents';
import type { ForgedState } from '../forge/forged';
import { secondOpinion } from '../forge/second-opinion';
import type { ArtefactFacts, CheckFacts, MadeBy, Question } from '../model/check';
import { TamgaError } from '../model/error';
import type { Profile, StateCode } from '../model/profile';
import { type Case, type CaseId, caseIn } from '../model/vector';
import type { Material } from '../referee/validation';
import type { Artefact, Courts, Intrinsic } from './courts';
import type { Doors } from './doors';
import type { RoundDocument } from './found';
import { type Changed, type Kits, KNOWN_GOOD, kitArtefact, type Source, sourceOf } from './kit';
import { withOneByteChanged } from './mutation';

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

export interface MintOrder {
  readonly gate: Gate;
  readonly doors: Doors;
  readonly store: Store;
  readonly courts: Courts;
  readonly cases: ReadonlyMap<CaseId, Case>;
  readonly profiles: ReadonlyMap<StateCode, Profile>;
  readonly kits: Kits;
  readonly stateOf: (code: string) => ForgedState;
  /** Another state than this one, for cases that call in its authorities. */
  readonly foreignTo: (code: string) => ForgedState;
  readonly instant: string;
}

interface MintContext extends MintOrder {
  /** From the same memo: what a state signed once is not asked for again. */
  readonly knownGood: Mint['artefact'];
}

interface Raw extends Artefact {
  readonly madeBy: MadeBy;
  readonly evidence: readonly string[];
}

export function createMint(order: MintOrder): Mint {
  const memo = createMemo<Minted | Unsigned>();
  const artefact = (question: Question): Promise<Minted | Unsigned> =>
    memo.once(keyOf(question), () => make(question, { ...order, knownGood: artefact }));
  return { artefact };
}

/** Everything but the verifier: an artefact is signed once and verified by all. */
function keyOf({ case: id, signer, format, level, packaging, suite }: Question): string {
  return [id, signer, format, level, packaging, suite].join('/');
}

async function make(question: Question, context: MintContext): Promise<Minted | Unsigned> {
  const one = caseIn(caseOf(question, context), question.format);
  const raw = await rawOf(one, question, context);
  if ('unsigned' in raw) return raw;

  context.store.put(raw.signature);
  if (raw.content) context.store.put(raw.content);
  const judged = await context.courts.intrinsic(raw, one.expected);
  return { ...raw, material: judged.material, facts: await factsOf(raw, judged) };
}

async function rawOf(one: Case, question: Question, context: MintContext): Promise<Raw | Unsigned> {
  const signer = context.profiles.get(question.signer);
  const source: Source = signer === undefined ? { kind: one.mint } : sourceOf(one, question, signer);
  switch (source.kind) {
    case 'endpoint':
      return sign(question, documentOf(question), context);
    case 'forge':
      return forge(question, documentOf(question), context);
    case 'kit':
      return fromKit(one.id, question, context);
    case 'known-good':
      return knownGood(question, context);
    case 'mutation':
      return mutated(source.changed, question, context);
    case 'nothing':
      return refused(`${question.signer} brings no file of case ${one.id}`);
  }
}

/** Of a state whose keys are its own: what its endpoint signs, else what its kit brings. */
async function knownGood(question: Question, context: MintContext): Promise<Raw | Unsigned> {
  const good = await context.knownGood({ ...question, case: KNOWN_GOOD });
  return 'unsigned' in good ? good : { ...good, madeBy: good.facts.madeBy };
}

async function mutated(changed: Changed, question: Question, context: MintContext): Promise<Raw | Unsigned> {
  const good = await knownGood(question, context);
  if ('unsigned' in good) return good;
  const { courts } = context;
  const parts = courts.partsOf(good);
  const made = parts && withOneByteChanged(good, changed, parts, courts.isBroken);
  if (made === null)
    return refused(
      `no byte of the ${changed} is found that could be changed in a signature of ${question.signer}`,
    );
  return { ...made, madeBy: 'mutation', evidence: good.evidence };
}

function fromKit(id: CaseId, question: Question, { kits }: MintContext): Raw | Unsigned {
  const found = kitArtefact(kits, id, question, question.signer);
  if (found === undefined) return refused(`the kit of ${question.signer} has no file of case ${id}`);
  const { file, signature, content } = found;
  const name = basename(file.content ?? file.path);
  return {
    signature,
    content,
    document: { name, bytes: content ?? new Uint8Array() },
    madeBy: 'kit',
    evidence: [],
  };
}

/** Nobody was asked: the harness itself has nothing to put forward. */
function refused(reason: string): Unsigned {
  return { unsigned: { kind: 'refused-input', reason }, evidence: [] };
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

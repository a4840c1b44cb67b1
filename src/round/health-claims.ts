/**
 * Puts the claims of one endpoint to it, each once and without a second attempt, and tells what it says.
 *
 * @module
 */
import { cannot, type Door } from '../exchange/ask';
import { documentFor, readDocument } from '../forge/documents';
import type { Answer, SignAnswer } from '../model/answer';
import type { Product } from '../model/claim';
import type { NamedEndpoint } from '../model/endpoints';
import type { StateCode } from '../model/profile';
import { type Note, notesOf } from './health-endpoint';
import type { Finding } from './health-finding';
import type { HealthQuestion } from './health-questions';

/** A signature of the state itself. */
export interface Sample {
  readonly signature: Uint8Array;
  /** Null where the signature carries it. */
  readonly content: Uint8Array | null;
}

/** Signatures of a product that the verifier may be asked with. */
export interface Samples {
  of(product: Product): Sample | undefined;
  keep(product: Product, sample: Sample): void;
}

interface ClaimsContext {
  readonly code: StateCode;
  readonly named: NamedEndpoint;
  readonly door: Door;
  readonly questions: readonly HealthQuestion[];
  readonly samples: Samples;
  /** ISO 8601 UTC, whole seconds. */
  readonly instant: string;
}

/** After so many silences in a row the rest is not asked: each may cost the whole time limit. */
const PATIENCE = 2;

export async function examineClaims(context: ClaimsContext): Promise<readonly Finding[]> {
  const { named, questions } = context;
  const note = notesOf(named.name);
  const findings: Finding[] = named.role === 'verify' ? await unsignedFindings(context, note) : [];
  const unclaimed: string[] = [];
  let silences = 0;
  for (const [at, question] of questions.entries()) {
    const found = await ask(context, question, note);
    if (question.claimed) findings.push(...found);
    else unclaimed.push(...found.filter(({ result }) => result === 'well').map((one) => one.found));
    silences = found.some(({ result }) => result === 'silent') ? silences + 1 : 0;
    if (silences < PATIENCE) continue;
    const rest = questions.length - at - 1;
    if (rest > 0)
      findings.push(note('claim', 'silent', `${rest} further questions were not asked after two silences`));
    break;
  }
  return unclaimed.length === 0 ? findings : [...findings, notClaimed(note, unclaimed)];
}

function ask(context: ClaimsContext, question: HealthQuestion, note: Note): Promise<readonly Finding[]> {
  return context.named.role === 'sign'
    ? askToSign(context, question, note)
    : askToVerify(context, question, note);
}

async function askToSign(
  { door, samples, instant }: ClaimsContext,
  { product, claimed }: HealthQuestion,
  note: Note,
): Promise<readonly Finding[]> {
  const document = documentFor(product);
  const bytes = readDocument(document);
  const question = { ...product, document: bytes, documentName: document.name, signingTime: instant };
  const answer = (await door.driver.sign?.(door.open([]), question)) ?? cannot(door, 'sign');
  const what = `sign ${nameOf(product)} ${product.suite}`;
  if (answer.kind === 'signed') {
    samples.keep(product, {
      signature: answer.signature,
      content: product.packaging === 'detached' ? bytes : null,
    });
    return [note('claim', 'well', `${what}: signed`)];
  }
  return other(answer, what, claimed, door, note);
}

async function askToVerify(
  context: ClaimsContext,
  { product, claimed }: HealthQuestion,
  note: Note,
): Promise<readonly Finding[]> {
  const { door, samples, code } = context;
  const sample = samples.of(product);
  const what = `verify ${nameOf(product)}`;
  // Without a signature the answer tells only whether the question is understood at all.
  if (sample === undefined && !claimed) return [];
  const answer = await verify(context, product, sample ?? unsigned(product));
  if (sample === undefined) return withoutSample(answer, what, door, note);
  if (answer.kind !== 'verdict') return other(answer, what, claimed, door, note);
  const { said, subIndication } = answer;
  const verdict = `${what}: ${said}${subIndication === null ? '' : ` (${subIndication})`}`;
  if (said === 'passed' || !claimed) return [note('claim', 'well', verdict)];
  return [
    note('claim', 'well', verdict),
    note(
      'own signature',
      'warning',
      `a good signature of ${code} itself: ${verdict}`,
      'look at the anchors, lists and clock of the verifier; `tamga run` tells whose move it is',
    ),
  ];
}

/** A verifier that accepts a text without any signature accepts everything. */
async function unsignedFindings(context: ClaimsContext, note: Note): Promise<Finding[]> {
  const product = context.questions.find(({ claimed }) => claimed)?.product;
  if (product === undefined) return [];
  const answer = await verify(context, product, unsigned(product));
  if (answer.kind === 'silent')
    return [note('honesty', 'silent', context.door.vault.sentence(answer.reason))];
  const passed = answer.kind === 'verdict' && answer.said === 'passed';
  return [
    passed
      ? note(
          'honesty',
          'unsafe',
          `it says passed of a text that nobody signed (asked as ${nameOf(product)})`,
          'switch it off, and look at what it does with what it cannot read',
        )
      : note(
          'honesty',
          'well',
          `a text that nobody signed does not pass (${answer.kind === 'verdict' ? answer.said : answer.kind})`,
        ),
  ];
}

async function verify({ door, instant }: ClaimsContext, product: Product, sample: Sample): Promise<Answer> {
  const { format, level, packaging } = product;
  const { name } = documentFor(product);
  const question = {
    format,
    level,
    packaging,
    signature: sample.signature,
    signatureName: `${name}.signed`,
    content: sample.content && { bytes: sample.content, name },
    validationTime: instant,
  };
  return (await door.driver.verify?.(door.open([]), question)) ?? cannot(door, 'verify');
}

function withoutSample(answer: Answer, what: string, door: Door, note: Note): readonly Finding[] {
  if (answer.kind === 'unsupported' || answer.kind === 'silent') return other(answer, what, true, door, note);
  return [
    note(
      'claim',
      'note',
      `${what}: understood, but there is no signature of the state to put it to the test`,
      'bring a known-good file of it in the kit of the profile',
    ),
  ];
}

function other(
  answer: Exclude<Answer | SignAnswer, { kind: 'verdict' | 'signed' }>,
  what: string,
  claimed: boolean,
  { vault }: Door,
  note: Note,
): readonly Finding[] {
  const found = `${what}: ${vault.sentence(answer.reason)}`;
  if (answer.kind === 'silent') return [note('claim', 'silent', found)];
  if (!claimed) return [];
  return answer.kind === 'unsupported'
    ? [note('claim', 'fault', found, 'take it out of the claims, or let the endpoint do it')]
    : [note('claim', 'fault', found, 'it refuses a good input of what it claims: look into its log')];
}

function notClaimed(note: Note, answers: readonly string[]): Finding {
  const advice = 'add to the claims what is meant to be used';
  return note('not claimed', 'note', `no claim has: ${answers.join('; ')}`, advice);
}

function unsigned(product: Product): Sample {
  const document = readDocument(documentFor(product));
  return { signature: document, content: product.packaging === 'detached' ? document : null };
}

function nameOf({ format, level, packaging }: Product): string {
  return `${format} ${level} ${packaging}`;
}

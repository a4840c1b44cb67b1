/**
 * What a file says that was signed, so that a damaged copy can be held against the original, for tests.
 *
 * @module
 */
import { createHash } from 'node:crypto';
import { tryParseToken } from '../formats/cms/time-stamp-token';
import type { Data, DetachedContent, SignatureEntry, SignatureFacts } from '../formats/facts';
import { TamgaError } from '../model/error';
import { readFile } from './read-file';
import { validate } from './validate';
import type { SignatureReport, ValidationContext } from './validation';

export interface Judged {
  readonly reports: readonly SignatureReport[];
  readonly facts: ReadonlyMap<string, SignatureFacts>;
}

/** Null where the file cannot be read at all; anything thrown but a TamgaError is a crash. */
export function judged(
  file: Uint8Array,
  contents: readonly DetachedContent[],
  context: ValidationContext,
): Judged | null {
  try {
    const reports = validate({ file, contents, context }).signatures;
    const facts = flat(readFile(file, contents)?.signatures ?? []);
    return { reports, facts: new Map(facts.map((one) => [one.id, one])) };
  } catch (error) {
    if (error instanceof TamgaError && error.code !== 'TAMGA-E-INTERNAL') return null;
    throw error;
  }
}

function flat(entries: readonly SignatureEntry[]): readonly SignatureFacts[] {
  return entries.flatMap((entry) =>
    entry.readable ? [entry.signature, ...flat(entry.signature.counterSignatures)] : [],
  );
}

/** Signed bytes, value, and the data behind every reference: equal for two signatures that say the same. */
export function statementOf({ signedBytes, value, references }: SignatureFacts): string {
  return [
    signedBytes === null ? 'nothing' : digestOf(signedBytes),
    Buffer.from(value).toString('hex'),
    ...references.map(({ data }) => (data === null ? 'nothing' : digestOf(data))),
  ].join(' ');
}

/** Beside the statement, what decides on trust: who signed. */
function signerOf({ certificates }: SignatureReport): string {
  return certificates
    .slice(0, 1)
    .map(({ der }) => digestOf([der]))
    .join();
}

/** The time-stamps that proved something, each by what its authority signed: a token may carry more. */
function proofsOf({ timeStamps }: SignatureReport): readonly string[] {
  return timeStamps
    .filter(({ used }) => used)
    .map(({ token }) => {
      const parsed = tryParseToken(token);
      return parsed === undefined ? 'no token' : digestOf([...parsed.content, parsed.signer.signature]);
    });
}

export function digestOf(data: Data): string {
  const hash = createHash('sha256');
  for (const piece of data) hash.update(piece);
  return hash.digest('hex');
}

/** What is wrong with a judgement on a changed file; null: nothing. */
export function betrayal(original: Judged, changed: Judged): string | null {
  const statements = new Set([...original.facts.values()].map(statementOf));
  const signers = new Set(original.reports.map(signerOf));
  const proofs = new Set(original.reports.flatMap(proofsOf));
  for (const report of changed.reports) {
    const { id, intact, indication } = report;
    if (indication === 'TOTAL_PASSED' && intact !== true) return `${id} passed and is not intact`;
    if (intact !== true) continue;
    const facts = changed.facts.get(id);
    if (facts === undefined || !statements.has(statementOf(facts)))
      return `${id} is intact and says what nobody signed`;
    if (indication !== 'TOTAL_PASSED') continue;
    if (!signers.has(signerOf(report))) return `${id} passed by another certificate`;
    if (!proofsOf(report).every((proof) => proofs.has(proof))) return `${id} passed by another time-stamp`;
  }
  return null;
}

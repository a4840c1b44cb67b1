/**
 * Reads a reply as a profile says: what its expressions do not cover is no answer, and says which expression saw what.
 *
 * @module
 */
import { decodeBase64, decodeBase64Url } from '../encoding/base64';
import { compileExpression, type Variables } from '../encoding/expression';
import { type Json, outside, parseJson } from '../encoding/json';
import type { Answer, RefusedInput, SignAnswer, Unsupported, VerdictAnswer } from '../model/answer';
import type { ResponseMapping, SignatureSource } from '../model/mapping';
import { printable } from '../model/printable';
import { readVerdict } from './indications';

/** What came back. */
export interface Replied {
  readonly body: Uint8Array;
  /** What `$` variables expressions know beside `$asked`. */
  readonly variables: Variables;
  /** The file that a command was to write; undefined where there is none. */
  readonly output?: Uint8Array | null;
}

interface Reading {
  readonly mapping: ResponseMapping;
  readonly data: Json;
  readonly variables: Variables;
}

export async function readVerdictBy(mapping: ResponseMapping, replied: Replied): Promise<Answer> {
  const reading = readingOf(mapping, replied);
  const early = await declined(reading);
  if (early !== null) return early;
  await expected(reading);
  return mapping.indication === undefined ? byTable(reading) : byIndication(reading, mapping.indication);
}

export async function readSignatureBy(mapping: ResponseMapping, replied: Replied): Promise<SignAnswer> {
  const { signature: source } = mapping;
  if (source === undefined)
    throw outside('response.signature is not in the profile: nothing tells where the signature is');
  // Signed bytes are no text: with them as the body there is nothing that an expression could read.
  if (source.from === 'body' && !hasExpressions(mapping)) return signed(replied.body);
  const reading = readingOf(mapping, replied);
  const early = await declined(reading);
  if (early !== null) return early;
  await expected(reading);
  return signed(await signatureAt(source, reading, replied));
}

/** Whether a reply is what the canary of the profile says. */
export async function holdsBy(
  mapping: Pick<ResponseMapping, 'type' | 'expect'>,
  replied: Replied,
): Promise<boolean> {
  await expected(readingOf(mapping, replied));
  return true;
}

function hasExpressions({ unsupported, refused, expect }: ResponseMapping): boolean {
  return unsupported !== undefined || refused !== undefined || expect !== undefined;
}

function readingOf(mapping: ResponseMapping, { body, variables }: Replied): Reading {
  return { mapping, variables, data: mapping.type === 'json' ? parseJson(body) : textOf(body) };
}

function textOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw outside('a body that is not UTF-8 text', cause);
  }
}

async function declined(reading: Reading): Promise<Unsupported | RefusedInput | null> {
  const { unsupported, refused } = reading.mapping;
  if (await isTrue(reading, 'unsupported', unsupported)) {
    return { kind: 'unsupported', reason: await reasonOf(reading, 'the endpoint does not do this product') };
  }
  if (await isTrue(reading, 'refused', refused)) {
    return { kind: 'refused-input', reason: await reasonOf(reading, 'the endpoint refuses this input') };
  }
  return null;
}

/** A path that leads to nothing is not true. */
async function isTrue(reading: Reading, place: string, text: string | undefined): Promise<boolean> {
  if (text === undefined) return false;
  const value = await at(reading, text);
  if (typeof value === 'boolean') return value;
  if (value === undefined) return false;
  throw uncovered(place, text, 'neither true nor false', value);
}

async function reasonOf(reading: Reading, plain: string): Promise<string> {
  const { reason } = reading.mapping;
  const value = reason === undefined ? undefined : await at(reading, reason);
  const words = typeof value === 'string' || typeof value === 'number' ? printable(String(value), 300) : '';
  return words === '' ? `${plain}, without a reason` : `${plain}: ${words}`;
}

async function expected(reading: Reading): Promise<void> {
  for (const [row, text] of (reading.mapping.expect ?? []).entries()) {
    const value = await at(reading, text);
    if (value !== true) throw uncovered(`expect/${row}`, text, 'not true', value);
  }
}

async function byTable(reading: Reading): Promise<VerdictAnswer> {
  const { verdict } = reading.mapping;
  if (verdict === undefined)
    throw outside('neither response.verdict nor response.indication is in the profile');
  const value = await at(reading, verdict.expression);
  const row = verdict.values.find(({ is }) => is === value);
  if (row === undefined) {
    const known = verdict.values.map(({ is }) => JSON.stringify(is)).join(', ');
    throw uncovered('verdict', verdict.expression, `none of ${printable(known, 120)}`, value);
  }
  return { kind: 'verdict', said: row.said, subIndication: row.subIndication ?? null };
}

async function byIndication(reading: Reading, text: string): Promise<VerdictAnswer> {
  const { subIndication } = reading.mapping;
  const indication = await at(reading, text);
  if (typeof indication !== 'string') throw uncovered('indication', text, 'not a text', indication);
  return readVerdict(indication, subIndication === undefined ? null : await at(reading, subIndication));
}

async function signatureAt(source: SignatureSource, reading: Reading, replied: Replied): Promise<Uint8Array> {
  if (source.from === 'body') return replied.body;
  if (source.from === 'output') return replied.output ?? new Uint8Array();
  const value = await at(reading, source.expression);
  const bytes = typeof value === 'string' ? decoded(value, source.encoding) : undefined;
  if (bytes === undefined) throw uncovered('signature', source.expression, `not ${source.encoding}`, value);
  return bytes;
}

function decoded(text: string, encoding: 'base64' | 'base64url' | 'hex'): Uint8Array | undefined {
  switch (encoding) {
    case 'base64':
      return decodeBase64(text);
    case 'base64url':
      return decodeBase64Url(text);
    case 'hex':
      return /^([0-9a-f]{2})*$/i.test(text) ? Buffer.from(text, 'hex') : undefined;
  }
}

function signed(signature: Uint8Array): SignAnswer {
  if (signature.length === 0)
    throw outside('no signature: the place where response.signature points is empty');
  return { kind: 'signed', madeBy: 'endpoint', signature };
}

async function at({ data, variables }: Reading, text: string): Promise<Json | undefined> {
  return compileExpression(text, Object.keys(variables)).evaluate(data, variables);
}

function uncovered(place: string, text: string, fault: string, value: Json | undefined): Error {
  const seen = value === undefined ? 'nothing' : printable(JSON.stringify(value), 80);
  return outside(
    `response/${place} of the profile (${printable(text, 80)}) is ${fault}, it leads to ${seen}`,
  );
}

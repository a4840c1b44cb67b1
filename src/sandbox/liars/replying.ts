/**
 * Lies on the wire: what an endpoint sends instead of its answer.
 *
 * @module
 */
import { parseJson, valueAt } from '../../encoding/json';
import { type Incoming, json, type Outgoing, text } from '../server';
import type { Replying } from './lie';

/** Until the server closes the connection. */
export const neverAnswering = (): Replying => () => new Promise<never>(() => undefined);

export const htmlPage = (): Replying => async () => ({
  ...text(200, '<!doctype html><html><body><h1>Service temporarily unavailable</h1></body></html>'),
  type: 'text/html; charset=utf-8',
});

export const cutShort = (): Replying => async (_, honest) => {
  const out = await honest();
  return { ...out, bytes: out.bytes.subarray(0, Math.floor(out.bytes.length / 2)) };
};

export const objectAsText = (): Replying => async (_, honest) => {
  const out = await honest();
  return out.status === 200 ? json(200, Buffer.from(out.bytes).toString('utf8')) : out;
};

/** Every boolean of the answer as a text. */
export const truthy = (): Replying => async (_, honest) => {
  const out = await honest();
  const words = Buffer.from(out.bytes).toString('utf8');
  const bytes = Buffer.from(words.replace(/:(true|false)\b/g, ':"$1"'), 'utf8');
  return { ...out, bytes };
};

export const answeringByName = (): Replying => {
  const known = new Map<string, Outgoing>();
  return async (incoming, honest) => {
    const name = nameIn(incoming);
    const out = known.get(name) ?? (await honest());
    known.set(name, out);
    return out;
  };
};

function nameIn({ bytes }: Incoming): string {
  const body = parseJson(bytes);
  for (const path of [['signedDocument', 'name'], ['toSignDocument', 'name'], ['filename']]) {
    const name = valueAt(body, ...path);
    if (typeof name === 'string') return name;
  }
  return '';
}

/** For an answer that takes its time and is right. */
export const slowly =
  (milliseconds: number): (() => Replying) =>
  () =>
  async (_, honest) => {
    await new Promise((resolve) => setTimeout(resolve, milliseconds));
    return honest();
  };

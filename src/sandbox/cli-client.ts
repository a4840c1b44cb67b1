/**
 * The command of a simulated state: `verify`, `sign` and `health`, as a client of the state's own service.
 *
 * A program of its own, and so with nothing but Node's modules: it is started for every question.
 *
 * @module
 */
import { readFileSync, writeFileSync } from 'node:fs';
import * as http from 'node:http';
import { parseArgs } from 'node:util';

/** Exit codes: whoever calls needs to read no more. */
const EXIT = { done: 0, notTaken: 1, refused: 2, broken: 3 } as const;

const TIMEOUT_MS = 60_000;
const MAX_BYTES = 32 * 1024 * 1024;

const OPTIONS = {
  url: { type: 'string' },
  file: { type: 'string' },
  content: { type: 'string' },
  document: { type: 'string' },
  name: { type: 'string' },
  out: { type: 'string' },
  format: { type: 'string' },
  level: { type: 'string' },
  packaging: { type: 'string' },
  algorithm: { type: 'string' },
  at: { type: 'string' },
} as const;

type Given = Readonly<Record<string, string | undefined>>;

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({ options: OPTIONS, allowPositionals: true });
  const given: Given = { ...values };
  const url = given['url'] ?? '';
  switch (positionals[0]) {
    case 'health':
      process.stdout.write(`${await call('GET', `${url}cli/health`)}\n`);
      return EXIT.done;
    case 'verify': {
      const { at } = given;
      const text = await call('POST', `${url}cli/verify`, {
        file: base64Of(given['file']),
        ...(given['content'] !== undefined && { content: base64Of(given['content']) }),
        ...(at !== undefined && { at }),
      });
      process.stdout.write(`${text}\n`);
      return exitOf(fieldsOf(text));
    }
    case 'sign':
      return sign(url, given);
    default:
      process.stderr.write('usage: cli-client health|verify|sign --url URL …\n');
      return EXIT.broken;
  }
}

async function sign(url: string, given: Given): Promise<number> {
  const { document, name, out, format, level, packaging, algorithm, at } = given;
  const body = { documentName: name, format, level, packaging, algorithm, at, document: base64Of(document) };
  const said = fieldsOf(await call('POST', `${url}cli/sign`, body));
  const { signed, ...rest } = said;
  process.stdout.write(`${JSON.stringify(rest)}\n`);
  if (typeof signed !== 'string' || out === undefined) return EXIT.refused;
  writeFileSync(out, Buffer.from(signed, 'base64'));
  return EXIT.done;
}

function base64Of(path: string | undefined): string {
  return readFileSync(path ?? '').toString('base64');
}

function fieldsOf(text: string): Readonly<Record<string, unknown>> {
  const value: unknown = JSON.parse(text);
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

function exitOf({ valid, code }: Readonly<Record<string, unknown>>): number {
  if (valid === true) return EXIT.done;
  return typeof code === 'number' && code >= 400 ? EXIT.refused : EXIT.notTaken;
}

function call(method: string, url: string, body?: object): Promise<string> {
  const bytes = body === undefined ? undefined : Buffer.from(JSON.stringify(body), 'utf8');
  const headers =
    bytes === undefined ? {} : { 'content-type': 'application/json', 'content-length': bytes.length };
  return new Promise((resolve, reject) => {
    const request = http.request(url, { method, headers, timeout: TIMEOUT_MS }, (response) => {
      const chunks: Buffer[] = [];
      let size = 0;
      response.on('data', (chunk: Buffer) => {
        size += chunk.length;
        if (size > MAX_BYTES) request.destroy(new Error('the reply is too long'));
        chunks.push(chunk);
      });
      response.on('end', () => {
        if (response.statusCode === 200) resolve(Buffer.concat(chunks).toString('utf8'));
        else reject(new Error(`HTTP ${response.statusCode}`));
      });
    });
    request.on('timeout', () => request.destroy(new Error('no reply')));
    request.on('error', reject);
    request.end(bytes);
  });
}

main().then(
  (exit) => {
    process.exitCode = exit;
  },
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = EXIT.broken;
  },
);

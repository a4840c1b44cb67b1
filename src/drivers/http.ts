/**
 * Dialect `http`: an interface of one request that the profile itself describes, with the way to read its reply.
 *
 * @module
 */
import { createHash } from 'node:crypto';
import { outside } from '../encoding/json';
import { TamgaError } from '../model/error';
import type { BodyTemplate, HttpTemplate, JsonTemplate, MultipartPart } from '../model/mapping';
import { printable } from '../model/printable';
import type { HttpReply, HttpRequest } from '../net/http';
import { endWith, unexpected } from './answering';
import { declaredDriver } from './declared';
import { type Asked, askedJson, type Fill, fill, placedValue } from './declared-request';
import { holdsBy, type Replied } from './declared-response';
import type { Link } from './driver';

const DIALECT = 'http';

export const http = declaredDriver({
  dialect: DIALECT,
  described: 'the interface: request, words and the reading of the reply',
  templateOf,
  textsOf: (link) => textsIn(templateOf(link)),

  ask(link, asked) {
    const template = templateOf(link);
    const option = optionsOf(link);
    const value: Fill = (one) => (one.name === 'option' ? option(one) : placedValue(one, asked));
    return exchange(link, requestOf(template, value, asked), template.response.answers, asked);
  },

  async holds(link) {
    const { canary } = templateOf(link);
    const replied = await exchange(link, requestOf(canary, optionsOf(link)), canary.response.answers, null);
    return holdsBy(canary.response, replied);
  },
});

function templateOf({ endpoint }: Link): HttpTemplate {
  if (endpoint.http !== undefined) return endpoint.http;
  throw new TamgaError('TAMGA-E-PROFILE-MEANING', 'an endpoint of the dialect http without its block http', {
    hint: 'Describe request and reply in the block http of the endpoint; docs/dialects.md shows one.',
  });
}

function optionsOf(link: Link): Fill {
  return ({ argument }) => link.option(argument ?? '');
}

async function exchange(
  link: Link,
  request: HttpRequest,
  answers: readonly number[] = [200],
  asked: Asked | null,
): Promise<Replied> {
  const reply = await link.http.send(request);
  if (reply.kind === 'silent') throw endWith(reply);
  if (!answers.includes(reply.status)) throw unexpected(reply, request);
  return { body: reply.bytes, variables: variablesOf(reply, asked) };
}

function variablesOf({ status, type }: HttpReply, asked: Asked | null): Replied['variables'] {
  return { status, type, asked: asked === null ? null : askedJson(asked) };
}

type RequestTemplate = Pick<HttpTemplate, 'method' | 'path' | 'headers' | 'body'>;

function requestOf(
  { method, path, headers, body }: RequestTemplate,
  value: Fill,
  asked: Asked | null = null,
): HttpRequest {
  const made = body === undefined ? undefined : bodyOf(body, value, asked);
  const rows = Object.entries(headers ?? {}).flatMap(([name, template]) => {
    const text = fill(template, (one) => headerValue(value(one)));
    return text === undefined ? [] : [[name, text] as const];
  });
  return {
    method,
    path: fill(path, (one) => encodeURIComponent(value(one) ?? '')) ?? '',
    headers: Object.fromEntries(rows),
    ...(made !== undefined && { body: made }),
  };
}

/** A line break in a header would begin another one. */
function headerValue(text: string | undefined): string | undefined {
  return text === undefined || /^[ -~]*$/.test(text) ? text : encodeURIComponent(text);
}

function bodyOf(body: BodyTemplate, value: Fill, asked: Asked | null): NonNullable<HttpRequest['body']> {
  switch (body.kind) {
    case 'json': {
      const text = JSON.stringify(jsonOf(body.value, value) ?? null);
      return { type: 'application/json', bytes: Buffer.from(text, 'utf8') };
    }
    case 'form': {
      const form = new URLSearchParams();
      for (const [name, template] of Object.entries(body.fields)) {
        const text = fill(template, value);
        if (text !== undefined) form.append(name, text);
      }
      const bytes = Buffer.from(form.toString(), 'utf8');
      return { type: 'application/x-www-form-urlencoded', bytes };
    }
    case 'multipart':
      return multipart(body.parts, value, asked);
    case 'text':
      return { type: body.type, bytes: Buffer.from(fill(body.text, value) ?? '', 'utf8') };
    case 'binary':
      return { type: body.type, bytes: asked?.[body.file] ?? new Uint8Array() };
  }
}

/** Members and elements whose only placeholder has no value are left out. */
function jsonOf(template: JsonTemplate, value: Fill): JsonTemplate | undefined {
  if (typeof template === 'string') return fill(template, value);
  if (typeof template !== 'object' || template === null) return template;
  if (isList(template)) {
    return template.flatMap((one) => {
      const made = jsonOf(one, value);
      return made === undefined ? [] : [made];
    });
  }
  const rows = Object.entries(template).flatMap(([name, one]) => {
    const made = jsonOf(one, value);
    return made === undefined ? [] : [[name, made] as const];
  });
  return Object.fromEntries(rows);
}

function isList(template: JsonTemplate): template is readonly JsonTemplate[] {
  return Array.isArray(template);
}

/** RFC 7578. */
function multipart(
  parts: readonly MultipartPart[],
  value: Fill,
  asked: Asked | null,
): NonNullable<HttpRequest['body']> {
  const made = parts.flatMap((part) => partOf(part, value, asked));
  const digest = createHash('sha256');
  for (const { bytes } of made) digest.update(bytes);
  // RFC 2046 section 5.1.1: the delimiter must not be in what it delimits; nobody finds bytes that hold their own digest.
  const boundary = `tamga-${digest.digest('hex').slice(0, 32)}`;
  const pieces = made.flatMap(({ head, bytes }) => [
    Buffer.from(`--${boundary}\r\n${head}\r\n\r\n`, 'utf8'),
    bytes,
    Buffer.from('\r\n'),
  ]);
  return {
    type: `multipart/form-data; boundary=${boundary}`,
    bytes: Buffer.concat([...pieces, Buffer.from(`--${boundary}--\r\n`)]),
  };
}

function partOf(part: MultipartPart, value: Fill, asked: Asked | null) {
  const { name, text, file, fileName, type } = part;
  const disposition = `Content-Disposition: form-data; name="${name}"`;
  if (file === undefined) {
    const said = fill(text ?? '', value);
    if (said === undefined) return [];
    const head = type === undefined ? disposition : `${disposition}\r\nContent-Type: ${type}`;
    return [{ head, bytes: Buffer.from(said, 'utf8') }];
  }
  const bytes = asked?.[file] ?? null;
  if (bytes === null) return [];
  const called = headerValue(fill(fileName ?? `{${file}-name}`, value)) ?? file;
  if (called.includes('"')) throw outside(`a file name with a quotation mark: ${printable(called, 60)}`);
  const head = `${disposition}; filename="${called}"\r\nContent-Type: ${type ?? 'application/octet-stream'}`;
  return [{ head, bytes: Buffer.from(bytes) }];
}

/** Every text of the request that may have a place for the document. */
function textsIn({ path, headers, body }: HttpTemplate): readonly string[] {
  return [path, ...Object.values(headers ?? {}), ...(body === undefined ? [] : textsInBody(body))];
}

function textsInBody(body: BodyTemplate): readonly string[] {
  switch (body.kind) {
    case 'json':
      return [JSON.stringify(body.value)];
    case 'form':
      return Object.values(body.fields);
    case 'multipart':
      return body.parts.map(({ file, text }) => (file === undefined ? (text ?? '') : `{${file}}`));
    case 'text':
      return [body.text];
    case 'binary':
      return [`{${body.file}}`];
  }
}

/**
 * What a schema cannot see of the requests that profiles describe: blocks, placeholders, paths, headers.
 *
 * @module
 */
import type { BodyTemplate, HttpTemplate, JsonTemplate } from '../model/mapping';
import type { Endpoint } from '../model/profile';
import { cliFaults, schemeFaults } from './command-meaning';
import type { Found } from './found';
import { pointerStep } from './json-source';
import { placeholderFaults, QUESTION } from './placeholder-meaning';
import { quoted } from './quoted';
import { expressionFaults, responseFaults } from './response-meaning';

export function mappingFaults(endpoint: Endpoint, pointer: string): Found[] {
  const { http, cli } = endpoint;
  return [
    ...blockFaults(endpoint, pointer),
    ...schemeFaults(endpoint, pointer),
    ...(http === undefined ? [] : httpFaults(http, `${pointer}/http`)),
    ...(cli === undefined ? [] : cliFaults(cli, endpoint, `${pointer}/cli`)),
  ];
}

/** Each block belongs to the dialect of its name. */
function blockFaults(endpoint: Endpoint, pointer: string): Found[] {
  return (['http', 'cli'] as const).flatMap((block) => {
    const spoken = endpoint.dialect === block;
    if (spoken === (endpoint[block] !== undefined)) return [];
    return spoken
      ? [
          {
            pointer: `${pointer}/dialect`,
            found: `${quoted(block)} without a block ${quoted(block)}`,
            allowed: `the block ${block} beside it, which describes the interface`,
          },
        ]
      : [
          {
            pointer: `${pointer}/${block}`,
            found: `the block ${quoted(block)} under the dialect ${quoted(endpoint.dialect)}`,
            allowed: `no such block, or the dialect ${block}`,
          },
        ];
  });
}

/** Beside `$asked`. */
const HTTP_VARIABLES = ['status', 'type', 'asked'];

const ENCODED = ['signature', 'document'].flatMap((file) =>
  ['base64', 'base64url', 'hex'].map((encoding) => `${file}:${encoding}`),
);
const HTTP_PLACEHOLDERS = [...ENCODED, ...QUESTION, 'option:NAME'];

function httpFaults(http: HttpTemplate, pointer: string): Found[] {
  const { method, path, headers, body, response, canary } = http;
  return [
    ...pathFaults(path, HTTP_PLACEHOLDERS, `${pointer}/path`),
    ...headerFaults(headers ?? {}, `${pointer}/headers`),
    ...bodyFaults(method, body, HTTP_PLACEHOLDERS, `${pointer}/body`),
    ...responseFaults(response, HTTP_VARIABLES, false, `${pointer}/response`),
    ...pathFaults(canary.path, [], `${pointer}/canary/path`),
    ...bodyFaults(canary.method, canary.body, ['option:NAME'], `${pointer}/canary/body`),
    ...expressionFaults(canary.response, HTTP_VARIABLES, `${pointer}/canary/response`),
  ];
}

/** What authorises belongs to `auth`, the rest is the business of the client. */
const FOREIGN_HEADERS =
  /^(authorization|proxy-.*|cookie|host|content-length|content-type|transfer-encoding|connection|expect|upgrade|te|trailer)$/i;

function headerFaults(headers: Readonly<Record<string, string>>, pointer: string): Found[] {
  return Object.entries(headers).flatMap(([name, template]) => {
    const place = pointer + pointerStep(name);
    const named = /^[A-Za-z0-9-]+$/.test(name) && !FOREIGN_HEADERS.test(name);
    return [
      ...(named
        ? []
        : [
            {
              pointer: place,
              found: `the header ${quoted(name)}`,
              allowed: 'a header of the interface: authorisation belongs to auth, the media type to body',
            },
          ]),
      ...(/^[ -~]*$/.test(template)
        ? []
        : [{ pointer: place, found: quoted(template), allowed: 'one line of ASCII' }]),
      ...placeholderFaults(template, HTTP_PLACEHOLDERS, place),
    ];
  });
}

function pathFaults(path: string, known: readonly string[], pointer: string): Found[] {
  const plain = path.replace(/\{[^{}]*\}/g, 'x');
  const fits =
    /^[A-Za-z0-9._~!$&'()*+,;=:@%/?-]*$/.test(plain) && !/^\/|^[^/?]*:|(^|\/)\.\.?(\/|$)/.test(plain);
  return [
    ...(fits
      ? []
      : [
          {
            pointer,
            found: quoted(path),
            allowed: 'a path below the URL, without a slash at its beginning and without ..',
          },
        ]),
    ...placeholderFaults(path, known, pointer),
  ];
}

function bodyFaults(
  method: string,
  body: BodyTemplate | undefined,
  known: readonly string[],
  pointer: string,
): Found[] {
  if (body === undefined) return [];
  return [
    ...(method === 'GET'
      ? [{ pointer, found: 'a body under GET', allowed: 'no body, or the method POST' }]
      : []),
    ...textsOfBody(body, pointer).flatMap(({ text, place }) => placeholderFaults(text, known, place)),
    ...(body.kind === 'multipart'
      ? body.parts.flatMap(({ text, file }, at) =>
          (text === undefined) === (file === undefined)
            ? [
                {
                  pointer: `${pointer}/parts/${at}`,
                  found: text === undefined ? 'neither text nor file' : 'text and file',
                  allowed: 'one of the two',
                },
              ]
            : [],
        )
      : []),
  ];
}

interface Text {
  readonly text: string;
  readonly place: string;
}

function textsOfBody(body: BodyTemplate, pointer: string): readonly Text[] {
  switch (body.kind) {
    case 'json':
      return textsOfJson(body.value, `${pointer}/value`);
    case 'form':
      return textsOfJson(body.fields, `${pointer}/fields`);
    case 'multipart':
      return body.parts.flatMap(({ text = '', fileName = '' }, at) => [
        { text, place: `${pointer}/parts/${at}/text` },
        { text: fileName, place: `${pointer}/parts/${at}/fileName` },
      ]);
    case 'text':
      return [{ text: body.text, place: `${pointer}/text` }];
    case 'binary':
      return [];
  }
}

function textsOfJson(template: JsonTemplate, pointer: string): readonly Text[] {
  if (typeof template === 'string') return [{ text: template, place: pointer }];
  if (typeof template !== 'object' || template === null) return [];
  return Object.entries(template).flatMap(([name, one]: [string, JsonTemplate]) =>
    textsOfJson(one, pointer + pointerStep(name)),
  );
}

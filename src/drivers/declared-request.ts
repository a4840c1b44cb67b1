/**
 * Fills the templates of a profile with one question.
 *
 * @module
 */
import { createHash } from 'node:crypto';
import { encodeBase64 } from '../encoding/base64';
import type { Json } from '../encoding/json';
import { filled, type Placeholder, placeholdersIn } from '../encoding/template';
import type { Unsupported } from '../model/answer';
import { TamgaError } from '../model/error';
import type { Words } from '../model/mapping';
import type { SignQuestion, VerifyQuestion } from './driver';

/** One question in the terms of a template. */
export interface Asked {
  readonly signature: Uint8Array | null;
  readonly document: Uint8Array | null;
  readonly signatureName: string;
  readonly documentName: string;
  readonly format: string;
  readonly level: string;
  readonly packaging: string;
  /** Null: nobody signs. */
  readonly suite: string | null;
  /** ISO 8601 UTC. */
  readonly time: string;
}

export function askedToSign(question: SignQuestion): Asked {
  const { document, documentName, format, level, packaging, suite, signingTime } = question;
  return {
    signature: null,
    document,
    signatureName: '',
    documentName: neutralName('document', documentName),
    format,
    level,
    packaging,
    suite,
    time: signingTime,
  };
}

export function askedToVerify(question: VerifyQuestion): Asked {
  const { signature, signatureName, content, format, level, packaging, validationTime } = question;
  return {
    signature,
    document: content?.bytes ?? null,
    signatureName: neutralName('signature', signatureName),
    documentName: neutralName('document', content?.name ?? ''),
    format,
    level,
    packaging,
    suite: null,
    time: validationTime,
  };
}

/** The extension tells the kind of file; the rest of a name could tell what is expected. */
function neutralName(stem: string, given: string): string {
  return `${stem}${/\.[a-z0-9]{1,8}$/i.exec(given)?.[0].toLowerCase() ?? ''}`;
}

const ASPECTS = ['format', 'level', 'packaging', 'suite'] as const;

/** The question in the words of the endpoint, or what it has no word for. */
export function inWordsOf(dialect: string, asked: Asked, words: Words = {}): Asked | Unsupported {
  let said = asked;
  for (const aspect of ASPECTS) {
    const list = words[aspect];
    const name = asked[aspect];
    if (list === undefined || name === null) continue;
    const word = Object.hasOwn(list, name) ? list[name] : undefined;
    if (word === undefined)
      return unsupported(`${dialect}: the profile has no word for the ${aspect} ${name}`);
    said = { ...said, [aspect]: word };
  }
  return said;
}

/** A detached signature cannot be judged by whoever does not get its document. */
export function withoutPlace(
  dialect: string,
  asked: Asked,
  templates: readonly string[],
): Unsupported | null {
  if (asked.signature === null || asked.document === null) return null;
  const placed = templates.some((text) => placeholdersIn(text).some(({ name }) => name === 'document'));
  if (placed) return null;
  return unsupported(
    `${dialect}: the template of the profile has no place for the document of a detached signature`,
  );
}

function unsupported(reason: string): Unsupported {
  return { kind: 'unsupported', reason };
}

/** What expressions know of the question as `$asked`, so that they can tell whether an answer is about it. */
export function askedJson({ signature, document, ...words }: Asked): Json {
  return { ...words, signature: digestsOf(signature), document: digestsOf(document) };
}

function digestsOf(bytes: Uint8Array | null): Json {
  if (bytes === null) return null;
  const sha256 = createHash('sha256').update(bytes).digest();
  return { size: bytes.length, sha256: sha256.toString('hex'), sha256Base64: sha256.toString('base64') };
}

/** The value of a placeholder that stands for the question; undefined: it has none here. */
export function placedValue(placeholder: Placeholder, asked: Asked): string | undefined {
  const { name, argument } = placeholder;
  switch (name) {
    case 'signature':
      return encoded(asked.signature, argument);
    case 'document':
      return encoded(asked.document, argument);
    case 'signature-name':
      return asked.signature === null ? undefined : asked.signatureName;
    case 'document-name':
      return asked.document === null ? undefined : asked.documentName;
    case 'format':
      return asked.format;
    case 'level':
      return asked.level;
    case 'packaging':
      return asked.packaging;
    case 'suite':
      return asked.suite ?? undefined;
    case 'time':
      return timeIn(asked.time, argument);
    default:
      throw new TamgaError('TAMGA-E-PROFILE-MEANING', `nothing fills the placeholder ${placeholder.source}`, {
        hint: 'docs/dialects.md lists the placeholders of the dialect.',
      });
  }
}

/** Programs want their instants in many ways. */
function timeIn(iso: string, form: string | null): string {
  switch (form) {
    case 'seconds':
      return String(Date.parse(iso) / 1000);
    case 'date':
      return iso.slice(0, 10);
    case 'clock':
      return iso.slice(11, 19);
    default:
      return iso;
  }
}

function encoded(bytes: Uint8Array | null, encoding: string | null): string | undefined {
  if (bytes === null) return undefined;
  switch (encoding) {
    case 'hex':
      return Buffer.from(bytes).toString('hex');
    case 'base64url':
      return Buffer.from(bytes).toString('base64url');
    default:
      return encodeBase64(bytes);
  }
}

export type Fill = (placeholder: Placeholder) => string | undefined;

/** Undefined: all that the text would say is not there. */
export function fill(template: string, value: Fill): string | undefined {
  const [only, ...others] = placeholdersIn(template);
  if (only !== undefined && others.length === 0 && only.source === template) return value(only);
  return filled(template, (one) => value(one) ?? '');
}

/**
 * How a profile describes an interface of its own: what is sent, and how the reply is read. The blocks `http` and `cli`
 * of an endpoint.
 *
 * @module
 */
import type { Said } from './answer';
import type { SubIndication } from './verdict';

/** What an expression may lead to, and what it means. */
export interface VerdictRow {
  readonly is: boolean | number | string;
  readonly said: Said;
  readonly subIndication?: SubIndication;
}

export const SIGNATURE_ENCODINGS = ['base64', 'base64url', 'hex'] as const;

/** Where the signed bytes are: the whole body or standard output, the file {output}, or text at an expression. */
export type SignatureSource =
  | { readonly from: 'body' }
  | { readonly from: 'output' }
  | {
      readonly from: 'expression';
      readonly expression: string;
      readonly encoding: (typeof SIGNATURE_ENCODINGS)[number];
    };

export interface ResponseMapping {
  /** What `$` is in expressions: the value of the JSON, or the text as it is. */
  readonly type: 'json' | 'text';
  /** Under which statuses or exit codes there is an answer; absent: 200, or 0. */
  readonly answers?: readonly number[];
  /** Must all be true, or nothing was answered. */
  readonly expect?: readonly string[];
  /** True: the endpoint does not do this product. */
  readonly unsupported?: string;
  /** True: it rejects this input. */
  readonly refused?: string;
  /** Its own words for one of these two. */
  readonly reason?: string;
  readonly verdict?: { readonly expression: string; readonly values: readonly VerdictRow[] };
  /** Leads to a word of EN 319 102-1, in place of `verdict`. */
  readonly indication?: string;
  readonly subIndication?: string;
  readonly signature?: SignatureSource;
}

/** The endpoint's own words. A name that is in no list has none: such a product is not asked for. */
export interface Words {
  readonly format?: Readonly<Record<string, string>>;
  readonly level?: Readonly<Record<string, string>>;
  readonly packaging?: Readonly<Record<string, string>>;
  readonly suite?: Readonly<Record<string, string>>;
}

export type JsonTemplate =
  | null
  | boolean
  | number
  | string
  | readonly JsonTemplate[]
  | { readonly [name: string]: JsonTemplate };

export interface MultipartPart {
  readonly name: string;
  readonly text?: string;
  readonly file?: 'signature' | 'document';
  readonly fileName?: string;
  readonly type?: string;
}

export type BodyTemplate =
  | { readonly kind: 'json'; readonly value: JsonTemplate }
  | { readonly kind: 'form'; readonly fields: Readonly<Record<string, string>> }
  | { readonly kind: 'multipart'; readonly parts: readonly MultipartPart[] }
  | { readonly kind: 'text'; readonly type: string; readonly text: string }
  | { readonly kind: 'binary'; readonly type: string; readonly file: 'signature' | 'document' };

/** One request of the dialect `http`. */
export interface HttpTemplate {
  readonly method: 'GET' | 'POST';
  /** Below the base URL, without a slash at its beginning. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: BodyTemplate;
  readonly words?: Words;
  readonly response: ResponseMapping;
  /** A question with a known answer. */
  readonly canary: {
    readonly method: 'GET' | 'POST';
    readonly path: string;
    readonly body?: BodyTemplate;
    readonly response: Pick<ResponseMapping, 'type' | 'answers' | 'expect'>;
  };
}

/** A program and its arguments, which no shell sees; words in one list are left out together. */
export type CommandTemplate = readonly (string | readonly string[])[];

/** One command of the dialect `cli`. */
export interface CliTemplate {
  readonly command: CommandTemplate;
  /** Variables of the command beside the few that it always has; a value may be a secret reference. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Relative to the profile; absent: the folder with the files of the question. */
  readonly workingDirectory?: string;
  readonly words?: Words;
  readonly response: ResponseMapping;
  readonly canary: {
    readonly command: CommandTemplate;
    readonly response: Pick<ResponseMapping, 'type' | 'answers' | 'expect'>;
  };
}

/**
 * The secrets of one door, and how they are kept out of whatever leaves it.
 *
 * @module
 */
import { REDACTED, type Redactor, redactor, redactText } from './record';
import { formsOf } from './secret-forms';

export interface Vault {
  /** Grows while the door is open: a token is a secret from the moment in which it is known. */
  learn(secret: string): void;
  readonly redact: Redactor;
  /** A sentence of ours that shows a peer's text, maybe cut in the middle of a secret. */
  sentence(text: string): string;
  /** Whether bytes hold a secret in any form that is too long to be there by chance. */
  holds(bytes: Uint8Array): boolean;
}

/** A shorter beginning says too little of a secret, and stands anywhere. */
const SHORTEST_BEGINNING = 4;
const SHORTEST_FORM = 8;
/** No sentence shows more of a peer's text. */
const LONGEST_SHOWN = 1000;

export function createVault(given: readonly string[]): Vault {
  const secrets = new Set(given);
  let redact = redactor(given);
  let forms = given.flatMap(formsOf);
  return {
    redact: (bytes) => redact(bytes),
    learn(secret) {
      if (secrets.has(secret)) return;
      secrets.add(secret);
      redact = redactor([...secrets]);
      forms = [...forms, ...formsOf(secret)];
    },
    sentence: (text) => withoutBeginnings(redactText(text, redact), forms),
    holds(bytes) {
      const text = Buffer.from(bytes).toString('latin1');
      return forms.some((form) => form.length >= SHORTEST_FORM && text.includes(form));
    },
  };
}

/** `printable` cuts with an ellipsis: the beginning of a secret may stand before it. */
function withoutBeginnings(text: string, forms: readonly string[]): string {
  const [first = '', ...rest] = text.split('…');
  if (rest.length === 0) return text;
  const pieces = [first, ...rest];
  return pieces.map((piece, at) => (at < pieces.length - 1 ? shortened(piece, forms) : piece)).join('…');
}

function shortened(piece: string, forms: readonly string[]): string {
  const bytes = Buffer.from(piece, 'utf8').toString('latin1');
  const longest = Math.max(0, ...forms.map((form) => overlap(bytes, form)));
  if (longest === 0) return piece;
  return `${Buffer.from(bytes.slice(0, -longest), 'latin1').toString('utf8')}${REDACTED}`;
}

/** How much of a form the text ends with. */
function overlap(text: string, form: string): number {
  for (let length = Math.min(form.length - 1, LONGEST_SHOWN); length >= SHORTEST_BEGINNING; length -= 1) {
    if (text.endsWith(form.slice(0, length))) return length;
  }
  return 0;
}

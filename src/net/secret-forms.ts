/**
 * Every form in which a secret can turn up in an exchange: endpoints echo what they got, escaped and encoded as they like.
 *
 * @module
 */

/** Shorter pieces of base64 would be found by chance. */
const SHORTEST_PIECE = 8;

/** As latin-1 strings, so that bodies which are not text are searched too. */
export function formsOf(secret: string): readonly string[] {
  if (secret === '') return [];
  const bytes = Buffer.from(secret, 'utf8');
  const forms = new Set([...written(secret), ...inBase64(bytes), ...inHex(bytes), ...decoded(secret)]);
  return [...forms].filter((form) => form !== '');
}

function written(secret: string): readonly string[] {
  const inJson = JSON.stringify(secret).slice(1, -1);
  const percent = encodeURIComponent(secret);
  const form = new URLSearchParams({ x: secret }).toString().slice(2);
  return [
    secret,
    // As our own sentences show the text of a peer.
    secret.replace(/\s+/g, ' ').trim(),
    inJson,
    inJson.replaceAll('/', '\\/'),
    ascii(inJson),
    ascii(inJson).replaceAll('/', '\\/'),
    percent,
    lowerPercent(percent),
    form,
    lowerPercent(form),
    xml(secret, '&quot;', '&apos;'),
    xml(secret, '&#34;', '&#39;'),
    xml(secret, '"', "'"),
  ].map(latin1);
}

/** RFC 8259 section 7: a JSON writer may escape whatever is not ASCII. */
function ascii(text: string): string {
  return text.replace(/[^ -~]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

function lowerPercent(text: string): string {
  return text.replace(/%[0-9A-F]{2}/g, (octet) => octet.toLowerCase());
}

function xml(text: string, quote: string, apostrophe: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', quote)
    .replaceAll("'", apostrophe);
}

/** Alone, and as the part of a longer text that starts at any of the three places in a group of base64. */
function inBase64(bytes: Uint8Array): readonly string[] {
  const whole = Buffer.from(bytes).toString('base64');
  const pieces = [0, 1, 2].map((before) => {
    const padded = Buffer.concat([Buffer.alloc(before), bytes])
      .toString('base64')
      .replace(/=+$/, '');
    // The characters at both ends also hold bits of the neighbours.
    const first = Math.ceil((before * 8) / 6);
    const last = Math.floor(((before + bytes.length) * 8) / 6);
    return padded.slice(first, last);
  });
  const forms = [whole, ...pieces.filter((piece) => piece.length >= SHORTEST_PIECE)];
  return forms.flatMap((form) => [
    form,
    encodeURIComponent(form),
    form.replaceAll('/', '\\/'),
    form.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, ''),
  ]);
}

function inHex(bytes: Uint8Array): readonly string[] {
  const hex = Buffer.from(bytes).toString('hex');
  return [hex, hex.toUpperCase()];
}

/** A key store comes as base64 and may travel as the bytes that it stands for. */
function decoded(secret: string): readonly string[] {
  const base64 = secret.length >= 24 && secret.length % 4 === 0 && /^[A-Za-z0-9+/]+={0,2}$/.test(secret);
  return base64 ? [Buffer.from(secret, 'base64').toString('latin1')] : [];
}

function latin1(text: string): string {
  return Buffer.from(text, 'utf8').toString('latin1');
}

/**
 * The numbers by which states identify persons and organisations, found in the subject of a certificate: one row per scheme.
 *
 * They identify real people, so nothing but their masked form leaves a report. That a number breaks its state's rule says
 * something about the certificate, never about the signature.
 *
 * @module
 */
import { formatName, type NameAttribute, readName } from './name';

export interface SubjectIdentifier {
  readonly scheme: string;
  /** As it stands, without the prefix of the scheme. */
  readonly value: string;
  /** By the rule of the state, or of the standard. */
  readonly wellFormed: boolean;
}

export interface IdentifierScheme {
  readonly id: string;
  /** What it is called at home. */
  readonly title: string;
  /** Country of the subject (ISO 3166); null: the attribute says enough. */
  readonly country: string | null;
  readonly attribute: string;
  /** Its first group is the number; text that does not match belongs to no scheme. */
  readonly pattern: RegExp;
  readonly rule: string;
  /** `unverified`: no source for the place or the rule that we could check. */
  readonly certainty: 'read' | 'unverified';
  isWellFormed(value: string): boolean;
}

const SERIAL_NUMBER = '2.5.4.5';
const ORGANISATIONAL_UNIT = '2.5.4.11';
const ORGANISATION_IDENTIFIER = '2.5.4.97';
const COUNTRY = '2.5.4.6';
const UID = '0.9.2342.19200300.100.1.1';
const ANYTHING = /^(.{4,64})$/;

/** In this order: what names its scheme itself comes before what only its country explains. */
export const IDENTIFIER_SCHEMES: readonly IdentifierScheme[] = [
  {
    id: 'en-319-412-1-natural',
    title: 'natural person semantics of EN 319 412-1',
    country: null,
    attribute: SERIAL_NUMBER,
    pattern: /^(?:PAS|IDC|PNO|TAX|TIN)[A-Z]{2}-(.{1,64})$/,
    rule: 'kind, country, hyphen, then a reference without blanks',
    certainty: 'unverified',
    isWellFormed: (value) => /^\S+$/.test(value),
  },
  {
    id: 'en-319-412-1-legal',
    title: 'legal person semantics of EN 319 412-1',
    country: null,
    attribute: ORGANISATION_IDENTIFIER,
    pattern: /^(?:VAT|NTR|PSD|LEI)[A-Z]{2}-(.{1,64})$/,
    rule: 'kind, country, hyphen, then a reference without blanks',
    certainty: 'unverified',
    isWellFormed: (value) => /^\S+$/.test(value),
  },
  {
    id: 'kz-iin',
    title: 'individual identification number of Kazakhstan (ЖСН/ИИН)',
    country: 'KZ',
    attribute: SERIAL_NUMBER,
    pattern: /^IIN(.{1,64})$/,
    rule: '12 digits, the last a check digit (the check digit is general knowledge)',
    certainty: 'unverified',
    isWellFormed: isKazakhNumber,
  },
  {
    id: 'kz-bin',
    title: 'business identification number of Kazakhstan (БСН/БИН)',
    country: 'KZ',
    attribute: ORGANISATIONAL_UNIT,
    pattern: /^BIN(.{1,64})$/,
    rule: '12 digits, the last a check digit (the check digit is general knowledge)',
    certainty: 'unverified',
    isWellFormed: isKazakhNumber,
  },
  {
    id: 'uz-pinfl',
    title: 'personal number of a natural person of Uzbekistan (JShShIR/PINFL)',
    country: null,
    attribute: '1.2.860.3.16.1.2',
    pattern: ANYTHING,
    rule: '14 digits',
    certainty: 'read',
    isWellFormed: (value) => isDigits(value, 14),
  },
  {
    id: 'uz-legal-inn',
    title: 'taxpayer number of a legal entity of Uzbekistan (STIR/INN)',
    country: null,
    attribute: '1.2.860.3.16.1.1',
    pattern: ANYTHING,
    rule: '9 digits (the length is general knowledge)',
    certainty: 'unverified',
    isWellFormed: (value) => isDigits(value, 9),
  },
  {
    id: 'uz-tin',
    title: 'taxpayer number of a natural person of Uzbekistan (STIR/INN)',
    country: 'UZ',
    attribute: UID,
    pattern: ANYTHING,
    rule: '9 digits (the length is general knowledge)',
    certainty: 'unverified',
    isWellFormed: (value) => isDigits(value, 9),
  },
  {
    id: 'az-fin',
    title: 'personal identification number of Azerbaijan (FİN)',
    country: 'AZ',
    attribute: SERIAL_NUMBER,
    pattern: ANYTHING,
    rule: '7 capital letters or digits',
    certainty: 'read',
    isWellFormed: (value) => /^[0-9A-Z]{7}$/.test(value),
  },
  {
    id: 'tr-tckn',
    title: 'identity number of Türkiye (T.C. kimlik no)',
    country: 'TR',
    attribute: SERIAL_NUMBER,
    pattern: ANYTHING,
    rule: '11 digits, the first not 0, the last two check digits (general knowledge)',
    certainty: 'unverified',
    isWellFormed: isTurkishNumber,
  },
  {
    id: 'kg-pin',
    title: 'personal identification number of Kyrgyzstan (ПИН)',
    country: 'KG',
    attribute: SERIAL_NUMBER,
    pattern: ANYTHING,
    rule: '14 digits: 1 or 2, the date of birth as DDMMYYYY, five more; its place in certificates is assumed',
    certainty: 'unverified',
    isWellFormed: (value) => isDigits(value, 14) && /^[12]/.test(value) && isDate(value.slice(1, 9)),
  },
  {
    id: 'kg-inn',
    title: 'taxpayer number of an organisation of Kyrgyzstan (ИНН)',
    country: 'KG',
    attribute: ORGANISATIONAL_UNIT,
    pattern: /^(\d{4,64})$/,
    rule: '14 digits; its place in certificates is assumed',
    certainty: 'unverified',
    isWellFormed: (value) => isDigits(value, 14),
  },
];

/** In the order of the subject. `subject`: Name, DER. */
export function subjectIdentifiers(subject: Uint8Array): readonly SubjectIdentifier[] {
  const attributes = readName(subject).flat();
  const country = attributes.find(({ oid }) => oid === COUNTRY)?.text?.toUpperCase() ?? null;
  return attributes.flatMap((attribute) => identifierIn(attribute, country));
}

function identifierIn({ oid, text }: NameAttribute, country: string | null): readonly SubjectIdentifier[] {
  for (const scheme of IDENTIFIER_SCHEMES) {
    if (scheme.attribute !== oid || (scheme.country !== null && scheme.country !== country)) continue;
    const value = scheme.pattern.exec(text ?? '')?.[1];
    // Zeros alone are nobody's number, whatever sums they fulfil.
    if (value !== undefined)
      return [{ scheme: scheme.id, value, wellFormed: !/^0+$/.test(value) && scheme.isWellFormed(value) }];
  }
  return [];
}

/** The first two characters and the last two, where that leaves enough unsaid. */
export function maskIdentifier(value: string): string {
  return value.length < 7 ? '…' : `${value.slice(0, 2)}…${value.slice(-2)}`;
}

/** The subject as RFC 4514 writes it, every number of a scheme masked wherever it stands. */
export function maskedSubject(subject: Uint8Array): string {
  // The longest first: a number may hold another.
  const values = subjectIdentifiers(subject)
    .map(({ value }) => value)
    .sort((a, b) => b.length - a.length);
  if (values.length === 0) return formatName(subject);
  return formatName(subject, (text) =>
    values.reduce((masked, value) => masked.split(value).join(maskIdentifier(value)), text),
  );
}

function isDigits(value: string, length: number): boolean {
  return value.length === length && /^\d+$/.test(value);
}

function digitsOf(value: string): readonly number[] {
  return [...value].map(Number);
}

/** Weights from 1 up modulo 11; where that gives 10, weights from 3 up; a number that still gives 10 is never issued. */
function isKazakhNumber(value: string): boolean {
  if (!isDigits(value, 12)) return false;
  const digits = digitsOf(value.slice(0, 11));
  const weighted = (shift: number): number =>
    digits.reduce((sum, digit, index) => sum + digit * (((index + shift) % 11) + 1), 0) % 11;
  const [first, second] = [weighted(0), weighted(2)];
  return Number(value[11]) === (first === 10 ? second : first);
}

/** The tenth digit is 7 times the odd places minus the even ones, the eleventh the sum of ten, both modulo 10. */
function isTurkishNumber(value: string): boolean {
  if (!isDigits(value, 11) || value.startsWith('0')) return false;
  const digits = digitsOf(value);
  const sum = (places: readonly number[]): number =>
    places.reduce((total, place) => total + (digits[place] ?? 0), 0);
  const tenth = sum([0, 2, 4, 6, 8]) * 7 - sum([1, 3, 5, 7]);
  // The difference is never below -36, so one addition keeps it positive.
  return digits[9] === (tenth + 40) % 10 && digits[10] === sum([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]) % 10;
}

/** DDMMYYYY of the calendar. */
function isDate(text: string): boolean {
  const [day, month, year] = [text.slice(0, 2), text.slice(2, 4), text.slice(4)].map(Number);
  if (day === undefined || month === undefined || year === undefined || year < 1800) return false;
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}

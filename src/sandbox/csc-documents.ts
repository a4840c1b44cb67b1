/**
 * Reads one entry of `documents` of a `signatures/signDoc` call into an order for our signer.
 *
 * @module
 */
import type { Json } from '../encoding/json';
import type { Format, Level, Packaging } from '../model/claim';
import { type Held, suiteFor } from './csc-credentials';
import { bytesOf, Fault, optionalStringOf, stringOf } from './csc-faults';
import type { SigningOrder } from './signer';

const FORMATS: ReadonlyMap<string, Format> = new Map([
  ['C', 'CAdES'],
  ['X', 'XAdES'],
  ['P', 'PAdES'],
  ['J', 'JAdES'],
]);

/** By format: what the property may say, its default first. */
const ENVELOPES: Readonly<Record<string, readonly (readonly [string, Packaging])[]>> = {
  C: [
    ['Attached', 'attached'],
    ['Detached', 'detached'],
  ],
  X: [
    ['Enveloped', 'enveloped'],
    ['Enveloping', 'enveloping'],
    ['Detached', 'detached'],
  ],
  P: [['Revision', 'enveloped']],
  J: [
    ['Attached', 'attached'],
    ['Detached', 'detached'],
  ],
};

const LEVELS: ReadonlyMap<string, Level> = new Map([
  ['b-b', 'B-B'],
  ['b-t', 'B-T'],
  ['b-lt', 'B-LT'],
  ['b-lta', 'B-LTA'],
]);

export function documentOrder(entry: Json, held: Held, signingTime: Date): SigningOrder {
  const letter = stringOf(entry, 'signature_format');
  const format = FORMATS.get(letter);
  if (format === undefined) throw new Fault('Invalid parameter signature_format');
  const suite = suiteFor(held, stringOf(entry, 'signAlgo'), optionalStringOf(entry, 'hashAlgorithmOID'));
  return {
    identity: held.identity,
    suite,
    format,
    level: levelOf(optionalStringOf(entry, 'conformance_level') ?? 'AdES-B-B'),
    packaging: packagingOf(letter, optionalStringOf(entry, 'signed_envelope_property')),
    document: bytesOf(entry, 'document'),
    documentName: 'document',
    signingTime,
  };
}

/** The text of the interface writes `Ades-B-B`, its examples `AdES-B-B`: both are taken. */
function levelOf(text: string): Level {
  const [, word = ''] = /^ades-(b-\w+)$/.exec(text.toLowerCase()) ?? [];
  const level = LEVELS.get(word);
  if (level === undefined) throw new Fault('Invalid parameter conformance_level');
  return level;
}

function packagingOf(letter: string, property: string | undefined): Packaging {
  const rows = ENVELOPES[letter] ?? [];
  const row = property === undefined ? rows[0] : rows.find(([name]) => name === property);
  if (row === undefined) throw new Fault('Invalid parameter signed_envelope_property');
  return row[1];
}

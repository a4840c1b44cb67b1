/**
 * Incremental updates: objects behind the end of a PDF, which stays as it is.
 *
 * @see {@link https://www.iso.org/standard/75839.html ISO 32000-2}
 * @module
 */
import { PDFArray, PDFName } from 'pdf-lib';
import { digestByName } from '../../crypto/digests';
import type { PdfRevision } from './revision';

export interface PdfObject {
  readonly number: number;
  readonly body: Uint8Array;
}

export interface Update {
  readonly bytes: Uint8Array;
  /** Where the body of each object begins. */
  readonly bodies: ReadonlyMap<number, number>;
}

/** ISO 32000-2 section 7.5.6. */
export function appendUpdate(revision: PdfRevision, objects: readonly PdfObject[]): Update {
  const parts: Uint8Array[] = [revision.bytes];
  let length = revision.bytes.length;
  const push = (part: Uint8Array): void => {
    parts.push(part);
    length += part.length;
  };
  if (revision.bytes.at(-1) !== 0x0a) push(latin1('\n'));
  const offsets = new Map<number, number>();
  const bodies = new Map<number, number>();
  for (const { number, body } of [...objects].sort((a, b) => a.number - b.number)) {
    offsets.set(number, length);
    push(latin1(`${number} 0 obj\n`));
    bodies.set(number, length);
    push(body);
    push(latin1('\nendobj\n'));
  }
  const start = length;
  push(revision.references === 'table' ? table(revision, offsets) : stream(revision, offsets, start));
  push(latin1(`startxref\n${start}\n%%EOF\n`));
  return { bytes: new Uint8Array(Buffer.concat(parts)), bodies };
}

/** ISO 32000-2 section 7.5.4: twenty bytes per entry, one subsection per run of numbers. */
function table(revision: PdfRevision, offsets: ReadonlyMap<number, number>): Uint8Array {
  const sections = runs([...offsets.keys()]).map((numbers) => {
    const entries = numbers.map((number) => `${String(offsets.get(number)).padStart(10, '0')} 00000 n \n`);
    return `${numbers[0]} ${numbers.length}\n${entries.join('')}`;
  });
  const size = sizeWith(revision, offsets);
  const trailer = trailerEntries(revision, size);
  return latin1(`xref\n0 1\n0000000000 65535 f \n${sections.join('')}trailer\n<< ${trailer} >>\n`);
}

/** ISO 32000-2 section 7.5.8: the stream is an object of its own and has an entry for itself. */
function stream(revision: PdfRevision, offsets: ReadonlyMap<number, number>, at: number): Uint8Array {
  const number = sizeWith(revision, offsets);
  const all = new Map([...offsets, [number, at]]);
  const numbers = [...all.keys()];
  const data = Buffer.alloc(numbers.length * 7);
  for (const [index, one] of numbers.entries()) {
    data.writeUInt8(1, index * 7);
    data.writeUInt32BE(all.get(one) ?? 0, index * 7 + 1);
  }
  const index = runs(numbers).map((run) => `${run[0]} ${run.length}`);
  const entries = [
    `/Type /XRef /W [ 1 4 2 ] /Index [ ${index.join(' ')} ] /Length ${data.length}`,
    trailerEntries(revision, number + 1),
  ];
  const head = latin1(`${number} 0 obj\n<< ${entries.join(' ')} >>\nstream\n`);
  return Buffer.concat([head, data, latin1('\nendstream\nendobj\n')]);
}

function trailerEntries({ trailer, startXref, bytes }: PdfRevision, size: number): string {
  const kept = ['Root', 'Info'].flatMap((name) => {
    const value = trailer.get(PDFName.of(name));
    return value === undefined ? [] : [`/${name} ${value.toString()}`];
  });
  // ISO 32000-2 section 14.4: the first identifier stays, the second is of this revision.
  const second = `<${Buffer.from(digestByName('sha256').of(bytes)).toString('hex').slice(0, 32)}>`;
  const known = trailer.get(PDFName.of('ID'));
  const first = known instanceof PDFArray ? known.get(0).toString() : second;
  return `/Size ${size} ${kept.join(' ')} /Prev ${startXref} /ID [ ${first} ${second} ]`;
}

function sizeWith({ size }: PdfRevision, offsets: ReadonlyMap<number, number>): number {
  return Math.max(size, ...[...offsets.keys()].map((number) => number + 1));
}

function runs(numbers: readonly number[]): readonly (readonly number[])[] {
  const all: number[][] = [];
  for (const number of [...numbers].sort((a, b) => a - b)) {
    const last = all.at(-1);
    if (last !== undefined && last.at(-1) === number - 1) last.push(number);
    else all.push([number]);
  }
  return all;
}

export function latin1(text: string): Uint8Array {
  return new Uint8Array(Buffer.from(text, 'latin1'));
}

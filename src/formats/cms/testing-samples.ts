import { unzipSync } from 'fflate';
import { decodeBase64 } from '../../encoding/base64';
import { contentsOf, readSample, type SampleRow, sampleRows } from '../../testing/samples';
import type { DetachedContent, SignatureEntry, SignatureFacts } from '../facts';
import { readCms } from './read';

export interface CmsSample {
  /** As in the manifest. */
  readonly file: string;
  readonly intact: boolean;
  readonly note: string;
  readonly signatures: readonly SignatureFacts[];
}

/** Empty where there are no samples. */
export function cmsSamples(): readonly CmsSample[] {
  return sampleRows()
    .filter(({ format }) => format.endsWith('CAdES'))
    .map((row) => {
      const { file, intact, note } = row;
      return {
        file,
        intact,
        note,
        signatures: flat(file.startsWith('asic') ? inContainer(file) : alone(row)),
      };
    });
}

function alone(row: SampleRow): readonly SignatureEntry[] {
  const bytes = readSample(row.file);
  const text = bytes[0] === 0x30 ? undefined : decodeBase64(bytes.toString('latin1'));
  return readCms(text ?? bytes, contentsOf(row), false).signatures;
}

/** Whatever is in the container is offered: the digest says which entry is meant. */
function inContainer(file: string): readonly SignatureEntry[] {
  const entries = Object.entries(unzipSync(readSample(file)));
  const contents = entries.map(([, bytes]) => offered(bytes));
  return entries
    .filter(([name]) => name.endsWith('.p7s'))
    .flatMap(([, bytes]) => readCms(bytes, contents, false).signatures);
}

function offered(bytes: Uint8Array): DetachedContent {
  return { name: null, bytes: [bytes] };
}

/** Counter-signatures behind what they sign. */
export function flat(entries: readonly SignatureEntry[]): readonly SignatureFacts[] {
  return entries.flatMap((entry) =>
    entry.readable ? [entry.signature, ...flat(entry.signature.counterSignatures)] : [],
  );
}

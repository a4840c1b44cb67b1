/**
 * The CMS signatures of the samples beside the repository, those in ASiC containers included.
 *
 * @module
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import { decodeBase64 } from '../../encoding/base64';
import { packageRoot } from '../../model/package-root';
import type { DetachedContent, SignatureEntry, SignatureFacts } from '../facts';
import { readCms } from './read';

const SAMPLES = process.env['TAMGA_SAMPLES'] ?? join(packageRoot(), '../shared/samples');

export interface CmsSample {
  /** As in the manifest. */
  readonly file: string;
  readonly intact: boolean;
  readonly note: string;
  readonly signatures: readonly SignatureFacts[];
}

/** Empty where there are no samples. */
export function cmsSamples(): readonly CmsSample[] {
  if (!existsSync(join(SAMPLES, 'manifest.tsv'))) return [];
  return readFileSync(join(SAMPLES, 'manifest.tsv'), 'utf8')
    .split('\n')
    .map((line) => line.split('\t'))
    .filter(([, format]) => format?.endsWith('CAdES'))
    .map(([file = '', , content = '', intact, ...rest]) => ({
      file,
      intact: intact === 'yes',
      note: rest.at(-1) ?? '',
      signatures: flat(file.startsWith('asic') ? inContainer(file) : alone(file, content)),
    }));
}

function alone(file: string, content: string): readonly SignatureEntry[] {
  const bytes = readFileSync(join(SAMPLES, file));
  const text = bytes[0] === 0x30 ? undefined : decodeBase64(bytes.toString('latin1'));
  const contents = content === '' ? [] : [readFileSync(join(SAMPLES, content))];
  return readCms(text ?? bytes, contents.map(offered), false).signatures;
}

/** Whatever is in the container is offered: the digest says which entry is meant. */
function inContainer(file: string): readonly SignatureEntry[] {
  const entries = Object.entries(unzipSync(readFileSync(join(SAMPLES, file))));
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

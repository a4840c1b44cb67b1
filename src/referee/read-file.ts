/**
 * From bytes of a recognised family to the facts of their signatures.
 *
 * @module
 */
import { readAsic } from '../formats/asic/read';
import { readCms } from '../formats/cms/read';
import type { DetachedContent, SignedFile } from '../formats/facts';
import { readJws } from '../formats/jades/read';
import { readPdf } from '../formats/pades/read';
import { readXml } from '../formats/xades/read';
import { type Recognised, recognise } from './recognise';
import { unreadableFile } from './unreadable-file';

/** Null: no signature of a known format. */
export function readFile(file: Uint8Array, contents: readonly DetachedContent[]): SignedFile | null {
  const recognised = recognise(file);
  if (recognised === null) return null;
  try {
    return readAs(recognised, contents);
  } catch (error) {
    const unreadable = unreadableFile(recognised.family, file, error);
    if (unreadable === null) throw error;
    return unreadable;
  }
}

function readAs(recognised: Recognised, contents: readonly DetachedContent[]): SignedFile {
  switch (recognised.family) {
    case 'cms':
      return readCms(recognised.bytes, contents, recognised.followed);
    case 'xml':
      return readXml(recognised.bytes, contents);
    case 'pdf':
      return readPdf(recognised.bytes);
    case 'zip':
      return readAsic(recognised.bytes);
    case 'jws':
      return readJws(recognised.bytes, contents);
  }
}

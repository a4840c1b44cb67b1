/**
 * Names of entries: what they are in characters, and which of them a reader cannot take at their word.
 *
 * @see {@link https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT APPNOTE, section 4.4.17 and appendix D}
 * @module
 */
import type { CentralHeader } from './headers';
import type { ZipOddity } from './oddity';

export interface DecodedName {
  readonly name: string;
  readonly oddities: readonly ZipOddity[];
}

export function decodeName({ nameBytes, utf8, unicodePath }: CentralHeader): DecodedName {
  const bytes = Buffer.from(nameBytes);
  const text = strictUtf8(bytes);
  const name = text ?? bytes.toString('latin1');
  const odd = (found: string): ZipOddity => ({
    kind: 'zip.name-encoding',
    found: `${shown(name)}: ${found}`,
  });
  const oddities: ZipOddity[] = [];
  if (text === undefined)
    oddities.push(odd(utf8 ? 'the name is not UTF-8' : 'the name is in an unknown code'));
  if (unicodePath !== null && unicodePath !== name) oddities.push(odd('its Unicode path is another name'));
  return { name, oddities };
}

function strictUtf8(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** Half sentences; APPNOTE section 4.4.17.1: a relative path with forward slashes. */
export function nameFaults(name: string): readonly string[] {
  const segments = (name.endsWith('/') ? name.slice(0, -1) : name).split('/');
  const rules: readonly (readonly [boolean, string])[] = [
    [name === '', 'is empty'],
    [name.startsWith('/') || /^[A-Za-z]:/.test(name), 'is absolute'],
    [name.includes('\\'), 'has a backslash'],
    [[...name].some((character) => character < ' ' || character === '\x7f'), 'has a control character'],
    [segments.some((one) => one === '..' || one === '.'), 'has a segment of dots'],
    [!name.startsWith('/') && name !== '' && segments.includes(''), 'has an empty segment'],
  ];
  return rules.filter(([broken]) => broken).map(([, what]) => what);
}

export function nameOddities(names: readonly string[]): readonly ZipOddity[] {
  const oddities: ZipOddity[] = [];
  const exact = new Set<string>();
  const folded = new Map<string, string>();
  for (const name of names) {
    for (const fault of nameFaults(name))
      oddities.push({ kind: 'zip.unsafe-name', found: `the name ${shown(name)} ${fault}` });
    const key = fold(name);
    const other = folded.get(key);
    if (exact.has(name)) oddities.push({ kind: 'zip.repeated-name', found: `${shown(name)} occurs twice` });
    else if (other !== undefined)
      oddities.push({ kind: 'zip.alike-names', found: `${shown(other)} and ${shown(name)}` });
    exact.add(name);
    folded.set(key, other ?? name);
  }
  return oddities;
}

/** As file systems that forget case and normalise would have it; a folder has the name of its file. */
function fold(name: string): string {
  return name.normalize('NFKC').toLowerCase().normalize('NFC').replaceAll('\\', '/').replace(/\/$/, '');
}

export function shown(name: string): string {
  return JSON.stringify(name.length > 120 ? `${name.slice(0, 120)}…` : name);
}

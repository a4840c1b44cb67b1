/**
 * What namespaces ask of names, which libxml2 tells but goes on after.
 *
 * @see {@link https://www.w3.org/TR/xml-names/ Namespaces in XML 1.0}
 * @module
 */
import { TamgaError } from '../../model/error';
import { XML_NAMESPACE, type XmlAttribute } from './tree';

const XMLNS_NAMESPACE = 'http://www.w3.org/2000/xmlns/';

/** Namespaces in XML section 3: what may not be declared, and only the default namespace may be undeclared. */
export function refuseReserved(prefix: string, uri: string): void {
  const reserved =
    prefix === 'xmlns' || uri === XMLNS_NAMESPACE || (prefix === 'xml') !== (uri === XML_NAMESPACE);
  if (reserved) throw namespaceFault(`the namespace declaration of "${prefix}" is not allowed`);
  if (uri === '' && prefix !== '') throw namespaceFault(`the prefix "${prefix}" is undeclared`);
}

export function splitName(name: string): readonly [prefix: string, local: string] {
  const colon = name.indexOf(':');
  if (colon === -1) return ['', name];
  const local = name.slice(colon + 1);
  // Namespaces in XML section 4: one colon, with a name on either side.
  if (colon === 0 || local === '' || local.includes(':') || name.startsWith('xmlns:')) {
    throw namespaceFault(`"${name}" is no qualified name`);
  }
  return [name.slice(0, colon), local];
}

/** Namespaces in XML section 6.3: two prefixes of one URI do not make two attributes. */
export function refuseTwins(attributes: readonly XmlAttribute[]): void {
  if (attributes.length < 2) return;
  const seen = new Set<string>();
  for (const { uri, local } of attributes) {
    if (uri === '') continue;
    const key = `${uri} ${local}`;
    if (seen.has(key)) throw namespaceFault(`the attribute ${local} of the namespace ${uri} is there twice`);
    seen.add(key);
  }
}

export function isDeclaration(name: string): boolean {
  return name.startsWith('xmlns') && (name.length === 5 || name.charCodeAt(5) === 0x3a);
}

export function namespaceFault(message: string): TamgaError {
  return new TamgaError('TAMGA-E-XML', message);
}

/**
 * Trusted lists as facts: the services of a territory, their certificates, and their status from when to when.
 *
 * The signature of the list is not looked at here: whoever trusts the list has it validated first.
 *
 * @see {@link https://www.etsi.org/deliver/etsi_ts/119600_119699/119612/ ETSI TS 119 612}
 * @module
 */
import { decodeBase64 } from '../encoding/base64';
import { parseXml } from '../encoding/xml/parse';
import { childElements, descendants, isNamed, textContent, type XmlElement } from '../encoding/xml/tree';
import { TamgaError } from '../model/error';

export interface ServiceStatus {
  /** URI of the status. */
  readonly status: string;
  readonly from: number;
  /** URI of the type, which may change with the status. */
  readonly type: string;
  /** URIs of additionalServiceInformation: ForeSignatures, ForeSeals, … */
  readonly additional: readonly string[];
}

export interface TrustService {
  readonly provider: string;
  readonly name: string;
  /** DER; services that are known by name or key alone have none. */
  readonly certificates: readonly Uint8Array[];
  /** The latest first. */
  readonly statuses: readonly [ServiceStatus, ...ServiceStatus[]];
}

/** Another list, and who may sign it. */
export interface ListPointer {
  readonly location: string;
  readonly territory: string | null;
  readonly type: string | null;
  readonly signers: readonly Uint8Array[];
}

export interface TrustedList {
  readonly version: number;
  readonly sequenceNumber: number;
  readonly type: string;
  readonly territory: string | null;
  readonly issuedAt: number;
  /** Null: the list is closed. */
  readonly nextUpdate: number | null;
  /** It is signed, whoever did it. */
  readonly signed: boolean;
  readonly services: readonly TrustService[];
  readonly pointers: readonly ListPointer[];
}

const TSL = 'http://uri.etsi.org/02231/v2#';
const SIGNATURES = 'http://www.w3.org/2000/09/xmldsig#';
/** Facts are the same in both; version 6 is signed with the newer form of the signing certificate attribute. */
const VERSIONS: readonly number[] = [5, 6];

export function looksLikeTrustedList(bytes: Uint8Array): boolean {
  const start = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 4096)).toString('latin1');
  return /^(?:\xef\xbb\xbf)?\s*</.test(start) && /<(?:[\w.-]+:)?TrustServiceStatusList\b/.test(start);
}

/** `initXml()` has to have loaded the parser. @throws TamgaError TAMGA-E-XML, TAMGA-E-LIMIT, TAMGA-E-TRUST-READ */
export function parseTrustedList(bytes: Uint8Array): TrustedList {
  const { root } = parseXml(bytes);
  if (!isNamed(root, TSL, 'TrustServiceStatusList')) throw unreadable('it is no TrustServiceStatusList');
  const scheme = required(root, 'SchemeInformation');
  const version = Number(textOf(scheme, 'TSLVersionIdentifier'));
  if (!VERSIONS.includes(version)) throw unreadable(`version ${version} is none of ${VERSIONS.join(', ')}`);
  const next = textContent(required(scheme, 'NextUpdate')).trim();
  return {
    version,
    sequenceNumber: Number(textOf(scheme, 'TSLSequenceNumber')),
    type: textOf(scheme, 'TSLType'),
    territory: optionalText(scheme, 'SchemeTerritory'),
    issuedAt: instant(textOf(scheme, 'ListIssueDateTime')),
    nextUpdate: next === '' ? null : instant(next),
    signed: childElements(root).some((one) => isNamed(one, SIGNATURES, 'Signature')),
    services: within(root, 'TrustServiceProviderList').flatMap(providers),
    pointers: within(scheme, 'PointersToOtherTSL')
      .flatMap((list) => within(list, 'OtherTSLPointer'))
      .map(readPointer),
  };
}

function providers(list: XmlElement): readonly TrustService[] {
  return within(list, 'TrustServiceProvider').flatMap((provider) => {
    const information = required(provider, 'TSPInformation');
    const name = firstName(information, 'TSPName');
    return within(provider, 'TSPServices')
      .flatMap((services) => within(services, 'TSPService'))
      .map((service) => readService(service, name));
  });
}

function readService(service: XmlElement, provider: string): TrustService {
  const information = required(service, 'ServiceInformation');
  const history = within(service, 'ServiceHistory').flatMap((one) => within(one, 'ServiceHistoryInstance'));
  const statuses = [information, ...history].map(readStatus);
  const [latest, ...earlier] = statuses.sort((one, other) => other.from - one.from);
  if (latest === undefined) throw unreadable('a service without status');
  return {
    provider,
    name: firstName(information, 'ServiceName'),
    certificates: certificatesIn(required(information, 'ServiceDigitalIdentity')),
    statuses: [latest, ...earlier],
  };
}

function readStatus(information: XmlElement): ServiceStatus {
  const extensions = within(information, 'ServiceInformationExtensions').flatMap((one) =>
    within(one, 'Extension'),
  );
  const additional = extensions
    .flatMap((extension) => within(extension, 'AdditionalServiceInformation'))
    .flatMap((one) => within(one, 'URI'))
    .map((uri) => textContent(uri).trim());
  return {
    status: textOf(information, 'ServiceStatus'),
    from: instant(textOf(information, 'StatusStartingTime')),
    type: textOf(information, 'ServiceTypeIdentifier'),
    additional,
  };
}

function readPointer(pointer: XmlElement): ListPointer {
  const [information] = within(pointer, 'AdditionalInformation');
  const said = (name: string): string | null => {
    if (information === undefined) return null;
    for (const node of descendants(information))
      if (isNamed(node, TSL, name)) return textContent(node).trim();
    return null;
  };
  return {
    location: textOf(pointer, 'TSLLocation'),
    territory: said('SchemeTerritory'),
    type: said('TSLType'),
    signers: within(pointer, 'ServiceDigitalIdentities').flatMap(certificatesIn),
  };
}

function certificatesIn(element: XmlElement): readonly Uint8Array[] {
  const found: Uint8Array[] = [];
  for (const node of descendants(element)) {
    if (!isNamed(node, TSL, 'X509Certificate')) continue;
    const der = decodeBase64(textContent(node).replace(/\s+/g, ''));
    if (der === undefined) throw unreadable('an X509Certificate is not base64');
    found.push(der);
  }
  return found;
}

/** In English where there is one. */
function firstName(parent: XmlElement, local: string): string {
  const names = within(parent, local).flatMap((one) => within(one, 'Name'));
  const english = names.find(({ attributes }) =>
    attributes.some(({ local: name, value }) => name === 'lang' && value === 'en'),
  );
  const [name = english] = english === undefined ? names : [english];
  return name === undefined ? '' : textContent(name).trim();
}

function within(parent: XmlElement, local: string): readonly XmlElement[] {
  return childElements(parent).filter((one) => isNamed(one, TSL, local));
}

function required(parent: XmlElement, local: string): XmlElement {
  const [only, second] = within(parent, local);
  if (only === undefined || second !== undefined)
    throw unreadable(`${parent.local} has ${only === undefined ? 'no' : 'more than one'} ${local}`);
  return only;
}

function textOf(parent: XmlElement, local: string): string {
  return textContent(required(parent, local)).trim();
}

function optionalText(parent: XmlElement, local: string): string | null {
  return within(parent, local).length === 0 ? null : textOf(parent, local);
}

/** TS 119 612 section 5.1.4: in UTC, to the second. */
function instant(text: string): number {
  const time = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(time)) throw unreadable(`${JSON.stringify(text.slice(0, 40))} is no instant in UTC`);
  return time;
}

function unreadable(why: string): TamgaError {
  return new TamgaError('TAMGA-E-TRUST-READ', `the trusted list cannot be read: ${why}`, {
    hint: 'It has to be a list of ETSI TS 119 612 in version 5 or 6, as XML.',
  });
}

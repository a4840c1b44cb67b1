/**
 * What tests ask of a read XML signature: do the digests and the value hold, and are time-stamps over what they say.
 *
 * @module
 */
import { generateKeyPairSync, sign } from 'node:crypto';
import { digestByOid } from '../../crypto/digests';
import { identifyReference } from '../../crypto/identify-reference';
import { verifySignature } from '../../crypto/verify';
import { sameBytes } from '../../encoding/bytes';
import { parseDer } from '../../encoding/der';
import { tryParseCertificate } from '../../pki/certificate';
import { readPublicKey } from '../../pki/public-key';
import { tryParseToken } from '../cms/time-stamp-token';
import type { DetachedContent, Reference, SignatureEntry, SignatureFacts, TimeStampFacts } from '../facts';
import type { XmlDetail, XmlOddity } from './facts';
import { readXml } from './read';

export function signaturesOf(
  file: Uint8Array | string,
  contents: readonly DetachedContent[] = [],
): readonly SignatureFacts[] {
  const { signatures } = readXml(typeof file === 'string' ? Buffer.from(file) : file, contents);
  return signatures.map(readable);
}

export function readable(entry: SignatureEntry): SignatureFacts {
  if (entry.readable) return entry.signature;
  throw new Error(`${entry.id}: ${entry.fault}`);
}

/** With all that countersign them. */
export function withCounters(signatures: readonly SignatureFacts[]): readonly SignatureFacts[] {
  return signatures.flatMap((one) => [one, ...withCounters(one.counterSignatures.map(readable))]);
}

export function digestHolds({ data, digest, expected }: Reference): boolean {
  const algorithm = digest.digest;
  if (data === null || algorithm === undefined || expected.length === 0) return false;
  return expected.every((value) => sameBytes(algorithm.over(data), value));
}

function valueHolds({ signer, signedBytes, algorithm, value }: SignatureFacts): boolean {
  const key =
    signer.publicKey === null
      ? tryParseCertificate(signer.certificates[0] ?? new Uint8Array(0))?.publicKey
      : readPublicKey(parseDer(signer.publicKey));
  const suite = key === undefined ? undefined : identifyReference(algorithm, key);
  if (key === undefined || suite === undefined || signedBytes === null) return false;
  return verifySignature(suite, key, Buffer.concat([...signedBytes]), value).valid;
}

export function isIntact(facts: SignatureFacts): boolean {
  return facts.references.length > 0 && facts.references.every(digestHolds) && valueHolds(facts);
}

export function imprintHolds({ token, covers }: TimeStampFacts): boolean {
  const info = tryParseToken(token)?.info;
  const digest = info === undefined ? undefined : digestByOid(info.digestOid);
  const data = digest === undefined ? null : covers(digest);
  return (
    data !== null && digest !== undefined && info !== undefined && sameBytes(digest.over(data), info.imprint)
  );
}

export function oddityKinds({ oddities }: SignatureFacts): readonly string[] {
  return [...new Set(oddities.map(({ kind }) => kind))];
}

export function hasOddity(facts: SignatureFacts, kind: XmlOddity): boolean {
  return oddityKinds(facts).includes(kind);
}

export function xmlDetailOf({ detail }: SignatureFacts): XmlDetail {
  if (detail.syntax === 'xml') return detail;
  throw new Error('no XML signature');
}

const KEY = generateKeyPairSync('rsa', { modulusLength: 2048 });

function keyValue(): string {
  const { n = '', e = '' } = KEY.publicKey.export({ format: 'jwk' });
  const plain = (text: string) => Buffer.from(text, 'base64url').toString('base64');
  return `<ds:RSAKeyValue><ds:Modulus>${plain(n)}</ds:Modulus><ds:Exponent>${plain(e)}</ds:Exponent></ds:RSAKeyValue>`;
}

export const DS_NAMESPACE = 'xmlns:ds="http://www.w3.org/2000/09/xmldsig#"';
const XADES_NAMESPACE = 'xmlns:x="http://uri.etsi.org/01903/v1.3.2#"';
export const EXCLUSIVE = 'http://www.w3.org/2001/10/xml-exc-c14n#';
export const ENVELOPED = 'http://www.w3.org/2000/09/xmldsig#enveloped-signature';
const INCLUSIVE = 'http://www.w3.org/TR/2001/REC-xml-c14n-20010315';
const SHA256 = 'http://www.w3.org/2001/04/xmlenc#sha256';

/** `transforms`: elements as text; a URI alone makes one without parameters. */
export function reference(uri: string, transforms: readonly string[] = [], attributes = ''): string {
  const all = transforms.map((one) => (one.startsWith('<') ? one : `<ds:Transform Algorithm="${one}"/>`));
  const list = all.length === 0 ? '' : `<ds:Transforms>${all.join('')}</ds:Transforms>`;
  return `<ds:Reference URI="${uri}"${attributes}>${list}<ds:DigestMethod Algorithm="${SHA256}"/><ds:DigestValue></ds:DigestValue></ds:Reference>`;
}

/** A template, to be filled by `signed`. */
export function signature(references: readonly string[], objects = '', id = 'sig'): string {
  const info = `<ds:SignedInfo><ds:CanonicalizationMethod Algorithm="${INCLUSIVE}"/><ds:SignatureMethod Algorithm="http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"/>${references.join('')}</ds:SignedInfo>`;
  return `<ds:Signature ${DS_NAMESPACE} Id="${id}">${info}<ds:SignatureValue Id="${id}-value">AA==</ds:SignatureValue><ds:KeyInfo><ds:KeyValue>${keyValue()}</ds:KeyValue></ds:KeyInfo>${objects}</ds:Signature>`;
}

export function qualifying(signed: string, unsigned = '', id = 'sig'): string {
  const properties =
    unsigned === ''
      ? ''
      : `<x:UnsignedProperties><x:UnsignedSignatureProperties>${unsigned}</x:UnsignedSignatureProperties></x:UnsignedProperties>`;
  return `<ds:Object><x:QualifyingProperties ${XADES_NAMESPACE} Target="#${id}"><x:SignedProperties Id="${id}-properties"><x:SignedSignatureProperties>${signed}</x:SignedSignatureProperties></x:SignedProperties>${properties}</x:QualifyingProperties></ds:Object>`;
}

export const PROPERTIES_TYPE = ' Type="http://uri.etsi.org/01903#SignedProperties"';

/** Fills digests and values of all templates, in the order of the file: what references a later one must stand after it. */
export function signed(template: string): string {
  let text = template;
  for (let filled = -1; filled !== 0; ) {
    filled = 0;
    for (const facts of withCounters(signaturesOf(text))) {
      const open = facts.references.find(({ expected }) => expected[0]?.length === 0);
      const { data, digest } = open ?? {};
      if (data != null) {
        const value = Buffer.from(digest?.digest?.over(data) ?? []).toString('base64');
        text = text.replace('<ds:DigestValue></ds:DigestValue>', `<ds:DigestValue>${value}</ds:DigestValue>`);
      } else if (facts.value.length === 1 && facts.signedBytes !== null) {
        const value = sign('sha256', Buffer.concat([...facts.signedBytes]), KEY.privateKey).toString(
          'base64',
        );
        text = text.replace('>AA==<', `>${value}<`);
      } else continue;
      filled += 1;
      break;
    }
  }
  return text;
}

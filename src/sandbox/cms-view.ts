/**
 * What a verification reply tells about a CMS besides its verdict: embedded certificates and the signature time-stamp.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc5652 RFC 5652}
 * @module
 */
import {
  children,
  type Element,
  more,
  next,
  open,
  openAs,
  parseBer,
  raw,
  take,
  takeOptional,
} from '../encoding/der';
import { readIntegerBytes, readOctetString, readOid, readTime } from '../encoding/der-values';
import { contextTag, TAG } from '../encoding/tags';

const SIGNATURE_TIME_STAMP = '1.2.840.113549.1.9.16.2.14';

export interface TimeStampView {
  readonly serialNumber: Uint8Array;
  readonly genTime: Date;
  readonly policy: string;
  readonly digestOid: string;
  readonly imprint: Uint8Array;
}

export interface SignerView {
  readonly timeStamp: TimeStampView | null;
}

export interface CmsView {
  readonly certificates: readonly Uint8Array[];
  readonly signers: readonly SignerView[];
}

interface SignedData {
  readonly content: Element;
  readonly certificates: readonly Element[];
  readonly signerInfos: readonly Element[];
}

export function viewCms(bytes: Uint8Array): CmsView {
  const { certificates, signerInfos } = signedData(bytes);
  return {
    certificates: certificates.map(raw),
    signers: signerInfos.map((info) => ({ timeStamp: timeStampOf(info) })),
  };
}

function signedData(bytes: Uint8Array): SignedData {
  const contentInfo = openAs(parseBer(bytes), TAG.sequence, 'ContentInfo');
  take(contentInfo, TAG.oid, 'contentType');
  const wrapper = openAs(next(contentInfo, 'content'), contextTag(0), 'content');
  const data = openAs(next(wrapper, 'SignedData'), TAG.sequence, 'SignedData');
  take(data, TAG.integer, 'version');
  take(data, TAG.set, 'digestAlgorithms');
  const content = take(data, TAG.sequence, 'encapContentInfo');
  const certificates = takeOptional(data, contextTag(0));
  takeOptional(data, contextTag(1));
  return {
    content,
    certificates: certificates === undefined ? [] : children(certificates),
    signerInfos: children(take(data, TAG.set, 'signerInfos')),
  };
}

function timeStampOf(signerInfo: Element): TimeStampView | null {
  const unsigned = children(signerInfo).find(({ tag }) => tag === contextTag(1));
  for (const attribute of unsigned === undefined ? [] : children(unsigned)) {
    const fields = open(attribute);
    if (readOid(next(fields, 'attrType'), 'attrType') !== SIGNATURE_TIME_STAMP) continue;
    const values = openAs(next(fields, 'attrValues'), TAG.set, 'attrValues');
    if (more(values)) return readToken(raw(next(values, 'TimeStampToken')));
  }
  return null;
}

/** RFC 3161 section 2.4.2: the token is SignedData over a TSTInfo. */
function readToken(token: Uint8Array): TimeStampView {
  const content = open(signedData(token).content);
  take(content, TAG.oid, 'eContentType');
  const wrapper = openAs(next(content, 'eContent'), contextTag(0), 'eContent');
  const info = openAs(
    parseBer(readOctetString(next(wrapper, 'TSTInfo'), 'TSTInfo')),
    TAG.sequence,
    'TSTInfo',
  );
  take(info, TAG.integer, 'version');
  const policy = readOid(next(info, 'policy'), 'policy');
  const imprint = openAs(next(info, 'messageImprint'), TAG.sequence, 'messageImprint');
  const algorithm = openAs(next(imprint, 'hashAlgorithm'), TAG.sequence, 'hashAlgorithm');
  return {
    policy,
    digestOid: readOid(next(algorithm, 'algorithm'), 'algorithm'),
    imprint: readOctetString(next(imprint, 'hashedMessage'), 'hashedMessage'),
    serialNumber: readIntegerBytes(next(info, 'serialNumber'), 'serialNumber'),
    genTime: new Date(readTime(next(info, 'genTime'), 'genTime')),
  };
}

/**
 * Reads a request to a data validation and certification server: strictly, and with the parts that its answer repeats.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc3029 RFC 3029}
 * @module
 */
import { digestByName, digestByOid } from '../crypto/digests';
import {
  type Cursor,
  derFault,
  type Element,
  finish,
  more,
  next,
  open,
  openAs,
  parseDer,
  raw,
  tagName,
  take,
  takeOptional,
} from '../encoding/der';
import { readOctetString, readOid, readSmallInteger } from '../encoding/der-values';
import { nullValue, objectIdentifier, octetString, sequence } from '../encoding/der-writer';
import { contextTag, TAG } from '../encoding/tags';

export const DVCS_SERVICE = { cpd: 1, vsd: 2, ccpd: 4 } as const;

export interface DvcsAsked {
  readonly service: number;
  /** DER of the requestInformation, which the receipt repeats. */
  readonly information: Uint8Array;
  /** Null where only a digest was sent. */
  readonly message: Uint8Array | null;
  /** DER of the DigestInfo for the receipt. */
  readonly imprint: Uint8Array;
  /** DER of the GeneralName, or null. */
  readonly transaction: Uint8Array | null;
}

const REQUEST_DATA = '1.2.840.113549.1.9.16.1.7';

/** @throws TamgaError TAMGA-E-DER for anything else. */
export function readDvcsRequest(bytes: Uint8Array): DvcsAsked {
  const info = openAs(parseDer(bytes), TAG.sequence, 'ContentInfo');
  const type = take(info, TAG.oid, 'contentType');
  if (readOid(type, 'contentType') !== REQUEST_DATA) {
    throw derFault(
      type.start,
      'a request of content type id-ct-DVCSRequestData',
      readOid(type, 'contentType'),
    );
  }
  const wrapper = openAs(next(info, 'content'), contextTag(0), 'content');
  const request = openAs(next(wrapper, 'DVCSRequest'), TAG.sequence, 'DVCSRequest');
  const information = take(request, TAG.sequence, 'requestInformation');
  const service = serviceOf(open(information));
  const data = next(request, 'data');
  const transaction = more(request) ? raw(next(request, 'transactionIdentifier')) : null;
  finish(request, 'DVCSRequest');
  return { service, information: raw(information), transaction, ...readData(data, service) };
}

function serviceOf(fields: Cursor): number {
  takeOptional(fields, TAG.integer);
  return readSmallInteger(take(fields, TAG.enumerated, 'service'), 'service');
}

/** RFC 3029 section 9.1: the imprint is over the octets of the message, or the one that was sent. */
function readData(data: Element, service: number): Pick<DvcsAsked, 'message' | 'imprint'> {
  if (data.tag === TAG.octetString && service !== DVCS_SERVICE.ccpd) {
    const message = readOctetString(data, 'message');
    const { oid, of } = digestByName('sha256');
    const algorithm = sequence(objectIdentifier(oid), nullValue());
    return { message, imprint: sequence(algorithm, octetString(of(message))) };
  }
  if (data.tag === TAG.sequence && service === DVCS_SERVICE.ccpd) {
    const fields = open(data);
    const algorithm = openAs(next(fields, 'digestAlgorithm'), TAG.sequence, 'digestAlgorithm');
    const digest = digestByOid(readOid(next(algorithm, 'algorithm'), 'algorithm'));
    const value = readOctetString(next(fields, 'digest'), 'digest');
    if (digest?.length === value.length) return { message: null, imprint: raw(data) };
  }
  throw derFault(data.start, 'the data of the service', tagName(data.tag));
}

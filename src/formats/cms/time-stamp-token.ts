/**
 * A time-stamp token as facts: SignedData over a TSTInfo, with one signer.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc3161#section-2.4.2 RFC 3161, section 2.4.2}
 * @module
 */
import { OID } from '../../encoding/oids';
import { TamgaError } from '../../model/error';
import { parseTimeStampInfo, type TimeStampInfo } from '../../pki/time-stamp';
import { parseSignedData, type SignedData } from './signed-data';
import type { SignerInfo } from './signer-info';

export interface TimeStampToken {
  readonly info: TimeStampInfo;
  readonly signer: SignerInfo;
  readonly signedData: SignedData;
  /** The encapsulated TSTInfo, in its pieces. */
  readonly content: readonly Uint8Array[];
}

/** By the array that a reader gave out: levels, tokens and their judgement all ask for the same. */
const parsed = new WeakMap<Uint8Array, { readonly token: TimeStampToken | undefined }>();

/** Undefined where the bytes are no token: what others attach may be anything. */
export function tryParseToken(bytes: Uint8Array): TimeStampToken | undefined {
  const known = parsed.get(bytes);
  if (known !== undefined) return known.token;
  const token = tokenOrNone(bytes);
  parsed.set(bytes, { token });
  return token;
}

function tokenOrNone(bytes: Uint8Array): TimeStampToken | undefined {
  try {
    return parseToken(bytes);
  } catch (error) {
    if (error instanceof TamgaError) return undefined;
    throw error;
  }
}

function parseToken(bytes: Uint8Array): TimeStampToken | undefined {
  const signedData = parseSignedData(bytes);
  const { content, contentType, signers } = signedData;
  const [entry] = signers;
  if (contentType !== OID.timeStampInfo || content === null) return undefined;
  // RFC 3161 section 2.4.2: the token carries the signature of the TSA and no other.
  if (signers.length !== 1 || entry?.readable !== true) return undefined;
  const [piece] = content;
  const info = parseTimeStampInfo(
    content.length === 1 && piece !== undefined ? piece : Buffer.concat(content),
  );
  return { info, signer: entry.signer, signedData, content };
}

/**
 * The time-stamps on a signer of a CMS, each with what it is over.
 *
 * @see {@link https://www.etsi.org/deliver/etsi_en/319100_319199/31912201/ EN 319 122-1, section 5}
 * @module
 */
import { OID } from '../../encoding/oids';
import { TamgaError } from '../../model/error';
import type { Data, Proof, TimeStampFacts } from '../facts';
import { NO_MATERIAL } from '../material';
import { archiveTimeStampV3, NO_PROOF } from './archive-time-stamp';
import { evidenceRecords } from './evidence-records';
import {
  archiveTimeStampV1,
  archiveTimeStampV2,
  certsCrlsTimeStamp,
  escTimeStamp,
} from './legacy-time-stamps';
import type { SignedData } from './signed-data';
import type { SignerInfo } from './signer-info';
import { type TimeStampScope, timeStampScope, valuesOf } from './time-stamp-scope';
import { tryParseToken } from './time-stamp-token';

const SIGNATURE_ALONE: Proof = { signature: true, material: NO_MATERIAL, timeStamps: [] };

/** An honest archive is stamped again every few years; each of the older kinds goes over the whole file. */
const MAXIMUM_ARCHIVE_TIME_STAMPS = 32;

const READERS: ReadonlyMap<string, (token: Uint8Array, of: TimeStampScope) => TimeStampFacts> = new Map([
  [OID.signatureTimeStamp, signatureTimeStamp],
  [OID.escTimeStamp, escTimeStamp],
  [OID.certsCrlsTimeStamp, certsCrlsTimeStamp],
  [OID.archiveTimeStamp, archiveTimeStampV1],
  [OID.archiveTimeStampV2, archiveTimeStampV2],
  [OID.archiveTimeStampV3, archiveTimeStampV3],
]);

/** RFC 5126 section 5.11.4: made before the signature, over the content. */
export function contentTimeStamps(
  { signedAttributes }: SignerInfo,
  content: Data | null,
): readonly TimeStampFacts[] {
  const tokens = signedAttributes?.facts.contentTimeStamps ?? [];
  return tokens.map((token) => ({
    kind: 'content',
    name: 'content-time-stamp',
    token,
    covers: () => content,
    faults: [],
    proves: NO_PROOF,
  }));
}

/** In the order in which they cover one another. */
export function cmsTimeStamps(
  signer: SignerInfo,
  signedData: SignedData,
  content: Data | null,
): readonly TimeStampFacts[] {
  const scope = timeStampScope(signer, signedData, content);
  const all = valuesOf(signer).flatMap(({ oid, value }) => {
    const read = READERS.get(oid);
    return read === undefined ? [] : [read(scope.tokenAt(value), scope)];
  });
  const ofKind = (kind: TimeStampFacts['kind']) => all.filter((one) => one.kind === kind);
  const archive = [...ofKind('archive'), ...evidenceRecords(scope)];
  if (archive.length > MAXIMUM_ARCHIVE_TIME_STAMPS) {
    throw new TamgaError(
      'TAMGA-E-LIMIT',
      `${archive.length} archive time-stamps on one signature are over the limit of ${MAXIMUM_ARCHIVE_TIME_STAMPS}`,
    );
  }
  return [...ofKind('signature'), ...ofKind('references'), ...inOrderOfTime(archive)];
}

function signatureTimeStamp(token: Uint8Array, { signer }: TimeStampScope): TimeStampFacts {
  return {
    kind: 'signature',
    name: 'signature-time-stamp',
    token,
    // RFC 3161 appendix A: the imprint is of the contents octets of the signature value.
    covers: () => [signer.signature],
    faults: [],
    proves: SIGNATURE_ALONE,
  };
}

/** A SET has no order, so the tokens say it; what is no token comes last. */
function inOrderOfTime(archive: readonly TimeStampFacts[]): readonly TimeStampFacts[] {
  if (archive.length < 2) return archive;
  return archive
    .map((facts) => ({ facts, time: tryParseToken(facts.token)?.info.time ?? Number.MAX_SAFE_INTEGER }))
    .sort((a, b) => a.time - b.time)
    .map(({ facts }) => facts);
}

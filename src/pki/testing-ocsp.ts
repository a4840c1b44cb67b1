/**
 * A small maker of OCSP responses for tests: every field as asked, nothing checked.
 *
 * @module
 */
import { digestByName } from '../crypto/digests';
import {
  encode,
  explicit,
  generalizedTime,
  nullValue,
  objectIdentifier,
  octetString,
  sequence,
} from '../encoding/der-writer';
import { OID } from '../encoding/oids';
import { contextPrimitive, contextTag, TAG } from '../encoding/tags';
import { parseCertificate } from './certificate';
import { extension, signed, type TestCertificate, type TestKey } from './testing-certificates';

export interface TestReply {
  readonly signer: TestCertificate;
  readonly embed?: readonly TestCertificate[];
  /** The certificate in question and its issuer. */
  readonly target: TestCertificate;
  readonly about: TestCertificate;
  readonly producedAt: Date;
  readonly status?: Uint8Array;
  readonly thisUpdate?: Date;
  readonly archiveCutoff?: Date;
  /** How often the one single response stands there. */
  readonly repeated?: number;
  /** The value of the extension. */
  readonly nonce?: Uint8Array;
  /** Added to those of the single response. */
  readonly singleExtensions?: readonly Uint8Array[];
  readonly byKey?: boolean;
  /** Whose digest the CertID is by, under its own OID; absent: SHA-1. */
  readonly hashedBy?: TestKey;
}

const DAY = 86_400_000;
export const GOOD = encode(contextPrimitive(0));
export const UNKNOWN = encode(contextPrimitive(2));
export const revokedAt = (date: Date) => encode(contextTag(1), generalizedTime(date));

export function testReply({
  signer,
  embed = [],
  target,
  status: said = GOOD,
  producedAt,
  thisUpdate = producedAt,
  ...more
}: TestReply): Uint8Array {
  const digest = digestByName(more.hashedBy?.digest ?? 'sha1');
  const algorithm = more.hashedBy?.digestAlgorithm ?? sequence(objectIdentifier(digest.oid), nullValue());
  const about = parseCertificate(more.about.der);
  const { serialNumber } = parseCertificate(target.der);
  const id = sequence(
    algorithm,
    octetString(digest.of(about.subject)),
    octetString(digest.of(about.publicKey.value)),
    encode(TAG.integer, serialNumber),
  );
  const { archiveCutoff: cutoff, singleExtensions = [], nonce, repeated = 1 } = more;
  const all = [
    ...(cutoff === undefined ? [] : [extension(OID.archiveCutoff, false, generalizedTime(cutoff))]),
    ...singleExtensions,
  ];
  const extensions = all.length === 0 ? [] : [explicit(1, sequence(...all))];
  const single = sequence(
    id,
    said,
    generalizedTime(thisUpdate),
    explicit(0, generalizedTime(new Date(thisUpdate.getTime() + DAY))),
    ...extensions,
  );
  const responder =
    more.byKey === true
      ? explicit(2, octetString(digestByName('sha1').of(parseCertificate(signer.der).publicKey.value)))
      : explicit(1, signer.name);
  const echoed = nonce === undefined ? [] : [explicit(1, sequence(extension(OID.ocspNonce, false, nonce)))];
  const singles = Array.from({ length: repeated }, () => single);
  const body = sequence(responder, generalizedTime(producedAt), sequence(...singles), ...echoed);
  const bare = signed(body, signer.key);
  const certificates = embed.length === 0 ? [] : [explicit(0, sequence(...embed.map(({ der }) => der)))];
  const basic = sequence(...partsOf(bare), ...certificates);
  const bytes = sequence(objectIdentifier(OID.basicOcspResponse), octetString(basic));
  return sequence(encode(TAG.enumerated, Uint8Array.of(0)), explicit(0, bytes));
}

/** The contents of a SEQUENCE as one part. */
function partsOf(der: Uint8Array): readonly Uint8Array[] {
  const header = (der[1] ?? 0) < 0x80 ? 2 : 2 + ((der[1] ?? 0) & 0x7f);
  return [der.subarray(header)];
}

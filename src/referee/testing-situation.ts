/**
 * One signer, one authority, one TSA and what is asked of the referee about them, for tests of structures.
 *
 * @module
 */
import { octetString } from '../encoding/der-writer';
import { OID } from '../encoding/oids';
import {
  type TestSigner,
  testSignedData,
  testSignerInfo,
  usualAttributes,
} from '../formats/cms/testing-builder';
import { formatVerdict } from '../model/verdict';
import {
  authority,
  extension,
  keyUsage,
  purposes,
  testCertificate,
  testKey,
  testList,
} from '../pki/testing-certificates';
import { DEFAULT_POLICY } from './default-policy';
import { EMPTY_MATERIAL } from './testing-state';
import { validate } from './validate';
import type { DetachedContent, SignatureReport, ValidationContext } from './validation';

export const NOW = new Date('2026-09-01T12:00:00Z');
export const CONTENT = Buffer.from('Simulated test document.');
export const ROOT = testCertificate({
  subject: 'Root',
  key: testKey(301),
  extensions: [authority(), keyUsage(5, 6)],
});
export const KEY_ID = extension(OID.subjectKeyIdentifier, false, octetString(Buffer.from('leaf')));
export const LEAF = testCertificate({
  subject: 'Leaf',
  key: testKey(302),
  serial: 5,
  issuer: ROOT,
  extensions: [KEY_ID],
});
export const OTHER = testCertificate({ subject: 'Other', key: testKey(303), serial: 6, issuer: ROOT });
export const TSA = testCertificate({
  subject: 'TSA',
  key: testKey(304),
  serial: 7,
  issuer: ROOT,
  extensions: [purposes(true, OID.purposeTimeStamping)],
});
export const LIST = testList({ issuer: ROOT });
export const CONTEXT: ValidationContext = {
  currentTime: NOW,
  anchors: [ROOT.der],
  material: { ...EMPTY_MATERIAL, crls: [LIST] },
  algorithms: DEFAULT_POLICY,
  timeModel: 'best-signature-time',
};

export interface Situation extends Partial<ValidationContext> {
  readonly contents?: readonly DetachedContent[];
}

export function reports(
  file: Uint8Array,
  { contents = [], ...change }: Situation = {},
): readonly SignatureReport[] {
  return validate({ file, contents, context: { ...CONTEXT, ...change } }).signatures;
}

export function judge(file: Uint8Array, situation: Situation = {}): string {
  return reports(file, situation)
    .map((report) => formatVerdict(report))
    .join(', ');
}

export function attached(
  signer: Partial<TestSigner> = {},
  certificates: readonly Uint8Array[] = [LEAF.der],
): Uint8Array {
  const signers = [testSignerInfo({ certificate: LEAF, content: CONTENT, ...signer })];
  return testSignedData({ signers, content: CONTENT, certificates });
}

export const USUAL = usualAttributes({ certificate: LEAF, content: CONTENT });

/**
 * A signer, an authority and a list of one GOST suite, and what the referee says of a signature by them.
 *
 * @module
 */
import { octetString } from '../encoding/der-writer';
import { OID } from '../encoding/oids';
import { type TestSigner, testSignedData, testSignerInfo } from '../formats/cms/testing-builder';
import {
  authority,
  extension,
  keyUsage,
  type TestCertificate,
  type TestKey,
  testCertificate,
  testList,
} from '../pki/testing-certificates';
import { gostTestKey } from '../pki/testing-gost';
import { NATIONAL_POLICY } from './national-policy';
import { CONTENT, NOW } from './testing-situation';
import { EMPTY_MATERIAL } from './testing-state';
import { validate } from './validate';
import type { SignatureReport, ValidationContext } from './validation';

export interface GostSituation {
  readonly root: TestCertificate;
  readonly leaf: TestCertificate;
  readonly context: ValidationContext;
}

interface GostAuthority {
  readonly root: TestCertificate;
  readonly list: Uint8Array;
}

const authorities = new Map<string, GostAuthority>();

function authorityOf(suite: string): GostAuthority {
  const made = authorities.get(suite) ?? makeAuthority(suite, gostTestKey(suite, 401));
  authorities.set(suite, made);
  return made;
}

function makeAuthority(suite: string, key: TestKey): GostAuthority {
  const extensions = [authority(), keyUsage(5, 6)];
  const root = testCertificate({ subject: `Root of ${suite}`, key, extensions });
  return { root, list: testList({ issuer: root }) };
}

/** `leafKey` and `rootKey` may be of other suites, or do something wrong. */
export function gostSituation(
  suite: string,
  leafKey: TestKey = gostTestKey(suite, 402),
  rootKey?: TestKey,
): GostSituation {
  const { root, list } = rootKey === undefined ? authorityOf(suite) : makeAuthority(suite, rootKey);
  const keyIdentifier = extension(OID.subjectKeyIdentifier, false, octetString(Buffer.from(suite)));
  const leaf = testCertificate({
    subject: `Leaf of ${suite}`,
    key: leafKey,
    serial: 5,
    issuer: root,
    extensions: [keyIdentifier],
  });
  const context: ValidationContext = {
    currentTime: NOW,
    anchors: [root.der],
    material: { ...EMPTY_MATERIAL, crls: [list] },
    algorithms: NATIONAL_POLICY,
    timeModel: 'best-signature-time',
  };
  return { root, leaf, context };
}

export function gostFile(certificate: TestCertificate, signer: Partial<TestSigner> = {}): Uint8Array {
  return testSignedData({
    signers: [testSignerInfo({ certificate, content: CONTENT, ...signer })],
    content: CONTENT,
    certificates: [certificate.der],
  });
}

/** The report on the one signature of the file. */
export function gostReport(file: Uint8Array, context: ValidationContext): SignatureReport {
  const [report, ...others] = validate({ file, contents: [], context }).signatures;
  if (report === undefined || others.length > 0) throw new Error('one signature expected');
  return report;
}

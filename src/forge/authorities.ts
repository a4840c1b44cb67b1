/**
 * The authorities of one hierarchy, and what they issue.
 *
 * @module
 */
import type * as pkijs from 'pkijs';
import type { SuiteId } from '../model/claim';
import type { AuthorityProfile, CertificateProfile, StateCode } from '../model/profile';
import {
  authorityExtensions,
  issuedExtensions,
  mintCertificate,
  ocspResponderExtensions,
  type Pointers,
  timeStampingExtensions,
} from './certificate';
import type { Identity, KeyPair } from './forged';
import { mintKeyPair } from './keys';
import { encodeName, type NameAttribute, untrustedName } from './names';
import { knownSuite } from './signing';
import { deriveSerial } from './stream';
import type { Period, Timeline } from './timeline';

export interface Mint {
  readonly seed: string;
  readonly code: StateCode;
  /** What keys and serials derive from: the code, with the name of a further hierarchy. */
  readonly scope: string;
  readonly url: string;
  readonly profile: CertificateProfile;
  readonly times: Timeline;
}

/** A CA as its certificates need it: what it is called and what it signs with. */
export interface Authority {
  readonly identity: Identity;
  readonly name: Uint8Array;
}

export interface Subject {
  readonly label: string;
  readonly attributes: readonly NameAttribute[];
  readonly suite: SuiteId;
  readonly validity: Period;
  readonly extensions: (spki: Uint8Array) => readonly pkijs.Extension[];
  readonly pointers: Pointers;
  /** In place of the one that derives from the label. */
  readonly key?: KeyPair;
}

export function urlsOf({ url: base }: Mint) {
  return {
    fromRoot: { issuerUrl: `${base}/root.cer`, crlUrl: `${base}/root.crl` },
    fromIssuing: {
      issuerUrl: `${base}/issuing.cer`,
      crlUrl: `${base}/issuing.crl`,
      ocspUrl: `${base}/ocsp`,
    },
  } as const;
}

export function mintRoot(mint: Mint, label: string, profile: AuthorityProfile): Authority {
  const { seed, scope, times } = mint;
  const key = mintKeyPair(seed, `${scope}/${label}`, knownSuite(profile.suite));
  const name = encodeName(profile.subject);
  const certificate = mintCertificate({
    subject: name,
    spki: key.spki,
    serial: deriveSerial(seed, `serial/${scope}/${label}`),
    validity: times.root,
    extensions: authorityExtensions(key.spki, undefined),
    issuer: { name, key, suite: profile.suite },
  });
  return { identity: { certificate, key, suite: profile.suite, chain: [] }, name };
}

export function mintIssuing(
  mint: Mint,
  label: string,
  profile: AuthorityProfile,
  root: Authority,
  pointers: Pointers,
): Authority {
  const identity = issue(mint, root, [], {
    label,
    attributes: profile.subject,
    suite: profile.suite,
    validity: mint.times.issuing,
    extensions: (spki) => authorityExtensions(spki, 0),
    pointers,
  });
  return { identity, name: encodeName(profile.subject) };
}

export function mintServices(mint: Mint, issuing: Authority) {
  const { profile, times } = mint;
  const chain = [issuing.identity.certificate];
  const { ocspUrl, ...withoutOcsp } = urlsOf(mint).fromIssuing;
  const timeStamping = issue(mint, issuing, chain, {
    label: TIME_STAMPING,
    attributes: profile.timeStamping.subject,
    suite: profile.timeStamping.suite,
    validity: times.timeStamping,
    extensions: timeStampingExtensions,
    pointers: { ...withoutOcsp, ocspUrl },
  });
  const ocsp = issue(mint, issuing, chain, {
    label: OCSP_RESPONDER,
    attributes: profile.ocsp.subject,
    suite: profile.ocsp.suite,
    validity: times.ocspResponder,
    extensions: ocspResponderExtensions,
    pointers: withoutOcsp,
  });
  return { timeStamping, ocsp };
}

/** A root and an issuing CA of other names and keys; nothing is served for them, so nothing is pointed to. */
export function mintUntrusted(mint: Mint): Authority {
  const { profile } = mint;
  const root = mintRoot(mint, 'untrusted-root', {
    ...profile.root,
    subject: untrustedName(profile.root.subject),
  });
  const issuing = { ...profile.issuing, subject: untrustedName(profile.issuing.subject) };
  return mintIssuing(mint, 'untrusted-issuing', issuing, root, {});
}

export function issue(
  mint: Mint,
  issuer: Authority,
  chain: readonly Uint8Array[],
  subject: Subject,
): Identity {
  const { seed, scope } = mint;
  const key = subject.key ?? mintKeyPair(seed, `${scope}/${subject.label}`, knownSuite(subject.suite));
  const certificate = mintCertificate({
    subject: encodeName(subject.attributes),
    spki: key.spki,
    serial: deriveSerial(seed, `serial/${scope}/${subject.label}`),
    validity: subject.validity,
    extensions: [
      ...subject.extensions(key.spki),
      ...issuedExtensions(issuer.identity.key.spki, subject.pointers),
    ],
    issuer: { name: issuer.name, key: issuer.identity.key, suite: issuer.identity.suite },
  });
  return { certificate, key, suite: subject.suite, chain };
}

export const TIME_STAMPING = 'time-stamping';
export const OCSP_RESPONDER = 'ocsp';

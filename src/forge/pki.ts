/**
 * The PKI of one state: root, issuing CA, time-stamping authority, OCSP responder and signers by suite and role.
 *
 * @module
 */
import type * as pkijs from 'pkijs';
import { SUITES } from '../crypto/suites';
import type { SuiteId } from '../model/claim';
import type {
  AuthorityProfile,
  CertificateProfile,
  HierarchyProfile,
  StateCode,
  SubjectAttribute,
} from '../model/profile';
import {
  authorityExtensions,
  issuedExtensions,
  mintCertificate,
  ocspResponderExtensions,
  type Pointers,
  signerExtensions,
  timeStampingExtensions,
} from './certificate';
import type { ForgedState, Identity, IssuedCertificate, SignerRole } from './forged';
import { SIGNER_ROLES } from './forged';
import { mintKeyPair } from './keys';
import { encodeName, untrustedName } from './names';
import { knownSuite } from './signing';
import { deriveSerial } from './stream';
import { type Period, type Timeline, timeline } from './timeline';

interface Mint {
  readonly seed: string;
  readonly code: StateCode;
  /** What keys and serials derive from: the code, with the name of a further hierarchy. */
  readonly scope: string;
  readonly url: string;
  readonly profile: CertificateProfile;
  readonly times: Timeline;
}

/** A CA as its certificates need it: what it is called and what it signs with. */
interface Authority {
  readonly identity: Identity;
  readonly name: Uint8Array;
}

interface Subject {
  readonly label: string;
  readonly attributes: readonly SubjectAttribute[];
  readonly suite: SuiteId;
  readonly validity: Period;
  readonly extensions: (spki: Uint8Array) => readonly pkijs.Extension[];
  readonly pointers: Pointers;
}

export function mintState(
  seed: string,
  instant: Date,
  code: StateCode,
  profile: CertificateProfile,
): ForgedState {
  // The state's sandbox answers under this name; it does not depend on ports.
  const url = `http://pki.${code.toLowerCase()}.tamga.test/pki`;
  const mint: Mint = { seed, code, scope: code, url, profile, times: timeline(instant) };
  const others = (profile.hierarchies ?? []).map((further) => ({
    suites: further.suites,
    state: mintHierarchy(furtherMint(mint, further), []),
  }));
  return mintHierarchy(mint, others);
}

interface Further {
  readonly suites: readonly SuiteId[];
  readonly state: ForgedState;
}

function furtherMint(mint: Mint, { name, suites: _, ...authorities }: HierarchyProfile): Mint {
  const { hierarchies: __, ...common } = mint.profile;
  return {
    ...mint,
    scope: `${mint.scope}/${name}`,
    url: `${mint.url}/hierarchies/${name}`,
    profile: { ...common, ...authorities },
  };
}

function mintHierarchy(mint: Mint, others: readonly Further[]): ForgedState {
  const { seed, code, profile } = mint;
  const urls = urlsOf(mint);
  const root = mintRoot(mint, 'root', profile.root);
  const issuing = mintIssuing(mint, 'issuing', profile.issuing, root, urls.fromRoot);
  const { timeStamping, ocsp } = mintServices(mint, issuing);
  const signers = new Map<string, Identity>();
  let untrusted: Authority | undefined;

  function signer(suite: SuiteId, role: SignerRole = 'good'): Identity {
    const label = signerLabel(suite, role);
    const known = signers.get(label);
    if (known !== undefined) return known;
    if (role === 'untrusted') untrusted ??= mintUntrusted(mint);
    const made =
      role === 'untrusted' && untrusted !== undefined
        ? mintSigner(mint, suite, role, untrusted, {})
        : mintSigner(mint, suite, role, issuing, urls.fromIssuing);
    signers.set(label, made);
    return made;
  }

  const own: ForgedState = {
    code,
    url: mint.url,
    seed,
    instant: mint.times.instant,
    profile,
    root: root.identity,
    issuing: issuing.identity,
    timeStamping,
    ocsp,
    issued: issuedBy(mint),
    others: others.map(({ state }) => state),
    hierarchyOf: (suite) => others.find(({ suites }) => suites.includes(suite))?.state ?? own,
    signer: (suite, role) => {
      const hierarchy = own.hierarchyOf(suite);
      return hierarchy === own ? signer(suite, role) : hierarchy.signer(suite, role);
    },
  };
  return own;
}

function urlsOf({ url: base }: Mint) {
  return {
    fromRoot: { issuerUrl: `${base}/root.cer`, crlUrl: `${base}/root.crl` },
    fromIssuing: {
      issuerUrl: `${base}/issuing.cer`,
      crlUrl: `${base}/issuing.crl`,
      ocspUrl: `${base}/ocsp`,
    },
  } as const;
}

function mintRoot(mint: Mint, label: string, profile: AuthorityProfile): Authority {
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

function mintIssuing(
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

function mintServices(mint: Mint, issuing: Authority) {
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
function mintUntrusted(mint: Mint): Authority {
  const { profile } = mint;
  const root = mintRoot(mint, 'untrusted-root', {
    ...profile.root,
    subject: untrustedName(profile.root.subject),
  });
  const issuing = { ...profile.issuing, subject: untrustedName(profile.issuing.subject) };
  return mintIssuing(mint, 'untrusted-issuing', issuing, root, {});
}

function mintSigner(
  mint: Mint,
  suite: SuiteId,
  role: SignerRole,
  issuer: Authority,
  pointers: Pointers,
): Identity {
  const { profile, times } = mint;
  return issue(mint, issuer, [issuer.identity.certificate], {
    label: signerLabel(suite, role),
    attributes: profile.signer,
    suite,
    validity: times.signer(role, profile.validityYears),
    extensions: (spki) => signerExtensions(profile, spki),
    pointers,
  });
}

function issue(mint: Mint, issuer: Authority, chain: readonly Uint8Array[], subject: Subject): Identity {
  const { seed, scope } = mint;
  const key = mintKeyPair(seed, `${scope}/${subject.label}`, knownSuite(subject.suite));
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

const TIME_STAMPING = 'time-stamping';
const OCSP_RESPONDER = 'ocsp';

function signerLabel(suite: SuiteId, role: SignerRole): string {
  return `signer/${suite}/${role}`;
}

/** Serials derive from labels, so CRL and OCSP know every certificate of the issuing CA before it is minted. */
function issuedBy(mint: Mint): readonly IssuedCertificate[] {
  const { seed, scope, times, profile } = mint;
  const entry = (label: string, validity: Period, revoked: boolean): IssuedCertificate => ({
    serial: deriveSerial(seed, `serial/${scope}/${label}`),
    notAfter: validity.notAfter,
    revokedAt: revoked ? times.revokedAt : null,
  });
  const signers = SUITES.flatMap(({ id }) =>
    SIGNER_ROLES.filter((role) => role !== 'untrusted').map((role) =>
      entry(signerLabel(id, role), times.signer(role, profile.validityYears), role === 'revoked'),
    ),
  );
  return [
    entry(TIME_STAMPING, times.timeStamping, false),
    entry(OCSP_RESPONDER, times.ocspResponder, false),
    ...signers,
  ];
}

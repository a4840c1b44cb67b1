/**
 * The PKI of one state: root, issuing CA, time-stamping authority, OCSP responder and signers by suite and role.
 *
 * @module
 */
import { SUITES } from '../crypto/suites';
import type { SuiteId } from '../model/claim';
import type { CertificateProfile, HierarchyProfile, StateCode } from '../model/profile';
import {
  type Authority,
  issue,
  type Mint,
  mintIssuing,
  mintRoot,
  mintServices,
  mintUntrusted,
  OCSP_RESPONDER,
  TIME_STAMPING,
  urlsOf,
} from './authorities';
import { type Pointers, signerExtensions } from './certificate';
import type { ForgedState, Identity, IssuedCertificate, SignerRole } from './forged';
import { SIGNER_ROLES } from './forged';
import { type Revocation, revocationOf, unusual } from './signer-oddities';
import { deriveSerial } from './stream';
import { type Period, timeline } from './timeline';

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

function mintSigner(
  mint: Mint,
  suite: SuiteId,
  role: SignerRole,
  issuer: Authority,
  pointers: Pointers,
): Identity {
  const { profile, times } = mint;
  const { attributes, extensions, pointTo } = unusual(role, profile);
  return issue(mint, issuer, [issuer.identity.certificate], {
    label: signerLabel(suite, role),
    attributes,
    suite,
    validity: times.signer(role, profile.validityYears),
    extensions: (spki) => [...signerExtensions(profile, spki), ...extensions],
    pointers: pointTo(pointers),
  });
}

function signerLabel(suite: SuiteId, role: SignerRole): string {
  return `signer/${suite}/${role}`;
}

/** Serials derive from labels, so CRL and OCSP know every certificate of the issuing CA before it is minted. */
function issuedBy(mint: Mint): readonly IssuedCertificate[] {
  const { seed, scope, times, profile } = mint;
  const entry = (label: string, validity: Period, revocation?: Revocation): IssuedCertificate => ({
    serial: deriveSerial(seed, `serial/${scope}/${label}`),
    notAfter: validity.notAfter,
    revokedAt: revocation === undefined ? null : times.revokedAt,
    reason: revocation?.reason ?? null,
  });
  const signers = SUITES.flatMap(({ id }) =>
    SIGNER_ROLES.filter((role) => role !== 'untrusted').map((role) =>
      entry(signerLabel(id, role), times.signer(role, profile.validityYears), revocationOf(role)),
    ),
  );
  return [entry(TIME_STAMPING, times.timeStamping), entry(OCSP_RESPONDER, times.ocspResponder), ...signers];
}

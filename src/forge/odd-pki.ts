/**
 * Certificates that only cases need: authorities that break a rule, and whatever is issued beside the usual signers.
 *
 * They hang in the hierarchy of a state that exists already, so no other certificate changes because of them.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc5280 RFC 5280}
 * @module
 */
import type * as pkijs from 'pkijs';
import type { SuiteId } from '../model/claim';
import { type Authority, issue, type Mint, mintRoot, urlsOf } from './authorities';
import { ocspResponderExtensions, type Pointers, readCertificate, signerExtensions } from './certificate';
import type { ForgedState, Identity, KeyPair } from './forged';
import { encodeName, type NameAttribute } from './names';
import { ODD_AUTHORITIES, type OddAuthorityName } from './odd-authorities';
import { REVOKED_LABELS, signedList } from './revocation';
import { type Period, timeline } from './timeline';

export interface OddSubject {
  /** What key and serial number derive from: another one for each suite. */
  readonly label: string;
  readonly suite: SuiteId;
  /** Those of a signer unless named. */
  readonly attributes?: readonly NameAttribute[];
  readonly validity?: Period;
  /** Those of a signer unless named. */
  readonly extensions?: (spki: Uint8Array) => readonly pkijs.Extension[];
  /** The list of the issuer unless named: a responder knows only what the issuing CA has issued. */
  readonly pointers?: Pointers;
  readonly key?: KeyPair;
  /** The issuing CA unless named. */
  readonly issuer?: OddIssuer;
}

/** A CA that is not the usual one, with the certificates up to its root, itself first, root excluded. */
export interface OddIssuer {
  readonly authority: Authority;
  readonly chain: readonly Uint8Array[];
  readonly pointers: Pointers;
}

/** The place of `url` is what no label of the usual certificates derives from. */
function mintOf({ seed, code, url, profile, instant }: ForgedState): Mint {
  return { seed, code, scope: url, url, profile, times: timeline(instant) };
}

const issued = new WeakMap<ForgedState, Map<string, Identity>>();

/** Minted on first use; the label says which. */
export function issueOdd(state: ForgedState, subject: OddSubject): Identity {
  const known = issued.get(state) ?? new Map<string, Identity>();
  issued.set(state, known);
  const made = known.get(subject.label) ?? issueNow(state, subject);
  known.set(subject.label, made);
  return made;
}

function issueNow(state: ForgedState, subject: OddSubject): Identity {
  const { profile, times } = { profile: state.profile, times: timeline(state.instant) };
  const { authority, chain, pointers } = subject.issuer ?? issuingCa(state);
  return issue(mintOf(state), authority, chain, {
    label: subject.label,
    suite: subject.suite,
    attributes: subject.attributes ?? profile.signer,
    validity: subject.validity ?? times.signer('good', profile.validityYears),
    extensions: subject.extensions ?? ((spki) => signerExtensions(profile, spki)),
    pointers: subject.pointers ?? pointers,
    ...(subject.key === undefined ? {} : { key: subject.key }),
  });
}

export function issuingCa(state: ForgedState): OddIssuer {
  const { issuerUrl, crlUrl } = urlsOf(mintOf(state)).fromIssuing;
  const authority = { identity: state.issuing, name: encodeName(state.profile.issuing.subject) };
  return { authority, chain: [state.issuing.certificate], pointers: { issuerUrl, crlUrl } };
}

function rootCa(state: ForgedState): OddIssuer {
  const authority = { identity: state.root, name: encodeName(state.profile.root.subject) };
  return { authority, chain: [], pointers: urlsOf(mintOf(state)).fromRoot };
}

/** What stands in place of the issuing CA, by its name in the table. */
export function oddAuthority(state: ForgedState, name: OddAuthorityName): OddIssuer {
  const row = ODD_AUTHORITIES[name];
  const { profile } = state;
  const mint = mintOf(state);
  const above = row.lookAlike
    ? { authority: mintRoot(mint, 'look-alike-root', profile.root), chain: [], pointers: {} }
    : row.below === 'issuing'
      ? issuingCa(state)
      : rootCa(state);
  const attributes = row.lookAlike ? profile.issuing.subject : named(profile.issuing.subject, name);
  const identity = issueOdd(state, {
    label: row.revoked ? REVOKED_LABELS.root : `authority/${name}`,
    suite: row.suite ?? profile.issuing.suite,
    attributes,
    validity: row.validity?.(mint.times) ?? mint.times.issuing,
    extensions: row.extensions,
    issuer: above,
    ...(row.key === undefined ? {} : { key: row.key(state.seed, `${state.url}/authority/${name}`) }),
  });
  const url = `${state.url}/authorities/${name}`;
  return {
    authority: { identity, name: encodeName(attributes) },
    chain: [identity.certificate, ...above.chain],
    pointers: { issuerUrl: `${url}.cer`, ...(row.silent ? {} : { crlUrl: `${url}.crl` }) },
  };
}

/** The authority that publishes nothing in the place of the issuing CA, with a responder and one signer. */
export function silentState(
  state: ForgedState,
  suite: SuiteId,
): { readonly silent: ForgedState; readonly signer: Identity } {
  const issuer = oddAuthority(state, 'silent');
  const signer = issueOdd(state, { issuer, label: `signer/silent/${suite}`, suite });
  const ocsp = issueOdd(state, {
    issuer,
    label: 'ocsp/silent',
    suite: state.ocsp.suite,
    attributes: state.profile.ocsp.subject,
    extensions: ocspResponderExtensions,
  });
  const serial = readCertificate(signer.certificate).serialNumber.toBigInt();
  const { root } = timeline(state.instant);
  const known = { serial, notAfter: root.notAfter, revokedAt: null, reason: null };
  return { silent: { ...state, issuing: issuer.authority.identity, ocsp, issued: [known] }, signer };
}

function named(subject: readonly NameAttribute[], name: string): readonly NameAttribute[] {
  return subject.map((one) => (one.type === 'CN' ? { ...one, value: `${one.value} ${name}` } : one));
}

/** What the state serves for those authorities; null where nothing lies under the path. */
export function publishedFile(state: ForgedState, path: string): Uint8Array | null {
  const [, name = '', kind] = /^authorities\/([a-z-]+)\.(cer|crl)$/.exec(path) ?? [];
  if (!isName(name)) return null;
  const { lookAlike, silent } = ODD_AUTHORITIES[name];
  if (lookAlike || (silent && kind === 'crl')) return null;
  const { identity } = oddAuthority(state, name).authority;
  return kind === 'cer' ? identity.certificate : signedList(identity, [], timeline(state.instant).crl);
}

function isName(name: string): name is OddAuthorityName {
  return Object.hasOwn(ODD_AUTHORITIES, name);
}

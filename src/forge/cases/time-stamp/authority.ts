/**
 * Cases of time-stamps by an authority that may not make them: what the signature needs them for stays unproven.
 *
 * The signer has been revoked since, so everything hangs on the time that the token says.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc3161#section-2.3 RFC 3161, section 2.3}
 * @module
 */
import { EKU, extensionsFor, timeStampingExtensions, type Usages } from '../../certificate';
import type { ForgedState } from '../../forged';
import { issueOdd, type OddSubject, oddAuthority } from '../../odd-pki';
import { REVOKED_LABELS } from '../../revocation';
import { timeStampOver } from '../../time-stamp';
import { timeline } from '../../timeline';
import type { ForgedCase } from '../case';
import { stampedEarly } from './stamped';

const DAY = 24 * 60 * 60 * 1000;
const ALONE = { purposes: [EKU.timeStamping], critical: true } as const;

function usages(change: Partial<Usages>): Partial<OddSubject> {
  const all: Usages = { usage: ['digitalSignature'], extended: ALONE, ...change };
  return { extensions: (spki) => extensionsFor(spki, all) };
}

function validity(state: ForgedState, from: number, until: number): Partial<OddSubject> {
  const at = (days: number): Date => new Date(timeline(state.instant).instant.getTime() + days * DAY);
  return { validity: { notBefore: at(from), notAfter: at(until) } };
}

/** The stamp is sixty days old. */
const ROWS: Readonly<Record<string, (state: ForgedState) => Partial<OddSubject>>> = {
  'tsa-purpose-missing': () => usages({ extended: null }),
  'tsa-purpose-not-critical': () => usages({ extended: { ...ALONE, critical: false } }),
  'tsa-purpose-not-alone': () =>
    usages({ extended: { ...ALONE, purposes: [EKU.timeStamping, EKU.emailProtection] } }),
  'tsa-other-purpose': () => usages({ extended: { ...ALONE, purposes: [EKU.emailProtection] } }),
  'tsa-key-usage': () => usages({ usage: ['keyEncipherment'] }),
  'tsa-expired': (state) => validity(state, -800, -90),
  'tsa-not-yet-valid': (state) => validity(state, -30, 800),
  'tsa-revoked': () => ({ label: REVOKED_LABELS.issuing }),
  'tsa-untrusted': (state) => ({ issuer: oddAuthority(state, 'look-alike') }),
};

function withAuthority(state: ForgedState, subject: OddSubject): ForgedState {
  return { ...state, timeStamping: issueOdd(state, subject) };
}

export const AUTHORITY_CASES: readonly ForgedCase[] = Object.entries(ROWS).map(([id, change]) =>
  stampedEarly(id, (hierarchy, { stamped }) => {
    const { profile } = hierarchy;
    const authority = withAuthority(hierarchy, {
      label: `time-stamping/${id}`,
      suite: profile.timeStamping.suite,
      attributes: profile.timeStamping.subject,
      extensions: timeStampingExtensions,
      ...change(hierarchy),
    });
    return { timeStamp: timeStampOver(authority, stamped) };
  }),
);

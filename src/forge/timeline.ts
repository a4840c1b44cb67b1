/**
 * When everything of a round happens, relative to its instant T.
 *
 * @module
 */
import type { SignerRole } from './forged';

export interface Period {
  readonly notBefore: Date;
  readonly notAfter: Date;
}

/** A claimed signing time and the time-stamp that follows it. */
export interface SigningTimes {
  readonly claimed: Date;
  readonly stamped: Date;
}

export interface Timeline {
  readonly instant: Date;
  readonly root: Period;
  readonly issuing: Period;
  readonly timeStamping: Period;
  readonly ocspResponder: Period;
  readonly revokedAt: Date;
  readonly crl: { readonly thisUpdate: Date; readonly nextUpdate: Date };
  readonly ocsp: { readonly thisUpdate: Date; readonly nextUpdate: Date; readonly archiveCutoff: Date };
  /** Good signatures. */
  readonly recent: SigningTimes;
  /** After the revocation and after the expiry. */
  readonly late: SigningTimes;
  /** Before them. */
  readonly early: SigningTimes;
  signer(role: SignerRole, validityYears: number): Period;
}

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Certificates, CRLs and tokens carry whole seconds. */
export function timeline(instant: Date): Timeline {
  const t = new Date(Math.floor(instant.getTime() / SECOND) * SECOND);
  const ago = (milliseconds: number): Date => new Date(t.getTime() - milliseconds);
  const signing = (before: number): SigningTimes => ({
    claimed: ago(before),
    stamped: ago(before - 5 * SECOND),
  });
  return {
    instant: t,
    root: { notBefore: addYears(t, -5), notAfter: addYears(t, 15) },
    issuing: { notBefore: addYears(t, -5), notAfter: addYears(t, 10) },
    timeStamping: { notBefore: addYears(t, -4), notAfter: addYears(t, 5) },
    ocspResponder: { notBefore: addYears(t, -1), notAfter: addYears(t, 1) },
    revokedAt: ago(30 * DAY),
    crl: { thisUpdate: ago(12 * HOUR), nextUpdate: ago(12 * HOUR - 7 * DAY) },
    ocsp: { thisUpdate: t, nextUpdate: ago(-DAY), archiveCutoff: ago(365 * DAY) },
    recent: signing(HOUR),
    late: signing(DAY),
    early: signing(60 * DAY),
    signer: (role, validityYears) => signerPeriod(t, role, validityYears),
  };
}

function signerPeriod(t: Date, role: SignerRole, validityYears: number): Period {
  const expired = EXPIRED_DAYS_AGO[role];
  if (expired !== undefined) {
    const notAfter = new Date(t.getTime() - expired * DAY);
    return { notBefore: addYears(notAfter, -1), notAfter };
  }
  return { notBefore: addYears(t, -1), notAfter: addYears(t, Math.max(1, validityYears - 1)) };
}

/** `expired` lies before the OCSP archive cutoff, `before-expiry` after it. */
const EXPIRED_DAYS_AGO: Readonly<Partial<Record<SignerRole, number>>> = {
  expired: 400,
  'before-expiry': 30,
};

function addYears(date: Date, years: number): Date {
  const moved = new Date(date.getTime());
  moved.setUTCFullYear(moved.getUTCFullYear() + years);
  return moved;
}

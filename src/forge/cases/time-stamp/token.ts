/**
 * Cases of tokens that a good authority made, and that prove nothing here.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc3161#section-2.4.2 RFC 3161, section 2.4.2}
 * @module
 */
import { digestByName } from '../../../crypto/digests';
import { TamgaError } from '../../../model/error';
import { contentTimeStampAttribute } from '../../cades-attributes';
import { signCadesLongTerm } from '../../cades-long-term';
import { signCms } from '../../cms';
import type { ForgedState } from '../../forged';
import { mintKeyPair } from '../../keys';
import type { Made } from '../../product';
import { knownSuite } from '../../signing';
import { timeStampOver, timeStampToken } from '../../time-stamp';
import { type SigningTimes, timeline } from '../../timeline';
import type { CaseRequest, ForgedCase } from '../case';
import { byRole, hierarchyOf } from '../signed';
import { stampedEarly } from './stamped';

const DAY = 24 * 60 * 60 * 1000;

const otherImprint = stampedEarly('stamp-of-another', (state, { stamped }) => ({
  timeStamp: (value) => timeStampOver(state, stamped)(Buffer.concat([value, Buffer.of(0)])),
}));

const weakImprint = stampedEarly('stamp-sha1', (state, { stamped: time }) => ({
  timeStamp: (value) => {
    const sha1 = digestByName('sha1');
    return timeStampToken(state, { digestOid: sha1.oid, imprint: sha1.of(value), time });
  },
}));

/** Named as the authority and signed with another key. */
const forgedToken = stampedEarly('stamp-forged', (state, { stamped }) => {
  const { timeStamping, seed, url } = state;
  const key = mintKeyPair(seed, `${url}/forger`, knownSuite(timeStamping.suite));
  return { timeStamp: timeStampOver({ ...state, timeStamping: { ...timeStamping, key } }, stamped) };
});

/** Made after the revocation; the time in it was set back afterwards. */
const setBack = stampedEarly('stamp-set-back', (state, { stamped }) => {
  const { late } = timeline(state.instant);
  return {
    timeStamp: (value) =>
      withTime(timeStampOver(state, late.stamped)(value), generalized(late.stamped), generalized(stamped)),
  };
});

/** GeneralizedTime of a whole second. */
function generalized(time: Date): string {
  return `${time.toISOString().slice(0, 19).replaceAll(/[-:T]/g, '')}Z`;
}

function withTime(token: Uint8Array, from: string, to: string): Uint8Array {
  const at = Buffer.from(token).indexOf(from, 0, 'latin1');
  if (at < 0) throw new TamgaError('TAMGA-E-INTERNAL', `the token does not say ${from}`);
  const changed = new Uint8Array(token);
  changed.set(Buffer.from(to, 'latin1'), at);
  return changed;
}

/** A signature of the authority over content that is no TSTInfo. */
const notAToken = stampedEarly('stamp-not-a-token', ({ timeStamping }, { stamped }) => ({
  timeStamp: (value) =>
    signCms({
      identity: timeStamping,
      content: value,
      packaging: 'attached',
      signingTime: stamped,
      namesCertificate: true,
    }),
}));

const fromTheFuture = stampedEarly('stamp-from-the-future', (state) => ({
  timeStamp: timeStampOver(state, new Date(timeline(state.instant).instant.getTime() + 2 * DAY)),
}));

const claimedEarly = ({ early, late }: { readonly early: SigningTimes; readonly late: SigningTimes }) => ({
  claimed: early.claimed,
  stamped: late.stamped,
});

/** A token over the content beside the one over the signature; the attribute is of CAdES alone. */
function withContentStamp(
  id: string,
  role: 'good' | 'revoked',
  stamps: (state: ForgedState) => { readonly content: Date; readonly times: SigningTimes },
): ForgedCase {
  return {
    id,
    existsFor: ({ format, level }) => format === 'CAdES' && level !== 'none',
    mint: (request) => signWithContentStamp(request, role, stamps),
  };
}

function signWithContentStamp(
  request: CaseRequest,
  role: 'good' | 'revoked',
  stamps: (state: ForgedState) => { readonly content: Date; readonly times: SigningTimes },
): Made {
  const { product, document, state } = request;
  const { level, packaging, suite } = product;
  if (level === 'none' || (packaging !== 'attached' && packaging !== 'detached')) {
    throw new TamgaError('TAMGA-E-MINT', `no CAdES at level ${level}, ${packaging}`);
  }
  const hierarchy = hierarchyOf(request);
  const { content, times } = stamps(hierarchy);
  const token = timeStampOver(hierarchy, content)(document);
  const identity = hierarchy.signer(suite, role);
  return signCadesLongTerm({
    state,
    document,
    level,
    packaging,
    identity,
    times,
    signed: [contentTimeStampAttribute(token)],
  });
}

export const TOKEN_CASES: readonly ForgedCase[] = [
  otherImprint,
  weakImprint,
  forgedToken,
  setBack,
  notAToken,
  fromTheFuture,
  byRole('stamp-after-revocation', 'revoked', claimedEarly),
  byRole('stamp-after-expiry', 'before-expiry', claimedEarly),
  withContentStamp('content-stamp', 'good', ({ instant }) => {
    const { recent } = timeline(instant);
    return { content: new Date(recent.claimed.getTime() - 60_000), times: recent };
  }),
  withContentStamp('content-stamp-later', 'good', ({ instant }) => {
    const { recent } = timeline(instant);
    return { content: new Date(recent.stamped.getTime() + 600_000), times: recent };
  }),
  withContentStamp('content-stamp-after-revocation', 'revoked', ({ instant }) => {
    const { late } = timeline(instant);
    return { content: new Date(late.claimed.getTime() - 60_000), times: late };
  }),
];

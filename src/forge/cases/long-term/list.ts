/**
 * The cases of what proves a signature for long: each hangs on an archive time-stamp, for the authority of the signature
 * time-stamp has expired since.
 *
 * @see {@link https://www.etsi.org/deliver/etsi_en/319100_319199/31910201/ EN 319 102-1, section 5.6}
 * @module
 */

import type { ArchiveDeviation } from '../../cades-archive';
import { timeStampingExtensions } from '../../certificate';
import type { ForgedState } from '../../forged';
import { mintKeyPair } from '../../keys';
import type { ArchiveStep, LongTermTimes } from '../../long-term';
import { issueOdd } from '../../odd-pki';
import type { Deviation } from '../../product';
import { knownSuite } from '../../signing';
import { timeStampOver } from '../../time-stamp';
import { timeline } from '../../timeline';
import type { CaseRequest, ForgedCase } from '../case';
import { hierarchyOf, sign } from '../signed';

const DAY = 24 * 60 * 60 * 1000;

/** Signed sixty days ago, archived ten days later; the first authority expired ten days after that. */
const EXPIRED = 40;
const ARCHIVED = 50;
/** The signer expired thirty days ago. */
const TOO_LATE = 20;

interface Archived {
  /** Of the archive time-stamp. */
  readonly step?: (hierarchy: ForgedState) => ArchiveStep;
  /** In the archive time-stamp of CAdES. */
  readonly archive?: ArchiveDeviation;
}

function archived(id: string, { step, archive }: Archived): ForgedCase {
  return {
    id,
    existsFor: ({ format, level }) => level === 'B-LTA' && (archive === undefined || format === 'CAdES'),
    mint: (request) => {
      const hierarchy = hierarchyOf(request);
      const { early } = timeline(request.state.instant);
      const times: LongTermTimes = {
        ...early,
        validated: new Date(early.stamped.getTime() + 60_000),
        archived: [step?.(hierarchy) ?? { time: ago(hierarchy, ARCHIVED) }],
      };
      const { timeStamp } = firstStamp(request, early.stamped);
      const identity = hierarchy.signer(request.product.suite, 'before-expiry');
      const changed: Deviation & { readonly archive?: ArchiveDeviation } = {
        timeStamp,
        ...(archive === undefined ? {} : { archive }),
      };
      return sign(request, { identity, times, source: 'crl' }, changed);
    },
  };
}

function ago({ instant }: ForgedState, days: number): Date {
  return new Date(timeline(instant).instant.getTime() - days * DAY);
}

/** By an authority that has expired since. */
function firstStamp(request: CaseRequest, stamped: Date) {
  const state = hierarchyOf(request);
  const { suite, subject } = state.profile.timeStamping;
  const timeStamping = issueOdd(state, {
    label: 'time-stamping/expired-since',
    suite,
    attributes: subject,
    extensions: timeStampingExtensions,
    validity: { notBefore: ago(state, 800), notAfter: ago(state, EXPIRED) },
  });
  return { timeStamp: timeStampOver({ ...state, timeStamping }, stamped) };
}

/** The authority by name, with a key of somebody else. */
function forger(state: ForgedState): ForgedState {
  const { timeStamping, seed, url } = state;
  const key = mintKeyPair(seed, `${url}/forger`, knownSuite(timeStamping.suite));
  return { ...state, timeStamping: { ...timeStamping, key } };
}

export const LONG_TERM_CASES: readonly ForgedCase[] = [
  archived('archived', {}),
  archived('archived-too-late', { step: (state) => ({ time: ago(state, TOO_LATE) }) }),
  archived('archive-stamp-forged', {
    step: (state) => ({ time: ago(state, ARCHIVED), authority: forger(state) }),
  }),
  archived('archive-over-less', { archive: { covered: (parts) => parts.slice(1) } }),
  archived('archive-index-other', {
    archive: { placed: (index) => index.map((octet, at) => (at === index.length - 1 ? octet ^ 1 : octet)) },
  }),
  archived('archive-index-missing', { archive: { placed: () => null } }),
  archived('archive-index-too-much', {
    archive: {
      hashIndex: (index) => ({ ...index, certificates: [...index.certificates, new Uint8Array(32)] }),
    },
  }),
];

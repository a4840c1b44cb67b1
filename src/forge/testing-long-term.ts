/**
 * One file per format and level for a state, a suite and a course of events, for tests.
 *
 * @module
 */
import { FORMATS, type Format, LEVELS, PACKAGINGS, type Product, type SuiteId } from '../model/claim';
import { documentFor, readDocument } from './documents';
import type { ForgedState, SignerRole } from './forged';
import { atOnce, type LongTermTimes, type RevocationSource } from './long-term';
import { type Made, makes, signProduct } from './product';
import { timeline } from './timeline';

export interface LongTermFile extends Made {
  /** `PAdES B-LTA enveloped`. */
  readonly name: string;
  readonly product: Product;
}

export interface LongTermOptions {
  readonly state: ForgedState;
  readonly suite: SuiteId;
  /** The good signer unless named. */
  readonly role?: SignerRole;
  /** See `courses`; everything an hour before T unless named. */
  readonly times?: LongTermTimes;
  readonly source?: RevocationSource;
  /** All unless named. */
  readonly formats?: readonly Format[];
  /** All unless named. */
  readonly levels?: readonly Product['level'][];
}

/** Whatever the forge makes in this suite, every packaging included. */
export function longTermFiles(options: LongTermOptions): readonly LongTermFile[] {
  const { state, suite, role = 'good', formats = FORMATS, levels = LEVELS, source = 'ocsp' } = options;
  const identity = state.signer(suite, role);
  const times = options.times ?? courses(state.instant).recent;
  const products = formats.flatMap((format) =>
    levels.flatMap((level) =>
      PACKAGINGS.map((packaging): Product => ({ format, level, packaging, suite })).filter(makes),
    ),
  );
  return products.map((product) => {
    const document = documentFor(product);
    // The levels read `source` from the request, which products have no word for.
    const request = {
      state,
      product,
      document: readDocument(document),
      documentName: document.name,
      identity,
      times,
      source,
    };
    const { format, level, packaging } = product;
    return { ...signProduct(request), name: `${format} ${level} ${packaging}`, product };
  });
}

/**
 * Courses of events around the instant T of a state: `recent` an hour before it; `before` sixty days before it, when the
 * signers `revoked` and `before-expiry` were still good; `late` a day before it, when they were not; `renewed` with a second
 * archive time-stamp before T, by another authority if one is given.
 */
export function courses(instant: Date, renewal?: ForgedState): Readonly<Record<Course, LongTermTimes>> {
  const { recent, early, late } = timeline(instant);
  const renewed = atOnce(early);
  const again = { time: recent.claimed, ...(renewal === undefined ? {} : { authority: renewal }) };
  return {
    recent: atOnce(recent),
    before: atOnce(early),
    late: atOnce(late),
    renewed: { ...renewed, archived: [...renewed.archived, again] },
  };
}

export type Course = 'recent' | 'before' | 'late' | 'renewed';

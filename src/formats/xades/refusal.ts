/**
 * What is not computed, by name.
 *
 * @module
 */

/** A value: the signature is neither right nor wrong for it. */
export class Refusal {
  readonly why: string;

  constructor(why: string) {
    this.why = why;
  }
}

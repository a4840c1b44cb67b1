/**
 * Writes the rows of one table: what all of them share is said once.
 *
 * @module
 */
import type { Clause } from '../../model/specification';
import { atMostOne, none, present } from './count';
import type { BaselineLevel, BaselineRequirement } from './row';

type Test = BaselineRequirement['test'];

interface More {
  readonly letter?: string;
  readonly clause?: Clause;
  readonly unverified?: true;
}

type Write = (
  level: BaselineLevel,
  what: string,
  sentence: string,
  test: Test,
  more?: More,
) => BaselineRequirement;

export interface RowWriter {
  readonly shall: Write;
  readonly shallNot: Write;
  readonly conditioned: Write;
  readonly may: Write;
  /** A property of any of these names, once at most; from B-B on. */
  atMostOnce(what: string, names?: readonly string[], more?: More): BaselineRequirement;
  /** A property that may stand any number of times. */
  anyTimes(what: string, names?: readonly string[], more?: More): BaselineRequirement;
  /** Properties that the level and those above it do not have. */
  forbidden(level: BaselineLevel, what: string, names?: readonly string[], more?: More): BaselineRequirement;
}

export function rowsOf(table: string, clause: Clause): RowWriter {
  const write =
    (requirement: BaselineRequirement['requirement']): Write =>
    (level, what, sentence, test, more = {}) => ({
      id: `${table}.${what}`,
      letter: null,
      clause,
      level,
      requirement,
      sentence,
      test,
      ...more,
    });
  return {
    shall: write('shall'),
    shallNot: write('shall not'),
    conditioned: write('conditioned'),
    may: write('may'),
    atMostOnce: (what, names = [what], more) =>
      write('may')('B-B', what, `${either(names)} stands at most once.`, atMostOne(...names), more),
    anyTimes: (what, names = [what], more) =>
      write('may')('B-B', what, `${either(names)} may stand any number of times.`, present(...names), more),
    forbidden: (level, what, names = [what], more) =>
      write('shall not')(level, what, `No ${either(names)} from ${level} on.`, none(...names), more),
  };
}

function either(names: readonly string[]): string {
  return names.join(' or ');
}

/**
 * `docs/mutants.md`: what lies are told, which checks find them out, and whom the round names.
 *
 * @module
 */
import type { JudgedCheck } from '../model/matrix';
import type { Lie } from '../sandbox/liars/lie';
import type { LieResult, MutantsReport } from './mutants';
import type { Named } from './mutants-weigh';

/** More cases than this are counted. */
const MOST_CASES = 4;

export function mutantsDocument({ lies, variants }: MutantsReport): string {
  const told = lies.filter(({ waits }) => !waits);
  const waiting = lies.filter(({ waits }) => waits);
  const unnamed = told.filter(({ named }) => named === 'undetermined').length;
  return [
    '# Mutants: who finds out a lying endpoint?',
    '',
    'Made by `npm run mutants -- --write`; the long gate compares. The round is run against each of these endpoints alone: all others are honest. A lie is *found* by the checks whose outcome it makes unexpected, unsafe, incomplete or lax, and that no known divergence accounts for. Whoever did nothing may be named by no check. The honesty probe, which comes first in a round and bars whoever accepts what nobody signed, is left out here: the cases show what they find by themselves.',
    '',
    `${told.length} lies, of ${count(told, 'verify')} verifiers and ${count(told, 'sign')} signers, are all found out. ${told.length - unnamed} are put down to who told them; for ${unnamed} the owner is undetermined: the round shows that something is wrong and not whose move it is.${waiting.length === 0 ? '' : ` ${waiting.length} more wait for a case.`}`,
    '',
    ...section('Lying verifiers', told, 'verify'),
    ...section('Lying signers', told, 'sign'),
    ...unfound(waiting),
    '## Honest in another way',
    'Nobody may accuse these endpoints: they do what they declare, or differ in what nobody has to declare.',
    '',
    '| id | role | what it does |',
    '| --- | --- | --- |',
    ...variants.map(({ variant: { id, role, does } }) => `| \`${id}\` | ${ROLES[role]} | ${does} |`),
    '',
  ].join('\n');
}

function unfound(waiting: readonly LieResult[]): readonly string[] {
  if (waiting.length === 0) return [];
  return [
    '## Lies that nothing finds out yet',
    'Each waits for one of the cases named here to be put to the liar by the round. From then on it must be found.',
    '',
    '| id | what it does | cases that find it |',
    '| --- | --- | --- |',
    ...waiting.map(
      ({ lie }) =>
        `| \`${lie.id}\` | ${described(lie)} | ${(lie.needs ?? []).map((id) => `\`${id}\``).join(', ')} |`,
    ),
    '',
  ];
}

/** Ids of the rows of the document, in its order. */
export function rowsOf(document: string): readonly string[] {
  return [...document.matchAll(/^\| `([^`]+)` \|/gm)].map(([, id = '']) => id);
}

const ROLES: Readonly<Record<Lie['role'], string>> = { sign: 'signer', verify: 'verifier' };

const NAMES: Readonly<Record<Named, string>> = {
  verify: 'verifier',
  sign: 'signer',
  policy: 'policy',
  network: 'network',
  undetermined: '*undetermined*',
};

function count(results: readonly LieResult[], role: Lie['role']): number {
  return results.filter(({ lie }) => lie.role === role).length;
}

function section(title: string, results: readonly LieResult[], role: Lie['role']): readonly string[] {
  const own = results.filter(({ lie }) => lie.role === role);
  return [
    `## ${title}`,
    '',
    '| id | what it does | where it was seen | breaks | found by | owner |',
    '| --- | --- | --- | --- | --- | --- |',
    ...own.map(
      ({ lie, found, named }) =>
        `| \`${lie.id}\` | ${described(lie)} | ${lie.seen} | ${lie.harm} | ${foundBy(found)} | ${NAMES[named]} |`,
    ),
    '',
  ];
}

function described({ does, cves = [] }: Lie): string {
  if (cves.length === 0) return does;
  const links = cves.map((cve) => `[${cve}](https://www.cve.org/CVERecord?id=${cve})`);
  return `${does} (${links.join(', ')})`;
}

/** `content unsafe`, `good rejected`; those that name somebody first, then in the order of the plan. */
function foundBy(found: readonly JudgedCheck[]): string {
  const named = found.filter(({ owner }) => owner !== 'undetermined');
  const rows = [...new Set((named.length > 0 ? named : found).map((one) => `${one.case} *${one.outcome}*`))];
  const shown = rows.slice(0, MOST_CASES).join(', ');
  return rows.length > MOST_CASES ? `${shown} and ${rows.length - MOST_CASES} more` : shown;
}

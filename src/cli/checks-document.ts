/**
 * `docs/checks.md`: the checks of the referee as a page, made from the registry so that it cannot lag behind.
 *
 * @module
 */
import { type Clause, SPECIFICATIONS } from '../model/specification';
import { SUB_INDICATIONS, type SubIndication } from '../model/verdict';
import {
  BUILDING_BLOCKS,
  type BuildingBlock,
  buildingBlockOf,
  REGISTERED_CHECKS,
  type RegisteredCheck,
} from '../referee/registry';
import { indicationOf, SUB_INDICATION_ADVICE } from './verdict-advice';

export function checksDocument(): string {
  return `${[
    '# The checks of the referee',
    'Made from the code by `node scripts/checks-docs.mjs --write`; a test compares the two. `tamga explain ID` prints one row, `tamga validate --verbose` all that a file met.',
    'A check passes, fails (proof that the signature is bad) or is undecided. The verdict is that of the first check that did not pass, in the order of EN 319 102-1 sections 5.3, 5.5 and 5.6; what is wrong with a time-stamp only takes the time-stamp out of the account.',
    ...BUILDING_BLOCKS.flatMap(blockSection),
    '## Sub-indications',
    table(
      ['sub-indication', 'of', 'what it means', 'what to do'],
      SUB_INDICATIONS.map((id) => [
        `\`${id}\``,
        indicationOf(id),
        SUB_INDICATION_ADVICE[id].means,
        SUB_INDICATION_ADVICE[id].remedy,
      ]),
    ),
    '## Specifications',
    table(
      ['document', 'title'],
      Object.entries(SPECIFICATIONS).map(([id, { title, url }]) => [`[${id}](${fromHere(url)})`, title]),
    ),
  ].join('\n\n')}\n`;
}

function blockSection(block: BuildingBlock): readonly string[] {
  const own = REGISTERED_CHECKS.filter(({ check }) => buildingBlockOf(check.id)?.id === block.id);
  if (own.length === 0) return [];
  return [
    `## ${block.title}\n${link(block.clause)}.`,
    table(['check', 'clause', 'what it asks for', 'a failure is', 'what to do'], own.map(checkRow)),
  ];
}

function checkRow({ check, leadsTo, remedy, undecided }: RegisteredCheck): readonly string[] {
  const advice = undecided === undefined ? remedy : `${remedy} Undecided: ${undecided}`;
  return [`\`${check.id}\``, link(check.clause), check.requires, leadsTo.map(code).join(', '), advice];
}

function code(subIndication: SubIndication): string {
  return `\`${subIndication}\``;
}

function link({ doc, section }: Clause): string {
  return `[${doc}](${fromHere(SPECIFICATIONS[doc].url)}) section ${section}`;
}

/** Our own rules lie beside this document. */
function fromHere(url: string): string {
  return url.replace(/^docs\//, '');
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => '---'), ...rows]
    .map((row) => `| ${row.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`)
    .join('\n');
}

import { deepEqual, equal, throws } from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { FORMATS, LEVELS, PACKAGINGS } from '../model/claim';
import { OUTCOMES, OWNERS, RESULTS } from '../model/matrix';
import { PROBE_OUTCOMES, PROBE_STEPS } from '../model/probe';
import { SUB_INDICATIONS } from '../model/verdict';
import { buildMatrix } from './build';
import { readRound, readSchema } from './read-round';
import { sixStates } from './testing-six-states';

const round = sixStates();
const folders: string[] = [];
after(() => {
  for (const folder of folders) rmSync(folder, { recursive: true });
});

const LINES = [round.header, ...round.checks, round.footer].map((line) => JSON.stringify(line));

function write(checks: string, plan: unknown = round.plan): string {
  const folder = mkdtempSync(join(tmpdir(), 'tamga-round-'));
  folders.push(folder);
  writeFileSync(join(folder, 'plan.json'), typeof plan === 'string' ? plan : JSON.stringify(plan));
  writeFileSync(join(folder, 'checks.ndjson'), checks);
  return folder;
}

function file(lines: readonly string[]): string {
  return `${lines.join('\n')}\n`;
}

function refuses(folder: string, message: RegExp): void {
  throws(() => readRound(folder), { code: 'TAMGA-E-ROUND-READ', message });
}

describe('a round folder', () => {
  it('reads back as it was written', () => {
    const read = readRound(write(file(LINES)));
    const { plan, header, footer, checks } = round;
    deepEqual(read, { plan, header, footer, checks, probes: [] });
  });
  it('is cut short without footer, torn last line or not', () => {
    const killed = LINES.slice(0, 100);
    for (const torn of ['', LINES[100]?.slice(0, 40) ?? '']) {
      const read = readRound(write(file(killed) + torn));
      equal(read.checks.length, 99);
      equal(read.footer, null);
      const matrix = buildMatrix({ ...round, ...read });
      equal(matrix.cutShort, true);
      equal(matrix.checks.length, round.plan.checks.length);
    }
  });
  it('keeps a last line that lacks only its newline', () => {
    equal(readRound(write(LINES.join('\n'))).footer?.checks, round.checks.length);
  });
});

describe('a round folder is refused, with file and line,', () => {
  it('when a file is missing or no JSON', () => {
    refuses(join(tmpdir(), 'tamga-nowhere'), /plan\.json: cannot be read/);
    refuses(write(file(LINES), '{'), /plan\.json:1: is not JSON/);
    refuses(write(''), /checks\.ndjson:1: the first line is not the header/);
    refuses(
      write(file([...LINES.slice(0, 2), '{"half":', ...LINES.slice(2)])),
      /checks\.ndjson:3: is not JSON/,
    );
  });
  it('when a line does not match the schema', () => {
    const [first] = round.checks;
    const line = (over: object) => file([LINES[0] ?? '', JSON.stringify({ ...first, ...over })]);
    refuses(write(line({ extra: 1 })), /checks\.ndjson:2: .*additional properties \(extra\)/);
    refuses(write(line({ claimed: 'yes' })), /checks\.ndjson:2: \/claimed must be boolean/);
    refuses(
      write(line({ answers: [{ kind: 'verdict', said: 'fine', subIndication: null }] })),
      /checks\.ndjson:2: \/answers\/0/,
    );
    refuses(write(file(LINES), { ...round.plan, extra: 1 }), /plan\.json: .*\(extra\)/);
  });
  it('when plan and checks are of two rounds', () => {
    for (const [field, value] of [
      ['seed', 'other'],
      ['instant', '2026-01-01T00:00:00Z'],
      ['suiteDigest', '0'.repeat(64)],
    ] as const) {
      const header = JSON.stringify({ ...round.header, [field]: value });
      refuses(
        write(file([header, ...LINES.slice(1)])),
        new RegExp(`checks\\.ndjson:1: .*differ in ${field}`),
      );
    }
  });
  it('when a check is unplanned, double, misnamed, or not where it belongs', () => {
    const [head = '', one = ''] = LINES;
    const strange = { ...round.plan, checks: round.plan.checks.slice(1) };
    refuses(write(file([head, one]), strange), /checks\.ndjson:2: check .* is not in plan\.json/);
    refuses(write(file([head, one, one])), /checks\.ndjson:3: .*stands there twice/);
    refuses(write(file([head, head, one])), /checks\.ndjson:2: a header stands among the checks/);
    const renamed = JSON.stringify({ ...round.checks[0], case: 'content' });
    refuses(write(file([head, renamed])), /checks\.ndjson:2: .*does not carry the id/);
    refuses(
      write(file(LINES), { ...round.plan, checks: [...round.plan.checks, round.plan.checks[0]] }),
      /planned twice/,
    );
  });
  it('when the footer counts otherwise', () => {
    refuses(write(file([LINES[0] ?? '', LINES.at(-1) ?? ''])), /checks\.ndjson:2: the footer counts/);
  });
  it('when a state has no profile digest', () => {
    refuses(write(file(LINES), { ...round.plan, profileDigests: {} }), /no profile digest for/);
  });
});

describe('the published schemas', () => {
  it('know the words of the model, all of them and no other', () => {
    const names = ['plan', 'checks', 'matrix'] as const;
    const text = JSON.stringify(names.map(readSchema));
    const steps = [PROBE_STEPS, PROBE_OUTCOMES];
    for (const words of [OUTCOMES, OWNERS, RESULTS, FORMATS, LEVELS, PACKAGINGS, SUB_INDICATIONS, ...steps]) {
      equal(text.includes(`{"enum":${JSON.stringify(words)}}`), true, words.join());
    }
  });
});

import { deepEqual, equal, throws } from 'node:assert/strict';
import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import type { CheckFacts } from '../model/check';
import type { ChecksFooter, ChecksHeader } from '../model/plan';
import { openJournal } from './journal';

const HEADER: ChecksHeader = {
  kind: 'header',
  schema: 'tamga/checks/1',
  planDigest: 'p1',
  seed: 's',
  instant: '2026-09-01T12:00:00Z',
  suiteDigest: 'd',
  profileDigests: {},
  startedAt: '2026-09-01T12:00:00.000Z',
};
const FOOTER: ChecksFooter = {
  kind: 'footer',
  checks: 1,
  finishedAt: '2026-09-01T12:00:01.000Z',
  wallMs: 1000,
};

function facts(id: string): CheckFacts {
  return {
    id,
    case: 'good',
    signer: 'KZ',
    verifier: 'TR',
    format: 'CAdES',
    level: 'B-T',
    packaging: 'attached',
    suite: 'ecdsa-p256-sha256',
    claimed: true,
    artefact: null,
    unsigned: null,
    asVerifier: null,
    answers: [],
    evidence: [],
    clock: { askedAt: '2026-09-01T12:00:00.000Z', durationMs: 1 },
  };
}

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tamga-journal-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const path = () => join(folder, 'checks.ndjson');
const lines = () => readFileSync(path(), 'utf8').trimEnd().split('\n');

test('writes header, facts, footer, one line each', () => {
  const journal = openJournal(path(), HEADER);
  journal.note(facts('a'));
  journal.close(FOOTER);
  deepEqual(
    lines().map((line) => JSON.parse(line).kind ?? JSON.parse(line).id),
    ['header', 'a', 'footer'],
  );
});

test('a killed run is resumed: whole lines are kept, a torn one is cut off', () => {
  openJournal(path(), HEADER).note(facts('a'));
  appendFileSync(path(), '{"id":"b","answ');
  const journal = openJournal(path(), HEADER);
  deepEqual([...journal.resumed.keys()], ['a']);
  journal.note(facts('b'));
  journal.close(FOOTER);
  equal(lines().length, 4);
});

test('a finished run, or one of another plan, begins anew', () => {
  const first = openJournal(path(), HEADER);
  first.note(facts('a'));
  first.close(FOOTER);
  equal(openJournal(path(), HEADER).resumed.size, 0);
  openJournal(path(), HEADER).note(facts('a'));
  equal(openJournal(path(), { ...HEADER, planDigest: 'p2' }).resumed.size, 0);
});

test('a folder that cannot be written is told with its remedy', () => {
  throws(() => openJournal(join(folder, 'no', 'such', 'checks.ndjson'), HEADER), {
    code: 'TAMGA-E-OUT-DIR',
    hint: 'Name a folder that you may write with --out.',
  });
});

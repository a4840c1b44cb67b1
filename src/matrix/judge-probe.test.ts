/** The honesty probe judged: what each answer means, who gets no cells, what is shown and what the round ends with. */
import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { Ajv } from 'ajv';
import type { Answer } from '../model/answer';
import type { CheckFacts } from '../model/check';
import type { Matrix } from '../model/matrix';
import type { ProbeAnswer, ProbeFacts, ProbeStep } from '../model/probe';
import type { EvidenceClass, Profile } from '../model/profile';
import { badge } from './badge';
import { buildMatrix } from './build';
import { exitOf } from './exit';
import { judgeProbe } from './judge-probe';
import { renderPage } from './page/page';
import { readRound, readSchema } from './read-round';
import { renderTerminal } from './terminal';
import { answered, digestOf, factsOf, INSTANT, planOf, question, roundOf } from './testing-round';
import { STATES, testProfile } from './testing-states';

const passed = answered('passed');
const failed = answered('failed', 'HASH_FAILURE');
const HONEST: readonly (readonly [ProbeStep, Answer])[] = [
  ['random-bytes', { kind: 'refused-input', reason: 'no signature' }],
  ['known-good', passed],
  ['value-changed', answered('failed', 'SIG_CRYPTO_FAILURE')],
  ['content-changed', failed],
];

function stepOf([step, answer]: readonly [ProbeStep, Answer]): ProbeAnswer {
  return {
    step,
    artefact: digestOf(step),
    contentSha256: null,
    answers: [answer],
    evidence: [digestOf(`${step} evidence`)],
  };
}

/** An honest probe, up to the step that is answered otherwise. */
function probe(step?: ProbeStep, answer: Answer = passed, over: Partial<ProbeFacts> = {}): ProbeFacts {
  const at = HONEST.findIndex(([name]) => name === step);
  const rows = step === undefined ? HONEST : [...HONEST.slice(0, at), [step, answer] as const];
  return {
    kind: 'probe',
    verifier: 'AZ',
    endpoint: 'verify',
    material: 'own',
    lacking: null,
    product: { format: 'CAdES', level: 'B-T', packaging: 'attached', suite: 'rsa-pkcs1-sha256' },
    steps: rows.map(stepOf),
    clock: { askedAt: INSTANT, durationMs: 7 },
    ...over,
  };
}

const SILENT: Answer = { kind: 'silent', cause: 'timeout', reason: 'no reply within 1000 ms' };
const NOTHING = probe('random-bytes', failed, {
  material: null,
  product: null,
  lacking: 'it brings no kit and signs nothing.',
});

function judged(facts: ProbeFacts, evidenceClass: EvidenceClass = 'self-tested') {
  const { outcome, step, owner, admitted } = judgeProbe(facts, { evidenceClass });
  return [outcome, step, owner, admitted];
}

describe('the honesty probe', () => {
  it('says whose the known-good file was', () => {
    for (const [material, words] of [
      ['kit', /accepts the known-good file of its kit,/],
      ['own', /accepts a signature of its own,/],
      ['forge', /accepts a signature that the sandbox made with its keys,/],
    ] as const) {
      match(
        judgeProbe(probe(undefined, passed, { material }), { evidenceClass: 'simulated' }).because,
        words,
      );
    }
  });
  it('is passed by whoever refuses random bytes and both changed files, and accepts the known-good one', () => {
    deepEqual(judged(probe()), ['honest', null, 'none', true]);
    deepEqual(judged(probe('value-changed', answered('not-passed'))), ['honest', null, 'none', true]);
    deepEqual(judged(probe('content-changed', answered('indeterminate'))), ['honest', null, 'none', true]);
  });
  it('is failed by whoever accepts what must not pass, and that is the verifier’s own doing', () => {
    for (const step of ['random-bytes', 'value-changed', 'content-changed'] as const) {
      for (const evidence of ['simulated', 'self-tested', 'witnessed'] as const)
        deepEqual(judged(probe(step, passed), evidence), ['failed', step, 'verifier', false]);
    }
  });
  it('is failed by whoever refuses its own known-good file, and nobody is named for it', () => {
    const refusals: readonly Answer[] = [
      failed,
      answered('not-passed'),
      { kind: 'unsupported', reason: 'no' },
      { kind: 'refused-input', reason: 'no' },
    ];
    for (const answer of refusals)
      deepEqual(judged(probe('known-good', answer)), ['failed', 'known-good', 'undetermined', false]);
  });
  it('stays open where nobody answers or nothing is known to be good: a real endpoint gets no cells, a reference state keeps them', () => {
    for (const step of ['random-bytes', 'known-good', 'value-changed', 'content-changed'] as const) {
      deepEqual(judged(probe(step, SILENT)), ['unanswered', step, 'network', false]);
      deepEqual(judged(probe(step, SILENT), 'simulated'), ['unanswered', step, 'network', true]);
    }
    deepEqual(judged(NOTHING), ['not-possible', null, 'undetermined', false]);
    deepEqual(judged(NOTHING, 'simulated'), ['not-possible', null, 'undetermined', true]);
  });
  it('judges random bytes also where nothing is known to be good', () => {
    deepEqual(judged({ ...NOTHING, steps: [stepOf(['random-bytes', passed])] }), [
      'failed',
      'random-bytes',
      'verifier',
      false,
    ]);
  });
  it('looks at the last attempt alone, and keeps the evidence of the step that settled it', () => {
    const slow = probe('known-good', passed, {
      steps: HONEST.map(stepOf).map((one) => ({ ...one, answers: [SILENT, ...one.answers] })),
    });
    equal(judgeProbe(slow, { evidenceClass: 'witnessed' }).outcome, 'honest');
    deepEqual(judgeProbe(probe('value-changed', passed), { evidenceClass: 'witnessed' }).evidence, [
      digestOf('value-changed evidence'),
    ]);
  });
});

const good = (pair: string): CheckFacts => factsOf(question(pair, 'good'), passed);
const ROUND: readonly CheckFacts[] = [good('TR-TR'), good('KG-TR'), good('TR-AZ'), good('KG-AZ')];
/** As the round writes them: planned, and not asked. */
const unasked = (facts: CheckFacts): CheckFacts =>
  facts.verifier === 'AZ' ? { ...facts, artefact: null, asVerifier: null, answers: [], evidence: [] } : facts;

function matrixWith(facts: ProbeFacts, evidenceClass: EvidenceClass = 'self-tested'): Matrix {
  const profiles: readonly Profile[] = STATES.map(({ code }) =>
    code === 'AZ' ? { ...testProfile(code), evidenceClass } : testProfile(code),
  );
  const others = probe(undefined, passed, { verifier: 'TR' });
  return buildMatrix(roundOf(ROUND.map(unasked), { profiles, probes: [others, facts] }));
}

describe('an endpoint that did not pass the probe', () => {
  it('gets no cells: its column is not run, with the reason, and nobody else is touched', () => {
    const matrix = matrixWith(probe('value-changed', passed));
    for (const check of matrix.checks.filter(({ verifier }) => verifier === 'AZ')) {
      deepEqual([check.outcome, check.owner], ['not-run', 'verifier']);
      match(
        check.because,
        /^Not asked\. AZ failed the honesty probe: .*one byte of the signature value changed\.$/,
      );
    }
    deepEqual(
      matrix.cells.map(({ signer, verifier, result }) => [signer, verifier, result]),
      [
        ['KG', 'AZ', 'not-run'],
        ['KG', 'TR', 'works'],
        ['TR', 'AZ', 'not-run'],
        ['TR', 'TR', 'domestic'],
      ],
    );
  });
  it('decides the exit code: unsafe, unexpected or incomplete', () => {
    equal(exitOf(matrixWith(probe('random-bytes', passed))), 21);
    equal(exitOf(matrixWith(probe('content-changed', passed), 'simulated')), 21);
    equal(exitOf(matrixWith(probe('known-good', failed))), 20);
    equal(exitOf(matrixWith(probe('known-good', SILENT))), 22);
    equal(exitOf(matrixWith(NOTHING)), 22);
    equal(exitOf({ ...matrixWith(NOTHING), checks: [] }), 22);
    equal(exitOf(buildMatrix(roundOf(ROUND, { probes: [probe()] }))), 0);
  });
  it('is told on the page and on the console with the reason; whoever passed is only counted', () => {
    const matrix = matrixWith(probe('random-bytes', passed));
    const page = renderPage(matrix);
    match(page, /Not every verifier passed the honesty probe/);
    match(page, /data-column-of="AZ"[^\n]*probe failed/);
    ok(
      !/data-column-of="TR"[^\n]*?probe failed[^\n]*?data-column-of/.test(
        page.slice(page.indexOf('data-column-of="TR"')),
      ),
    );
    const console = renderTerminal(matrix, { colour: false });
    match(console, /honesty probe: 1 of 2 passed/);
    match(console, /FAILED: AZ failed the honesty probe: it accepts random bytes as a\s+signature/);
    match(console, /exit 21/);
    match(badge(matrix), /honesty probe failed: 1/);
    const calm = buildMatrix(roundOf(ROUND, { probes: [probe()] }));
    ok(!renderPage(calm).includes('Not every verifier'));
    match(renderPage(calm), /passed the honesty probe/);
    ok(!renderTerminal(buildMatrix(roundOf(ROUND)), { colour: false }).includes('probe'));
  });
  it('of two endpoints of one state only its own checks are not run', () => {
    const az = testProfile('AZ');
    const facts = ROUND.map(unasked).find(({ id }) => id.startsWith('TR-AZ'));
    ok(az.endpoints.verify && facts);
    const { format, level, packaging, suite } = facts;
    const further: Profile = {
      ...az,
      evidenceClass: 'self-tested',
      endpoints: { ...az.endpoints, further: { other: { ...az.endpoints.verify, role: 'verify' } } },
      claims: [
        {
          role: 'verify',
          format,
          levels: [level],
          packagings: [packaging],
          suites: [suite],
          endpoint: 'other',
        },
      ],
    };
    const profiles = STATES.map(({ code }) => (code === 'AZ' ? further : testProfile(code)));
    const checks = ROUND.map((one) => (one.id === facts.id ? facts : one));
    const { checks: after } = buildMatrix(
      roundOf(checks, { profiles, probes: [probe(), probe('random-bytes', passed, { endpoint: 'other' })] }),
    );
    deepEqual(
      after.filter(({ verifier }) => verifier === 'AZ').map(({ signer, outcome }) => [signer, outcome]),
      [
        ['KG', 'as-expected'],
        ['TR', 'not-run'],
      ],
    );
  });
});

describe('what nobody brings', () => {
  const facts = unasked(good('TR-AZ'));
  const round = roundOf([good('TR-TR'), facts]);
  const because = 'TR brings no file of case good.';
  const plan = {
    ...planOf([good('TR-TR'), facts]),
    checks: planOf([good('TR-TR'), facts]).checks.map((one) =>
      one.verifier === 'AZ' ? { ...one, unavailable: because } : one,
    ),
  };
  const matrix = buildMatrix({ ...round, plan });
  it('is not available: shown with its reason, outside n and m, nobody’s move, exit 0', () => {
    const check = matrix.checks.find(({ verifier }) => verifier === 'AZ');
    deepEqual([check?.outcome, check?.owner, check?.because], ['not-available', 'none', because]);
    const cell = matrix.cells.find(({ verifier }) => verifier === 'AZ');
    deepEqual(
      [cell?.result, cell?.counts.applicable, cell?.counts.planned, cell?.owners],
      ['not-available', 0, 1, []],
    );
    equal(exitOf(matrix), 0);
    match(renderPage(matrix), /data-pair="TR-AZ" data-result="not-available"/);
    match(renderTerminal(matrix, { colour: false }), /◌ not available/);
  });
});

describe('files with probes', () => {
  const folders: string[] = [];
  after(() => {
    for (const folder of folders) rmSync(folder, { recursive: true });
  });
  const round = roundOf(ROUND);
  const write = (probes: readonly unknown[]): string => {
    const folder = mkdtempSync(join(tmpdir(), 'tamga-probe-'));
    folders.push(folder);
    writeFileSync(join(folder, 'plan.json'), JSON.stringify(round.plan));
    const lines = [round.header, ...probes, ...round.checks, round.footer];
    writeFileSync(join(folder, 'checks.ndjson'), `${lines.map((line) => JSON.stringify(line)).join('\n')}\n`);
    return folder;
  };
  it('are read back, and matrix.json with them matches its schema', () => {
    const probes = [probe(), probe('known-good', SILENT, { verifier: 'TR' }), { ...NOTHING, verifier: 'KG' }];
    deepEqual(readRound(write(probes)).probes, probes);
    const validate = new Ajv({ strict: true }).compile(readSchema('matrix'));
    ok(
      validate(JSON.parse(JSON.stringify(matrixWith(probe('known-good', failed))))),
      JSON.stringify(validate.errors),
    );
  });
  it('are refused when a probe stands there twice, is of a stranger, or does not match the schema', () => {
    const refuses = (probes: readonly unknown[], message: RegExp): void => {
      try {
        readRound(write(probes));
      } catch (error) {
        match(String(error), message);
        return;
      }
      throw new Error('it was read');
    };
    refuses([probe(), probe()], /the probe of AZ verify stands there twice/);
    refuses([probe(undefined, passed, { verifier: 'XX' })], /no profile digest for XX/);
    refuses([{ ...probe(), said: 'honest' }], /said/);
  });
});

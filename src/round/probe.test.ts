/** The honesty probe against endpoints that lie and endpoints that do not. */
import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { createAllowances } from '../exchange/allowance';
import { createGate } from '../exchange/ask';
import { NO_LEDGER } from '../exchange/ledger';
import { type Store, sha256Hex } from '../exchange/store';
import { type ForgedState, rootsOf } from '../forge/forged';
import { judgeProbe } from '../matrix/judge-probe';
import { packageRoot } from '../model/package-root';
import type { ProbeFacts } from '../model/probe';
import type { Endpoint, Profile, StateCode } from '../model/profile';
import { createFetcher } from '../net/fetch-url';
import { createMaterialSource } from '../referee/gather';
import { loadCases } from '../roster/cases';
import { type RunningStates, startStates } from '../sandbox/states';
import { type Fault, startFaultServer, startTestServer } from '../testing/fault-server';
import { SANDBOX_ORDER } from '../testing/sandbox-profiles';
import { createAdmission } from './admission';
import { createAsker } from './asker';
import { systemClock } from './clock';
import { type Courts, createCourts } from './courts';
import { createDoors } from './doors';
import type { Kits } from './kit';
import { createMint } from './mint';
import { createProber } from './probe';
import { LIAR, PROFILES, SUITE, stateOf } from './testing-probe';

const { seed, instant } = SANDBOX_ORDER;
const CASES = new Map(loadCases(`${packageRoot()}/vectors`).map((one) => [one.id, one]));

let states: RunningStates;
let courts: Courts;
const closing: (() => void | Promise<void>)[] = [];
before(async () => {
  states = await startStates({ ...SANDBOX_ORDER, profiles: PROFILES, roster: PROFILES });
  const fetcher = createFetcher({ hosts: hostsNow(), timeoutMs: 10_000, reach: 'sandbox' });
  courts = createCourts({
    profiles: PROFILES,
    anchorsOf: (code) => rootsOf(stateOf(code)),
    source: createMaterialSource(fetcher.fetchBytes),
    instant,
  });
  closing.push(
    () => fetcher.close(),
    () => states.close(),
  );
});
after(async () => {
  for (const close of closing.reverse()) await close();
});

function hostsNow(): ReadonlyMap<string, number> {
  return new Map(Object.entries(states.ports));
}

/** The liar's profile with other parts. */
function liar(over: Partial<Profile> = {}, verify: Partial<Endpoint> = {}): Profile {
  const usual = PROFILES.find(({ code }) => code === LIAR);
  ok(usual?.endpoints.verify);
  return {
    ...usual,
    endpoints: { ...usual.endpoints, verify: { ...usual.endpoints.verify, ...verify } },
    ...over,
  };
}

/** Served as `served`, and probed as `profile` describes it. */
async function probed(
  served: Profile,
  profile: Profile = served,
  kits: Kits = new Map(),
): Promise<ProbeFacts> {
  const server = await states.serve(served);
  const hosts = new Map([...hostsNow(), [LIAR.toLowerCase(), server.port] as const]);
  const profiles = PROFILES.map((one) => (one.code === LIAR ? profile : one));
  const store = inMemory();
  const allowances = createAllowances({ clock: systemClock, ledger: NO_LEDGER });
  const doors = createDoors({ profiles, hosts, store, clock: systemClock, allowances, folder: '.', stateOf });
  const gate = createGate();
  const byCode = new Map(profiles.map((one) => [one.code, one]));
  const foreignTo = (code: StateCode): ForgedState => stateOf(code === 'KG' ? LIAR : 'KG');
  const mint = createMint({
    gate,
    doors,
    store,
    courts,
    cases: CASES,
    profiles: byCode,
    kits,
    stateOf,
    foreignTo,
    instant,
  });
  const asker = createAsker({ gate, doors, instant });
  const prober = createProber({ asker, courts, mint, kits, store, seed, planned: [] });
  try {
    const facts = await prober.probe(profile, 'verify');
    for (const { artefact } of facts.steps) ok(store.get(artefact), 'what was asked is kept');
    return facts;
  } finally {
    doors.close();
    server.close();
  }
}

function inMemory(): Store {
  const kept = new Map<string, Uint8Array>();
  return {
    put(bytes) {
      kept.set(sha256Hex(bytes), bytes);
      return sha256Hex(bytes);
    },
    get: (digest) => kept.get(digest),
  };
}

const behaving = (behaviour: string): Profile => liar({}, { options: { behaviour } });
const found = (facts: ProbeFacts): readonly (string | null)[] => {
  const { outcome, step, owner } = judgeProbe(facts, { evidenceClass: 'self-tested' });
  return [outcome, step, owner];
};

describe('the honesty probe', () => {
  it('is passed by an honest endpoint, with the same bytes every time', async () => {
    const [one, two] = [await probed(liar()), await probed(liar())];
    deepEqual(found(one), ['honest', null, 'none']);
    deepEqual(
      one.steps.map(({ step, artefact }) => [step, artefact]),
      two.steps.map(({ step, artefact }) => [step, artefact]),
    );
    deepEqual(
      one.steps.map(({ step }) => step),
      ['random-bytes', 'known-good', 'value-changed', 'content-changed'],
    );
    equal(new Set(one.steps.map(({ artefact }) => artefact)).size, 4);
  });

  /** What each of these liars is found by. */
  const LIARS = {
    'always-valid': ['failed', 'value-changed', 'verifier'],
    'no-mathematics': ['failed', 'value-changed', 'verifier'],
    'digest-only': ['failed', 'value-changed', 'verifier'],
    'value-only': ['failed', 'content-changed', 'verifier'],
    'always-invalid': ['failed', 'known-good', 'undetermined'],
    'html-200': ['unanswered', 'random-bytes', 'network'],
  } as const;
  for (const [behaviour, expected] of Object.entries(LIARS)) {
    it(`finds ${behaviour}`, async () => deepEqual(found(await probed(behaving(behaviour))), expected));
  }

  it('finds an endpoint that says valid whatever comes in', async () => {
    const server = await startTestServer((request, response) => {
      request.resume();
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(
        JSON.stringify({
          SimpleReport: {
            signatureOrTimestampOrEvidenceRecord: [{ Signature: { Indication: 'TOTAL_PASSED', Id: 'S' } }],
          },
        }),
      );
    });
    closing.push(() => server.close());
    const facts = await probed(liar(), liar({}, { url: server.url }));
    deepEqual(found(facts), ['failed', 'random-bytes', 'verifier']);
    deepEqual(
      facts.steps.map(({ step }) => step),
      ['random-bytes'],
      'whoever has settled the matter is asked nothing more',
    );
  });

  it('says why where nothing is known to be good, and still asks about random bytes', async () => {
    const { sign: _, ...verifying } = liar().endpoints;
    const claims = liar().claims.filter(({ role }) => role === 'verify');
    const mute = liar({ endpoints: verifying, claims, evidenceClass: 'self-tested' });
    const facts = await probed(liar(), mute);
    deepEqual(found(facts), ['not-possible', null, 'undetermined']);
    match(facts.lacking ?? '', /brings no known-good file in a kit, and signs nothing/);
    deepEqual(
      facts.steps.map(({ step }) => step),
      ['random-bytes'],
    );
  });

  it('takes no wrong signature for a known-good file: a broken signer accuses no verifier', async () => {
    const usual = liar().endpoints.sign;
    ok(usual !== undefined);
    const broken = liar({
      endpoints: { ...liar().endpoints, sign: { ...usual, options: { behaviour: 'always-broken-value' } } },
    });
    const facts = await probed(broken, { ...broken, evidenceClass: 'self-tested' });
    deepEqual(found(facts), ['not-possible', null, 'undetermined']);
    match(facts.lacking ?? '', /by the referee a signature of its own is not right/);
  });

  it('accuses nobody who declares that it does not accept its own anchors', async () => {
    const modest = liar({ trust: { publishes: [{ from: 'sandbox' }], accepts: ['KG'] } });
    equal(found(await probed(modest))[0], 'not-possible');
  });

  it('of an endpoint that breaks stays open, with the reason', async () => {
    for (const fault of ['half-json', 'no-headers'] as const satisfies readonly Fault[]) {
      const server = await startFaultServer(fault);
      closing.push(() => server.close());
      const facts = await probed(liar(), liar({}, { url: server.url, timeoutMs: 300 }));
      equal(found(facts)[0], 'unanswered', fault);
    }
  });

  it('is asked once, however many wait for it, and not again in a resumed round', async () => {
    let asked = 0;
    const noted: unknown[] = [];
    const facts = await probed(liar());
    const prober = {
      async probe() {
        asked += 1;
        return facts;
      },
    };
    const open = (probes: readonly ProbeFacts[], signal = new AbortController().signal) =>
      createAdmission({
        prober,
        profiles: PROFILES,
        journal: { probes, note: (line) => noted.push(line) },
        signal,
      });
    const question = {
      case: 'good',
      signer: 'KG',
      verifier: LIAR,
      format: 'CAdES',
      level: 'B-B',
      packaging: 'attached',
      suite: SUITE,
    } as const;
    const admission = open([]);
    await Promise.all([
      admission.of(question),
      admission.of({ ...question, case: 'revoked' }),
      admission.ofState(LIAR),
    ]);
    deepEqual([asked, noted.length, admission.finished().length], [1, 1, 1]);
    equal((await open([facts]).of(question)).outcome, 'honest');
    deepEqual([asked, noted.length], [1, 1]);
    await open([], AbortSignal.abort()).of(question);
    deepEqual([asked, noted.length], [2, 1], 'a stopped round notes nothing');
  });
});

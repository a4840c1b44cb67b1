/** Every driver against its twin in the sandbox: what it signs it takes, what is no signature it does not. */
import { equal, match, ok } from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { createAllowances } from '../exchange/allowance';
import { type Asked, createGate, type Door } from '../exchange/ask';
import { NO_LEDGER } from '../exchange/ledger';
import { mintState } from '../forge/pki';
import type { Answer, SignAnswer } from '../model/answer';
import type { Product } from '../model/claim';
import type { Profile, StateCode } from '../model/profile';
import { systemClock } from '../round/clock';
import { createDoors, type Doors } from '../round/doors';
import { startStates } from '../sandbox/states';
import { DOCUMENT } from '../testing/sandbox-client';
import { SANDBOX_ORDER, SANDBOX_PROFILES } from '../testing/sandbox-profiles';
import type { DriverSample, TwinSample } from './testing-contract';
import { SAMPLES } from './testing-samples';

const NAME = 'contract.txt';

for (const sample of SAMPLES) {
  const { twin } = sample;
  if ('cannot' in twin) test(`${sample.dialect} in the sandbox`, { skip: twin.cannot }, () => undefined);
  else describe(`${sample.dialect} in the sandbox`, () => twinSuite(sample, twin));
}

function twinSuite(sample: DriverSample, twin: TwinSample): void {
  const gate = createGate();
  const { profile } = twin;
  const signer = twin.signer ?? profile.code;
  let open: Opened;
  before(async () => {
    open = await openTwin([profile, ...(twin.others ?? [])]);
  });
  after(() => open.close());

  const product = (): Product => productOf(open.profiles, signer);
  const sign = (): Promise<Asked<SignAnswer>> =>
    gate.sign(open.doors.of(signer, 'sign', product()), {
      ...product(),
      document: DOCUMENT,
      documentName: NAME,
      signingTime: SANDBOX_ORDER.instant,
    });
  const verify = (signature: Uint8Array, document = DOCUMENT): Promise<Asked<Answer>> => {
    const { format, level, packaging } = product();
    const detached = packaging === 'detached';
    return gate.verify(open.doors.of(profile.code, 'verify', product()), {
      signature,
      signatureName: `${NAME}.${detached ? 'p7s' : 'p7m'}`,
      content: detached ? { bytes: document, name: NAME } : null,
      format,
      level,
      packaging,
      validationTime: SANDBOX_ORDER.instant,
    });
  };

  test('the canary answers in every role', async () => {
    for (const role of ['sign', 'verify'] as const) {
      if (profile.endpoints[role]?.dialect !== sample.dialect) continue;
      const door: Door = open.doors.of(profile.code, role, product());
      equal(await door.driver.canary(door.open([])), true, role);
    }
  });

  test('what is signed is taken, and not when one byte is changed', async (t) => {
    const signed = (await sign()).answers.at(-1);
    ok(signed?.kind === 'signed', JSON.stringify(signed));
    if (profile.endpoints.verify === undefined) return t.skip('it does not verify');
    const passed = (await verify(signed.signature)).answers.at(-1);
    ok(passed?.kind === 'verdict' && passed.said === 'passed', JSON.stringify(passed));

    const changed = Buffer.from(signed.signature);
    const last = changed.length - 1;
    changed.writeUInt8(changed.readUInt8(last) ^ 1, last);
    const answer = (await verify(changed)).answers.at(-1);
    ok(
      answer !== undefined && answer.kind !== 'silent' && answer.kind !== 'unsupported',
      JSON.stringify(answer),
    );
    ok(answer.kind !== 'verdict' || answer.said !== 'passed');
  });

  test('bytes that are no signature', async (t) => {
    if (profile.endpoints.verify?.dialect !== sample.dialect) return t.skip('it does not verify');
    const answer = (await verify(Buffer.from('no signature at all'))).answers.at(-1);
    ok(answer !== undefined);
    if (twin.garbage === 'refused-input') equal(answer.kind, 'refused-input', JSON.stringify(answer));
    else ok(answer.kind === 'verdict' && answer.said !== 'passed', JSON.stringify(answer));
  });

  test('a product outside the dialect', async (t) => {
    for (const role of ['sign', 'verify'] as const) {
      const question = sample[role]?.unsupported;
      if (question === undefined || 'cannot' in question || profile.endpoints[role] === undefined) continue;
      const door = open.doors.of(profile.code, role, product());
      const asked =
        'document' in question ? await gate.sign(door, question) : await gate.verify(door, question);
      const answer = asked.answers.at(-1);
      ok(answer?.kind === 'unsupported', JSON.stringify(answer));
      match(answer.reason, new RegExp(sample.dialect));
      t.diagnostic(`${role}: ${answer.reason}`);
    }
  });
}

interface Opened {
  readonly profiles: readonly Profile[];
  readonly doors: Doors;
  close(): void;
}

/** The states of the sandbox's own tests, with the twin and its helpers in the place of those of the same code. */
async function openTwin(given: readonly Profile[]): Promise<Opened> {
  const codes = new Set(given.map(({ code }) => code));
  const roster = [...SANDBOX_PROFILES.filter(({ code }) => !codes.has(code)), ...given];
  const states = await startStates({
    ...SANDBOX_ORDER,
    profiles: given,
    roster: roster.map(({ code, certificateProfile }) => ({ code, certificateProfile })),
  });
  const doors = createDoors({
    profiles: given,
    hosts: new Map(Object.entries(states.ports)),
    store: { put: () => '', get: () => undefined },
    clock: systemClock,
    allowances: createAllowances({ clock: systemClock, ledger: NO_LEDGER }),
    folder: '.',
    stateOf(code) {
      const own = given.find((one) => one.code === code);
      ok(own !== undefined, code);
      return mintState(SANDBOX_ORDER.seed, new Date(SANDBOX_ORDER.instant), code, own.certificateProfile);
    },
  });
  return {
    profiles: given,
    doors,
    close() {
      doors.close();
      states.close();
    },
  };
}

/** The first that the signer claims. */
function productOf(profiles: readonly Profile[], code: StateCode): Product {
  const claim = profiles.find((one) => one.code === code)?.claims.find(({ role }) => role === 'sign');
  const [level] = claim?.levels ?? [];
  const [packaging] = claim?.packagings ?? [];
  const [suite] = claim?.suites ?? [];
  ok(claim !== undefined && level !== undefined && packaging !== undefined && suite !== undefined, code);
  return { format: claim.format, level, packaging, suite };
}

/**
 * Mints the simulated states, opens one server for each and lets them find each other.
 *
 * @module
 */
import { decodeBase64 } from '../encoding/base64';
import { type ForgedState, rootsOf } from '../forge/forged';
import { mintState } from '../forge/pki';
import { TamgaError } from '../model/error';
import type { Profile, StateCode } from '../model/profile';
import { createFetcher } from '../net/fetch-url';
import { createMaterialSource } from '../referee/gather';
import { startReferee } from '../referee/validate';
import { behaviourOf } from './behaviours';
import { servicesOf } from './dialects';
import { createJudge } from './judge';
import type { SandboxOrder } from './messages';
import { type Server, startServer } from './server';
import { createSigner } from './signer';

export interface RunningStates {
  /** By lower-case code. */
  readonly ports: Readonly<Record<string, number>>;
  /** One more server of one of the states, as another profile of it describes its endpoints. */
  serve(profile: Profile): Promise<Server>;
  close(): void;
}

/** For one CRL, certificate, OCSP answer or time-stamp on this machine. */
const FETCH_TIMEOUT_MS = 10_000;

export async function startStates(order: SandboxOrder): Promise<RunningStates> {
  await startReferee();
  const instant = new Date(order.instant);
  const forged = minter(order, instant);
  const anchorsOf = anchors(order, forged);
  // Filled when all servers listen; certificates only name hosts, so nobody needs a port before.
  const hosts = new Map<string, number>();
  const fetcher = createFetcher({ hosts, timeoutMs: FETCH_TIMEOUT_MS, reach: 'sandbox', maxSockets: 16 });
  const source = createMaterialSource(fetcher.fetchBytes);
  const servers: Server[] = [];
  const close = () => {
    for (const server of servers) server.close();
    fetcher.close();
  };
  const serve = (profile: Profile, port = 0): Promise<Server> => {
    const state = forged(profile.code);
    const honest = createSigner(profile, state, fetcher);
    const services = servicesOf({
      profile,
      forged: state,
      signer: behaviourOf(profile.endpoints.sign, 'sign')?.signs?.(honest, state) ?? honest,
      judge: createJudge({ profile, instant, source, anchors: profile.trust.accepts.flatMap(anchorsOf) }),
    });
    return listen(profile, () => startServer(services, port, order.host));
  };
  try {
    for (const profile of order.profiles) {
      const code = profile.code.toLowerCase();
      const server = await serve(profile, order.ports?.[code]);
      servers.push(server);
      hosts.set(code, server.port);
    }
  } catch (error) {
    close();
    throw error;
  }
  return { ports: Object.fromEntries(hosts), serve: (profile) => serve(profile), close };
}

async function listen(profile: Profile, start: () => Promise<Server>): Promise<Server> {
  try {
    return await start();
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new TamgaError('TAMGA-E-SANDBOX', `no server for ${profile.code}: ${why}`, {
      hint: 'Free the port, or let the sandbox choose by naming none.',
      cause,
    });
  }
}

function minter(order: SandboxOrder, instant: Date): (code: StateCode) => ForgedState {
  const certificateProfiles = new Map(
    [...order.roster, ...order.profiles].map(({ code, certificateProfile }) => [code, certificateProfile]),
  );
  const minted = new Map<StateCode, ForgedState>();
  return (code) => {
    const known = minted.get(code);
    if (known !== undefined) return known;
    const profile = certificateProfiles.get(code);
    if (profile === undefined) {
      throw new TamgaError('TAMGA-E-PROFILE-MEANING', `${code} is trusted by a profile but not enrolled`, {
        hint: `Enrolled: ${[...certificateProfiles.keys()].join(', ')}.`,
      });
    }
    const state = mintState(order.seed, instant, code, profile);
    minted.set(code, state);
    return state;
  };
}

function anchors(
  order: SandboxOrder,
  forged: (code: StateCode) => ForgedState,
): (code: StateCode) => readonly Uint8Array[] {
  const given = new Map(order.roster.map(({ code, anchors: own }) => [code, own]));
  return (code) => {
    const own = given.get(code);
    if (own === undefined) return rootsOf(forged(code));
    return own.map((text) => decodeBase64(text)).filter((der) => der !== undefined);
  };
}

/**
 * Which server speaks which dialect; nobody else lists them.
 *
 * @module
 */
import type { Role } from '../model/claim';
import { endpointsOf, isSandboxed } from '../model/endpoints';
import { TamgaError } from '../model/error';
import type { Endpoint, Profile } from '../model/profile';
import { behaviourOf } from './behaviours';
import { cdsapiService } from './cdsapi-server';
import { cscV1Service, cscV2Service } from './csc-server';
import { dssRestService } from './dss-rest-server';
import { dvcsService } from './dvcs-server';
import { eImzoService } from './e-imzo-server';
import { cliService, httpService } from './http-server';
import type { Replying } from './liars/lie';
import { mssService } from './mss-server';
import { ncanodeV2Service } from './ncanode-v2-server';
import { ncanodeV3Service } from './ncanode-v3-server';
import { pkiServices } from './pki-server';
import type { Incoming, Outgoing, Route, Service } from './server';
import { simaService } from './sima-server';
import type { SimulatedState } from './simulated-state';
import { sivaService } from './siva-server';

/** `base` is the path of the endpoint's URL, with a slash at both ends. */
type Open = (state: SimulatedState, base: string, endpoint: Endpoint) => Service;

const SERVICES: ReadonlyMap<string, Open> = new Map([
  ['cdsapi', cdsapiService],
  ['cli', cliService],
  ['csc-v1', cscV1Service],
  ['csc-v2', cscV2Service],
  ['dss-rest', dssRestService],
  ['dvcs', dvcsService],
  ['e-imzo', eImzoService],
  ['http', httpService],
  ['mss', mssService],
  ['ncanode-v2', ncanodeV2Service],
  ['ncanode-v3', ncanodeV3Service],
  ['sima-web2app', simaService],
  ['siva', sivaService],
]);

/** The PKI, and each service that an endpoint of the profile names, once. */
export function servicesOf(state: SimulatedState): readonly Service[] {
  const named = endpointsOf(state.profile).filter(({ endpoint }) => isSandboxed(endpoint));
  const services = new Map(
    named.map(({ endpoint }) => [`${endpoint.dialect} ${baseOf(endpoint)}`, endpoint]),
  );
  return [
    ...pkiServices(state),
    ...[...services.values()].map((endpoint) =>
      behaving(openOf(endpoint)(state, baseOf(endpoint), endpoint), state.profile),
    ),
  ];
}

/** On the wire an endpoint may answer otherwise than the service behind it. */
function behaving(service: Service, { endpoints }: Profile): Service {
  const replies: Readonly<Record<Role, Replying | undefined>> = {
    sign: behaviourOf(endpoints.sign, 'sign')?.replies?.(),
    verify: behaviourOf(endpoints.verify, 'verify')?.replies?.(),
  };
  const routes = service.routes.map((route): Route => {
    const reply = route.role && replies[route.role];
    if (!reply) return route;
    const honest = async (incoming: Incoming): Promise<Outgoing> => route.answer(incoming);
    return { ...route, answer: (incoming) => reply(incoming, () => honest(incoming)) };
  });
  return { ...service, routes };
}

function openOf(endpoint: Endpoint): Open {
  const open = SERVICES.get(endpoint.dialect);
  if (open !== undefined) return open;
  throw new TamgaError('TAMGA-E-PROFILE-MEANING', `the sandbox has no server for ${endpoint.dialect}`, {
    hint: `It speaks ${[...SERVICES.keys()].join(', ')}.`,
  });
}

function baseOf(endpoint: Endpoint): string {
  return new URL(endpoint.url).pathname.replace(/\/*$/, '/');
}

/**
 * What a schema cannot see of how an endpoint is reached: authorisation, TLS and budget that contradict themselves.
 *
 * @module
 */
import { endpointsOf } from '../model/endpoints';
import type { Auth, Endpoint, Profile, Tls } from '../model/profile';
import type { Found } from './found';
import { mappingFaults } from './mapping-meaning';
import type { LoadedProfile } from './meaning';
import { quoted } from './quoted';

export function wireFaults(endpoint: Endpoint, pointer: string): Found[] {
  return [
    ...authFaults(endpoint.auth, endpoint, `${pointer}/auth`),
    ...tlsFaults(endpoint, `${pointer}/tls`),
    ...timeFaults(endpoint, pointer),
    ...quietFaults(endpoint, `${pointer}/budget/quietHours`),
    ...mappingFaults(endpoint, pointer),
  ];
}

function authFaults(auth: Auth, { tls }: Endpoint, pointer: string): Found[] {
  switch (auth.scheme) {
    case 'mutual-tls':
      if (tls?.client !== undefined) return [];
      return [
        {
          pointer: `${pointer}/scheme`,
          found: '"mutual-tls" without tls.client',
          allowed: 'tls.client beside it: the certificate that authorises us',
        },
      ];
    case 'oauth2':
      if (URL.canParse(auth.tokenUrl)) return [];
      return [{ pointer: `${pointer}/tokenUrl`, found: quoted(auth.tokenUrl), allowed: 'a URL' }];
    case 'hmac':
      return [
        ...placeholderFaults(auth.canonical, CANONICAL, `${pointer}/canonical`),
        ...Object.entries(auth.headers).flatMap(([name, value]) =>
          placeholderFaults(value, [...CANONICAL, 'signature'], `${pointer}/headers/${name}`),
        ),
      ];
    default:
      return [];
  }
}

const CANONICAL: readonly string[] = [
  'method',
  'host',
  'path',
  'query',
  'target',
  'body',
  'body-sha256',
  'timestamp',
  'nonce',
];

function placeholderFaults(template: string, known: readonly string[], pointer: string): Found[] {
  return [...template.matchAll(/\{([a-z0-9-]+)\}/g)]
    .filter(([, name = '']) => !known.includes(name))
    .map(([placeholder]) => ({
      pointer,
      found: quoted(placeholder),
      allowed: known.map((name) => `{${name}}`).join(' '),
    }));
}

function tlsFaults({ url, tls }: Endpoint, pointer: string): Found[] {
  if (tls === undefined) return [];
  const plain = url.startsWith('https:')
    ? []
    : [{ pointer, found: `tls, but the URL is ${quoted(url)}`, allowed: 'an https URL, or no tls' }];
  return [...plain, ...clientFaults(tls, `${pointer}/client`)];
}

function clientFaults({ client }: Tls, pointer: string): Found[] {
  if (client === undefined) return [];
  const given = ['certificate', 'key', 'keyStore'].filter((name) => name in client);
  if (['certificate,key', 'keyStore'].includes(given.join())) return [];
  return [
    {
      pointer,
      found: given.join(' and ') || 'neither certificate nor keyStore',
      allowed: 'certificate and key in PEM, or keyStore',
    },
  ];
}

function timeFaults(endpoint: Endpoint, pointer: string): Found[] {
  const { timeoutMs } = endpoint;
  return (['connectTimeoutMs', 'firstByteTimeoutMs'] as const).flatMap((name) => {
    const part = endpoint[name];
    if (part === undefined || part <= timeoutMs) return [];
    return [
      {
        pointer: `${pointer}/${name}`,
        found: String(part),
        allowed: `at most the ${timeoutMs} of timeoutMs, which holds for the whole call`,
      },
    ];
  });
}

/** Equal ends could mean a whole day or nothing. */
function quietFaults({ budget }: Endpoint, pointer: string): Found[] {
  return (budget.quietHours ?? []).flatMap(({ from, to }, at) =>
    from === to
      ? [{ pointer: `${pointer}/${at}/to`, found: quoted(to), allowed: 'another minute than from' }]
      : [],
  );
}

/** Two profiles that spend one budget must mean the same one. */
export function sharedBudgetFaults(
  profile: Profile,
  file: string,
  others: readonly LoadedProfile[],
): Found[] {
  const all = others.flatMap((other) =>
    endpointsOf(other.profile).map((one) => ({ ...one, file: other.source.file })),
  );
  return endpointsOf(profile).flatMap(({ pointer, endpoint }) => {
    const twin = all.find(
      (other) =>
        isShared(endpoint, other.endpoint) &&
        JSON.stringify(sorted(endpoint)) !== JSON.stringify(sorted(other.endpoint)),
    );
    if (twin === undefined) return [];
    const place = `${twin.file === file ? '' : `${twin.file} `}${twin.pointer}/budget`;
    return [
      {
        pointer: `${pointer}/budget/shared`,
        found: `${quoted(endpoint.budget.shared ?? '')}, but other numbers than ${place}`,
        allowed: 'the same budget wherever the name is the same on one host',
      },
    ];
  });
}

function isShared(one: Endpoint, other: Endpoint): boolean {
  const { shared } = one.budget;
  if (shared === undefined || shared !== other.budget.shared) return false;
  return (
    URL.canParse(one.url) && URL.canParse(other.url) && new URL(one.url).origin === new URL(other.url).origin
  );
}

function sorted({ budget }: Endpoint): readonly (readonly [string, unknown])[] {
  return Object.entries(budget).sort(([a], [b]) => (a < b ? -1 : 1));
}

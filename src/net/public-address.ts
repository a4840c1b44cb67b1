/**
 * Keeps requests that a signed file caused out of the network that this machine stands in: no loopback, private or
 * link-local address, whatever name it hides behind.
 *
 * @see {@link https://www.iana.org/assignments/iana-ipv4-special-registry/ IANA special-purpose addresses}
 * @module
 */
import { type LookupAddress, lookup } from 'node:dns';
import { BlockList, isIP, type LookupFunction } from 'node:net';

/** RFC 6890 and what was added since: addresses that no public server has. */
const V4: readonly (readonly [string, number])[] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
];

/** RFC 4291 section 2.4: global unicast is 2000::/3; what in it maps, tunnels or documents is not. */
const V6: readonly (readonly [string, number])[] = [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
];

const NOT_PUBLIC = blockList(V4, V6);
const GLOBAL_UNICAST = blockList([], [['2000::', 3]]);

function blockList(
  v4: readonly (readonly [string, number])[],
  v6: readonly (readonly [string, number])[],
): BlockList {
  const list = new BlockList();
  for (const [address, prefix] of v4) list.addSubnet(address, prefix, 'ipv4');
  for (const [address, prefix] of v6) list.addSubnet(address, prefix, 'ipv6');
  return list;
}

export function isPublicAddress(address: string): boolean {
  switch (isIP(address)) {
    case 4:
      return !NOT_PUBLIC.check(address, 'ipv4');
    case 6:
      return GLOBAL_UNICAST.check(address, 'ipv6') && !NOT_PUBLIC.check(address, 'ipv6');
    default:
      return false;
  }
}

/** Of a URL: a name may stand for anything, which `publicLookup` sees; an address is what it is. */
export function isPublicHost(hostname: string): boolean {
  const address = hostname.replace(/^\[(.*)\]$/, '$1');
  if (isIP(address) !== 0) return isPublicAddress(address);
  return !/^(localhost|.*\.(localhost|local|internal))\.?$/i.test(hostname);
}

/** Resolves as the system does, and refuses a name any of whose addresses is not public (a name can change between two questions). */
export const publicLookup: LookupFunction = (hostname, options, callback) => {
  lookup(hostname, { ...options, all: true }, (error, addresses) => {
    if (error !== null) return callback(error, []);
    const inside = addresses.find(({ address }) => !isPublicAddress(address));
    if (inside !== undefined && !isOwnProxy(hostname)) return callback(refused(hostname, inside), []);
    if (options.all === true) return callback(null, addresses);
    const [first] = addresses;
    return callback(null, first?.address ?? '', first?.family);
  });
};

function refused(hostname: string, { address }: LookupAddress): NodeJS.ErrnoException {
  return Object.assign(new Error(`${hostname} is ${address}, which is not public`), { code: 'EPRIVATE' });
}

/** A proxy is named by the user and may stand inside; what it asks for us is for its own rules. */
function isOwnProxy(hostname: string): boolean {
  const { env } = process;
  return [env['http_proxy'], env['HTTP_PROXY'], env['https_proxy'], env['HTTPS_PROXY']].some(
    (proxy) => proxy !== undefined && URL.canParse(proxy) && new URL(proxy).hostname === hostname,
  );
}

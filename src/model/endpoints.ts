/**
 * Which endpoints a profile has, and which of them answers for a product.
 *
 * @module
 */
import { type Claim, claimCovers, type Product, ROLES, type Role } from './claim';
import type { Endpoint, Profile } from './profile';

export interface NamedEndpoint {
  /** `sign`, `verify`, or the name of a further endpoint. */
  readonly name: string;
  readonly role: Role;
  /** JSON pointer into the profile. */
  readonly pointer: string;
  readonly endpoint: Endpoint;
}

/** The two main ones first, then the further ones in the order of the profile. */
export function endpointsOf({ endpoints }: Pick<Profile, 'endpoints'>): readonly NamedEndpoint[] {
  const main = ROLES.flatMap((role) => {
    const endpoint = endpoints[role];
    return endpoint === undefined ? [] : [{ name: role, role, pointer: `/endpoints/${role}`, endpoint }];
  });
  const further = Object.entries(endpoints.further ?? {}).map(([name, endpoint]) => ({
    name,
    role: endpoint.role,
    pointer: `/endpoints/further/${name}`,
    endpoint,
  }));
  return [...main, ...further];
}

/** The one whose name the claim has; the main one of the role where no claim covers the product. */
export function endpointFor(profile: Profile, role: Role, product: Product): NamedEndpoint | undefined {
  const claim = profile.claims.find((one) => one.role === role && claimCovers(one, product));
  const name = claim === undefined ? role : endpointNameOf(claim);
  return endpointsOf(profile).find((one) => one.name === name && one.role === role);
}

export function endpointNameOf({ endpoint, role }: Claim): string {
  return endpoint ?? role;
}

/** Every host under `.tamga.test` is the sandbox's. */
export function isSandboxed({ url }: Endpoint): boolean {
  return new URL(url).hostname.endsWith('.tamga.test');
}

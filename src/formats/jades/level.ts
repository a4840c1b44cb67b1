/**
 * Whether a JWS is JAdES, and the level that it claims by its structure.
 *
 * @see {@link https://www.etsi.org/deliver/etsi_ts/119100_119199/11918201/ TS 119 182-1, section 6.3}
 * @module
 */
import type { JsonObject } from '../../encoding/json';
import type { Level } from '../../model/claim';
import { tryParseToken } from '../cms/time-stamp-token';
import type { Material } from '../material';
import { type Component, tokensOf } from './etsi-u';

/** TS 119 182-1 section 5.2 defines them for JAdES alone. */
const JADES_PARAMETERS: readonly string[] = [
  ...['sigT', 'x5t#o', 'sigX5ts', 'srCms', 'sigPl', 'srAts', 'adoTst', 'sigPId', 'sigD'],
];

/** From 2025 on `iat` with `x5t#S256` is all that a JAdES signature needs; neither is of JAdES alone. */
export function isJades(header: JsonObject, components: readonly Component[]): boolean {
  return (
    components.length > 0 ||
    JADES_PARAMETERS.some((name) => Object.hasOwn(header, name)) ||
    (Object.hasOwn(header, 'iat') && Object.hasOwn(header, 'x5t#S256'))
  );
}

/** `material`: all that the signature brings, `x5c` included. */
export function jadesLevel(components: readonly Component[], material: Material): Level {
  const stamped = components.some(
    ({ name, value }) =>
      name === 'sigTst' && tokensOf(value).some((token) => tryParseToken(token) !== undefined),
  );
  if (!stamped) return 'B-B';
  const revocation = material.crls.length + material.ocspResponses.length;
  if (revocation === 0 || material.certificates.length < 2) return 'B-T';
  return components.some(({ name }) => name === 'arcTst') ? 'B-LTA' : 'B-LT';
}

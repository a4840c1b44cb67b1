/**
 * Cases of the algorithm and of the key of a JWS: what the file itself says about them must not be believed.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc8725 RFC 8725}
 * @module
 */
import { createHmac } from 'node:crypto';
import type { JsonObject } from '../../../encoding/json';
import type { ProductRequest } from '../../product';
import type { ForgedCase } from '../case';
import { type JwsChange, jwsCase, withSignature } from './jws-case';

const withAlgorithm =
  (alg: string) =>
  (header: JsonObject): JsonObject => ({ ...header, alg });

const none = jwsCase('jws-algorithm-none', {}, () => ({
  deviation: { header: withAlgorithm('none'), afterwards: withSignature(() => '') },
}));

/** The secret is the text of the public key, which a library was given as its key. */
const publicKeyAsSecret = jwsCase('jws-algorithm-hmac', { packaging: 'attached' }, ({ identity }) => {
  const text =
    Buffer.from(identity.key.spki)
      .toString('base64')
      .match(/.{1,64}/g) ?? [];
  const secret = `-----BEGIN PUBLIC KEY-----\n${text.join('\n')}\n-----END PUBLIC KEY-----\n`;
  return {
    deviation: {
      header: withAlgorithm('HS256'),
      afterwards: withSignature(({ protectedHeader, payload }) =>
        createHmac('sha256', secret).update(`${protectedHeader}.${payload}`).digest('base64url'),
      ),
    },
  };
});

/** Signed with a key of the forger's, under the certificate of the signer. */
function foreignKey(request: ProductRequest, header: (header: JsonObject) => JsonObject): JwsChange {
  const { state, identity } = request;
  return {
    identity: state.signer(identity.suite, 'other'),
    deviation: {
      header,
      signingCertificate: identity.certificate,
      certificates: [identity.certificate, ...identity.chain],
    },
  };
}

const embeddedKey = jwsCase('jws-embedded-key', {}, (request) => {
  const { key } = request.state.signer(request.identity.suite, 'other');
  const jwk = { kty: 'forged', spki: Buffer.from(key.spki).toString('base64url') };
  return foreignKey(request, (header) => ({ ...header, jwk }));
});

const keyAddress = jwsCase('jws-key-address', {}, (request) =>
  foreignKey(request, (header) => ({ ...header, jku: 'https://keys.tamga.test/forged.json' })),
);

const keyName = jwsCase('jws-key-name', {}, (request) =>
  foreignKey(request, (header) => ({ ...header, kid: 'forged' })),
);

/** The chain of another certificate holder; the signer's key. */
const otherChain = jwsCase('jws-chain-of-another', {}, ({ state, identity }) => {
  const other = state.signer(identity.suite, 'other');
  return { deviation: { certificates: [other.certificate, ...other.chain] } };
});

export const ALGORITHM_AND_KEY_CASES: readonly ForgedCase[] = [
  none,
  publicKeyAsSecret,
  embeddedKey,
  keyAddress,
  keyName,
  otherChain,
];

/**
 * The identity of a state's data validation and certification server.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc3029 RFC 3029}
 * @module
 */
import { encode } from './asn1';
import { extensionsFor, issuedExtensions, mintCertificate, readCertificate } from './certificate';
import type { ForgedState, Identity } from './forged';
import { mintKeyPair } from './keys';
import { encodeName } from './names';
import { knownSuite } from './signing';
import { deriveSerial } from './stream';
import { timeline } from './timeline';

/** id-kp-dvcs; RFC 3029 section 9: critical, and the only purpose. */
const PURPOSE = { purposes: ['1.3.6.1.5.5.7.3.10'], critical: true };

/** Signs with the suite of the state's time-stamping authority, and is called after it. */
export function dvcsIdentity(state: ForgedState): Identity {
  const { seed, code, issuing, profile, instant } = state;
  const { suite, subject } = profile.timeStamping;
  const key = mintKeyPair(seed, `${code}/dvcs`, knownSuite(suite));
  const name = subject.map(({ type, value }) => ({ type, value: type === 'CN' ? `DVCS ${value}` : value }));
  const issuer = readCertificate(issuing.certificate);
  const certificate = mintCertificate({
    subject: encodeName(name),
    spki: key.spki,
    serial: deriveSerial(seed, `serial/${code}/dvcs`),
    validity: timeline(instant).timeStamping,
    extensions: [
      ...extensionsFor(key.spki, { usage: ['digitalSignature'], extended: PURPOSE }),
      ...issuedExtensions(issuing.key.spki, {
        issuerUrl: `${state.url}/issuing.cer`,
        crlUrl: `${state.url}/issuing.crl`,
      }),
    ],
    issuer: { name: encode(issuer.subject.toSchema()), key: issuing.key, suite: issuing.suite },
  });
  return { certificate, key, suite, chain: [issuing.certificate] };
}

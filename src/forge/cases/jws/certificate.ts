/**
 * The case of a header that names its certificate by a weak digest.
 *
 * @see {@link https://www.etsi.org/deliver/etsi_ts/119100_119199/11918201/ TS 119 182-1, section 5.2.2}
 * @module
 */
import { digestByName } from '../../../crypto/digests';
import { encodeBase64Url } from '../../jades/text';
import { criticalOf } from './header';
import { jwsCase } from './jws-case';

const SHA1 = 'http://www.w3.org/2000/09/xmldsig#sha1';

export const certificateBySha1 = jwsCase(
  'jws-signing-certificate-sha1',
  { jadesOnly: true },
  ({ identity }) => ({
    deviation: {
      header: (header) => {
        const { 'x5t#S256': _, ...others } = header;
        const digVal = encodeBase64Url(digestByName('sha1').of(identity.certificate));
        return { ...others, 'x5t#o': { digAlg: SHA1, digVal }, crit: [...criticalOf(header), 'x5t#o'] };
      },
    },
  }),
);

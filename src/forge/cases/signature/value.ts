/**
 * Cases of signature values that no key made over these attributes.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc5652#section-5.6 RFC 5652, section 5.6}
 * @module
 */
import { isAdes } from '../../../model/forms';
import type { ForgedState, Identity } from '../../forged';
import { mintKeyPair } from '../../keys';
import { issueOdd } from '../../odd-pki';
import type { Deviation } from '../../product';
import { knownSuite } from '../../signing';
import { timeline } from '../../timeline';
import { always, type ForgedCase } from '../case';
import { hierarchyOf, sign } from '../signed';

type Deviating = (
  hierarchy: ForgedState,
  suite: string,
) => { readonly identity: Identity; readonly deviation?: Deviation };

/** An hour ago, by an identity of its own. */
export function deviating(
  id: string,
  deviate: Deviating,
  existsFor: ForgedCase['existsFor'] = always,
): ForgedCase {
  return {
    id,
    existsFor,
    mint: (request) => {
      const { identity, deviation } = deviate(hierarchyOf(request), request.product.suite);
      const { recent } = timeline(request.state.instant);
      return sign(request, { identity, times: recent, source: 'crl' }, deviation);
    },
  };
}

const byValue = (id: string, signatureValue: (value: Uint8Array) => Uint8Array): ForgedCase =>
  deviating(id, (hierarchy, suite) => ({ identity: hierarchy.signer(suite), deviation: { signatureValue } }));

/** Everything in the file names a good signer, whose key somebody else does not have. */
const otherKey = deviating('signature-by-another-key', (hierarchy, suite) => {
  const good = hierarchy.signer(suite);
  const key = mintKeyPair(hierarchy.seed, `${hierarchy.url}/another-key/${suite}`, knownSuite(suite));
  return { identity: { ...good, key } };
});

/** Two certificates of one key: the signature binds the one and is shown with the other. */
const substituted = deviating(
  'certificate-substituted',
  (hierarchy, suite) => {
    const good = hierarchy.signer(suite);
    const attributes = hierarchy.profile.signer.map((one) =>
      one.type === 'CN' ? { ...one, value: `${one.value} DIRECTOR` } : one,
    );
    const other = issueOdd(hierarchy, {
      label: `signer/same-key/${suite}`,
      suite,
      attributes,
      key: good.key,
    });
    return { identity: other, deviation: { signingCertificate: good.certificate } };
  },
  ({ format }) => isAdes(format),
);

/** Nothing in the file has the certificate. */
const notEmbedded = deviating(
  'signing-certificate-not-embedded',
  (hierarchy, suite) => {
    const identity = hierarchy.signer(suite);
    return { identity, deviation: { certificates: identity.chain } };
  },
  ({ format }) => isAdes(format) || format === 'CMS',
);

export const VALUE_CASES: readonly ForgedCase[] = [
  byValue('signature-zero', (value) => new Uint8Array(value.length)),
  otherKey,
  substituted,
  notEmbedded,
];

/**
 * Cases of signatures that name the policy that they were made under (EPES).
 *
 * @see {@link https://www.etsi.org/deliver/etsi_en/319100_319199/31912201/ EN 319 122-1, section 5.2.9}
 * @module
 */
import type { Product } from '../../../model/claim';
import { signaturePolicyAttribute, signaturePolicyStoreAttribute } from '../../cades-attributes';
import { signCadesLongTerm } from '../../cades-long-term';
import { signJwsProduct } from '../../jades/product';
import type { RevocationSource } from '../../long-term';
import type { Made, ProductRequest } from '../../product';
import {
  type PolicyName,
  SIGNATURE_POLICIES,
  type SignaturePolicy,
  signaturePolicy,
} from '../../signature-policies';
import { signXmlProduct } from '../../xades/product';
import { type ForgedCase, productOf } from '../case';

interface Named {
  readonly policy: SignaturePolicy;
  readonly source?: RevocationSource;
  /** DER of attributes that are not signed. */
  readonly unsigned?: readonly Uint8Array[];
}

function signUnder(request: ProductRequest, { policy, source = 'ocsp', unsigned = [] }: Named): Made {
  const { format, level, packaging } = request.product;
  if (format === 'XAdES') return signXmlProduct(request, {}, { properties: { policy }, source });
  if (format === 'JAdES') return signJwsProduct(request, {}, { policy, source });
  return signCadesLongTerm({
    ...request,
    level: level === 'none' ? 'B-B' : level,
    packaging: packaging === 'attached' ? 'attached' : 'detached',
    source,
    signed: [signaturePolicyAttribute(policy)],
    unsigned,
  });
}

function underPolicy(id: string, existsFor: (product: Product) => boolean, named: Named): ForgedCase {
  return {
    id,
    existsFor,
    mint: (request) =>
      signUnder(
        productOf(request, 'good', ({ recent }) => recent),
        named,
      ),
  };
}

/** The profile says which level, and where revocation is looked up. */
function turkish(name: PolicyName, levels: readonly string[], source: RevocationSource): ForgedCase {
  const formats: readonly string[] = ['CAdES', 'XAdES', 'JAdES'];
  return underPolicy(
    `policy-${name.toLowerCase()}`,
    ({ format, level }) => formats.includes(format) && levels.includes(level),
    { policy: SIGNATURE_POLICIES[name], source },
  );
}

/** RFC 5612: an enterprise number for examples. */
const EXAMPLE_POLICY = '1.3.6.1.4.1.32473.398.7';
const TEXT_DOCUMENT = `${EXAMPLE_POLICY}.1`;
const OWN_POLICY = Buffer.from('TAMGA TEST signature policy: signs for itself alone.\n');
const OTHER_POLICY = Buffer.from('TAMGA TEST signature policy: signs for everybody.\n');

function carrying(id: string, document: Uint8Array): ForgedCase {
  return underPolicy(id, ({ format }) => format === 'CAdES', {
    policy: signaturePolicy(EXAMPLE_POLICY, OWN_POLICY, 'http://pki.tamga.test/policy.txt'),
    unsigned: [signaturePolicyStoreAttribute(document, TEXT_DOCUMENT)],
  });
}

export const POLICY_CASES: readonly ForgedCase[] = [
  turkish('TR-P2', ['B-T'], 'ocsp'),
  turkish('TR-P3', ['B-LT', 'B-LTA'], 'crl'),
  turkish('TR-P4', ['B-LT', 'B-LTA'], 'ocsp'),
  carrying('policy-carried', OWN_POLICY),
  carrying('policy-carried-other', OTHER_POLICY),
];

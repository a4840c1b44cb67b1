/**
 * Cases of one document that two persons signed, beside each other.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc5652#section-5.1 RFC 5652, section 5.1}
 * @module
 */
import type { Format } from '../../../model/claim';
import { signAsicProduct } from '../../asic/product';
import { signCadesLongTerm } from '../../cades-long-term';
import { signContent, write } from '../../cades-signature';
import type { Identity } from '../../forged';
import { signJwsProduct } from '../../jades/product';
import { layoutOf, type Made, type ProductRequest } from '../../product';
import { timeStampOver } from '../../time-stamp';
import { signXmlProduct } from '../../xades/product';
import { type ForgedCase, productOf } from '../case';

type SignBoth = (request: ProductRequest, second: Identity) => Made;

const container: SignBoth = (request, second) => signAsicProduct(request, {}, { parallel: [second] });
const xml: SignBoth = (request, second) => signXmlProduct(request, {}, { parallel: [second] });
const json: SignBoth = (request, second) =>
  signJwsProduct(request, {}, { serialization: 'general', parallel: [second] });

/** In a PDF the second signature is a revision of its own: see the cases of `pdf/`. */
const TOGETHER: Readonly<Partial<Record<Format, SignBoth>>> = {
  CMS: signCms,
  CAdES: signCades,
  XMLDSig: xml,
  XAdES: xml,
  JWS: json,
  JAdES: json,
  'ASiC-S/CAdES': container,
  'ASiC-S/XAdES': container,
  'ASiC-E/CAdES': container,
  'ASiC-E/XAdES': container,
};

function signCms({ state, product, document, identity, times }: ProductRequest, second: Identity): Made {
  const attached = product.packaging === 'attached';
  const { timeStamped, own } = layoutOf(product);
  const stamp = timeStampOver(state.hierarchyOf(identity.suite), times.stamped);
  const signers = [identity, second].map((one) => ({
    identity: one,
    signingTime: times.claimed,
    signingCertificate: null,
    ...(timeStamped && { timeStamp: stamp }),
  }));
  const signature = signContent(document, attached ? 'attached' : 'detached', signers);
  return {
    signature: write(signature, own && state.profile.indefiniteLength),
    content: attached ? null : document,
  };
}

function signCades(request: ProductRequest, second: Identity): Made {
  const { level, packaging } = request.product;
  return signCadesLongTerm({
    ...request,
    level: level === 'none' ? 'B-B' : level,
    packaging: packaging === 'attached' ? 'attached' : 'detached',
    parallel: [second],
  });
}

function together(id: string, secondOf: (second: Identity, first: Identity) => Identity): ForgedCase {
  return {
    id,
    existsFor: ({ format }) => TOGETHER[format] !== undefined,
    mint: (request) => {
      const asked = productOf(request, 'good', ({ recent }) => recent);
      const second = request.state.signer(request.product.suite, 'other');
      const sign = TOGETHER[request.product.format] ?? signCades;
      return sign(asked, secondOf(second, asked.identity));
    },
  };
}

export const SEVERAL_CASES: readonly ForgedCase[] = [
  together('two-signatures', (second) => second),
  // Who signed for both has one key: the other party's certificate lies beside a value that its key did not make.
  together('one-of-two-broken', (second, { key }) => ({ ...second, key })),
];

/**
 * Cases of SignedData in which something stands that no signature covers, or that covers something else.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc5652#section-5 RFC 5652, section 5}
 * @module
 */
import { signedData, signerInfo } from '../../cms';
import { CMS, signedAttributes } from '../../cms-attributes';
import { signWith } from '../../signing';
import { type ForgedCase, productOf } from '../case';
import { raw } from './raw';

/**
 * The signed attributes of a signature become the content of another one, which has none: both are over the same octets.
 *
 * RFC 5652 section 5.4 and section 14 (security considerations).
 */
const attributesAsContent: ForgedCase = {
  id: 'attributes-as-content',
  existsFor: ({ format }) => format === 'CMS',
  mint: (request) => {
    const { identity, times } = productOf(request, 'good', ({ recent }) => recent);
    const { suite, certificate, chain, key } = identity;
    const attached = request.product.packaging === 'attached';
    const content = signedAttributes({
      suite,
      content: request.document,
      signingTime: times.claimed,
      signingCertificate: null,
    });
    const info = signerInfo({
      suite,
      signer: certificate,
      signedAttributes: EMPTY_SET,
      signatureValue: signWith(suite, key, content),
    });
    return {
      signature: signedData({
        digestSuites: [suite],
        contentType: CMS.data,
        content: attached ? content : null,
        certificates: [certificate, ...chain],
        revocation: [],
        signerInfos: [withoutAttributes(info)],
        indefiniteLength: false,
      }),
      content: attached ? null : content,
    };
  },
};

const EMPTY_SET = Uint8Array.of(0x31, 0);
const EMPTY_ATTRIBUTES = Buffer.of(0xa0, 0);

/** SignerInfo without its empty [0]. */
function withoutAttributes(info: Uint8Array): Uint8Array {
  const at = Buffer.from(info).indexOf(EMPTY_ATTRIBUTES);
  const rest = Buffer.concat([info.subarray(0, at), info.subarray(at + EMPTY_ATTRIBUTES.length)]);
  return shortened(rest, EMPTY_ATTRIBUTES.length);
}

/** A SEQUENCE whose length of two or three octets becomes less; no length changes its form within what is signed here. */
function shortened(der: Uint8Array, by: number): Uint8Array {
  const changed = new Uint8Array(der);
  const octets = (der[1] ?? 0) & 0x7f;
  const view = new DataView(changed.buffer, changed.byteOffset);
  if (octets === 1) view.setUint8(2, view.getUint8(2) - by);
  else view.setUint16(2, view.getUint16(2) - by);
  return changed;
}

/** sid names a good certificate that is there, and the key of another one signed. */
const sidOfAnother = raw(
  'sid-of-another',
  {
    sid: ({ state, product }) => state.signer(product.suite, 'other').certificate,
    certificates: (usual, { state, product }) => [...usual, state.signer(product.suite, 'other').certificate],
  },
  ({ format }) => format === 'CMS',
);

/** The content says of itself that it is of another type than the signature speaks of. */
const contentTypeAltered = raw('content-type-altered', {
  contentType: CMS.tstInfo,
});

/** RFC 5652 section 3: the file is one ContentInfo. */
const bytesBehind = raw('bytes-behind', {
  file: (file) => Buffer.concat([file, Buffer.from('The buyer pays 999999.')]),
});

export const STRUCTURE_CASES: readonly ForgedCase[] = [
  attributesAsContent,
  sidOfAnother,
  contentTypeAltered,
  bytesBehind,
];

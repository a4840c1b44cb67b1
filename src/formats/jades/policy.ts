/**
 * The signature policy that a JAdES signature names, and the document where it carries it.
 *
 * @see {@link https://www.etsi.org/deliver/etsi_ts/119100_119199/11918201/ TS 119 182-1, sections 5.2.7 and 5.3.3}
 * @module
 */
import { decodeBase64, decodeLooseBase64Url } from '../../encoding/base64';
import { isJsonObject, type JsonObject } from '../../encoding/json';
import { arrayMember, member, objectMember, textMember } from '../../encoding/json-document';
import type { SignaturePolicyReference } from '../facts';
import type { Component } from './etsi-u';
import type { JwsFault, WithFaults } from './oddity';
import { digestNamed } from './signing-certificate';

export function readPolicy(
  header: JsonObject,
  components: readonly Component[],
): WithFaults<SignaturePolicyReference | null> {
  const store = components.find(({ name }) => name === 'sigPSt')?.value;
  const carried = isJsonObject(store) ? textMember(store, 'sigPolDoc') : undefined;
  const document = carried === undefined ? undefined : decodeBase64(carried);
  const storeFaults = carried !== undefined && document === undefined ? [odd('sigPolDoc is not base64')] : [];
  if (member(header, 'sigPId') === undefined) return { value: null, faults: storeFaults };
  const sigPId = objectMember(header, 'sigPId') ?? {};
  const id = textMember(objectMember(sigPId, 'id') ?? {}, 'id');
  // The digest stands in sigPId itself, or in an object of its own from version 1.2.1 on.
  const digest = objectMember(sigPId, 'hashAV') ?? sigPId;
  const [algorithm, value] = [textMember(digest, 'digAlg'), textMember(digest, 'digVal')];
  const hash = value === undefined ? undefined : decodeLooseBase64Url(value);
  const hashFaults = value !== undefined && hash === undefined ? [odd('digVal is not base64url')] : [];
  return {
    value: {
      // RFC 3061: an OID as a URN.
      id: id?.replace(/^urn:oid:/i, '') ?? null,
      digest: algorithm === undefined ? null : digestNamed(algorithm),
      hash: hash ?? null,
      uri: locationOf(sigPId),
      document: document ?? null,
    },
    faults: [...(id === undefined ? [odd('sigPId names no policy')] : []), ...hashFaults, ...storeFaults],
  };
}

function locationOf(sigPId: JsonObject): string | null {
  const qualifiers = arrayMember(sigPId, 'sigPQuals') ?? [];
  const uris = qualifiers.map((one) => (isJsonObject(one) ? textMember(one, 'spURI') : undefined));
  return uris.find((uri) => uri !== undefined) ?? null;
}

function odd(found: string): JwsFault {
  return { kind: 'jws.signature-policy', found };
}

/**
 * A JWS as facts: one signature per entry, counter-signatures inside it.
 *
 * @see {@link https://www.etsi.org/deliver/etsi_ts/119100_119199/11918201/ TS 119 182-1} and RFC 7515
 * @module
 */
import { decodeLooseBase64Url } from '../../encoding/base64';
import { member } from '../../encoding/json-document';
import { TamgaError } from '../../model/error';
import type { Data, DetachedContent, Property, SignatureEntry, SignatureFacts, SignedFile } from '../facts';
import { joinMaterial, type Material, NO_MATERIAL } from '../material';
import {
  type Component,
  materialOf,
  readComponents,
  tokenCount,
  tokensOf,
  unsignedForm,
  valueFaults,
} from './etsi-u';
import type { JwsDetail } from './facts';
import { encodingFaults, type JoseHeader, readHeader } from './header';
import { isJades, jadesLevel } from './level';
import type { JwsFault } from './oddity';
import { readPayload } from './payload';
import { readPolicy } from './policy';
import {
  fromJson,
  holdsSignature,
  readSerialization,
  type SerializedJws,
  type SerializedSignature,
} from './serialization';
import type { Payload } from './signed-data';
import { readCertificateReferences, readChain, readHint } from './signing-certificate';
import { readSigningTimes } from './signing-time';
import { contentTimeStamps, jadesTimeStamps } from './time-stamps';

const MAXIMUM_NESTING = 8;

export function readJws(bytes: Uint8Array, contents: readonly DetachedContent[]): SignedFile {
  if (!holdsSignature(bytes)) return { format: 'JWS', signatures: [], material: NO_MATERIAL };
  const jws = readSerialization(bytes);
  const signatures = readSignatures(jws, {
    idOf: (index) => `signer-${index + 1}`,
    contents,
    countersigned: null,
    nesting: 0,
  });
  const facts = signatures.flatMap((entry) => (entry.readable ? [entry.signature] : []));
  return {
    format: facts.some(({ format }) => format === 'JAdES') ? 'JAdES' : 'JWS',
    signatures,
    material: joinMaterial(facts.flatMap(materialIn)),
  };
}

interface Around {
  readonly idOf: (index: number) => string;
  readonly contents: readonly DetachedContent[];
  /** The signature value that a counter-signature is over. */
  readonly countersigned: Uint8Array | null;
  readonly nesting: number;
}

function readSignatures(jws: SerializedJws, around: Around): readonly SignatureEntry[] {
  if (around.nesting > MAXIMUM_NESTING)
    throw new TamgaError('TAMGA-E-LIMIT', `counter-signatures nested deeper than ${MAXIMUM_NESTING}`);
  const read = jws.signatures.map((signature, index) => {
    const id = around.idOf(index);
    return { id, signature, header: readable(() => readHeader(signature)) };
  });
  // RFC 7797 section 3: in one file the payload is encoded for all or for none.
  const forms = new Set(
    read.map(({ header }) => header.value?.unencodedPayload).filter((one) => one !== undefined),
  );
  const differing: readonly JwsFault[] =
    forms.size > 1 ? [{ kind: 'jws.b64', found: 'b64 differs between the signatures of the file' }] : [];
  return read.map(({ id, signature, header }) => {
    if (header.value === undefined) return { readable: false, id, fault: header.fault };
    const facts = readable(() => signatureFacts(id, jws, signature, header.value, differing, around));
    return facts.value === undefined
      ? { readable: false, id, fault: facts.fault }
      : { readable: true, signature: facts.value };
  });
}

type Readable<T> =
  | { readonly value: T; readonly fault?: undefined }
  | { readonly value: undefined; readonly fault: string };

/** What is broken in one signature does not hide the others; limits end the reading of the file. */
function readable<T>(read: () => T): Readable<T> {
  try {
    return { value: read() };
  } catch (error) {
    if (error instanceof TamgaError && error.code === 'TAMGA-E-JSON')
      return { value: undefined, fault: error.message };
    throw error;
  }
}

function signatureFacts(
  id: string,
  jws: SerializedJws,
  signature: SerializedSignature,
  header: JoseHeader,
  differing: readonly JwsFault[],
  around: Around,
): SignatureFacts {
  const { protectedHeader, unprotected } = header;
  const value = decodeLooseBase64Url(signature.value);
  if (value === undefined) throw new TamgaError('TAMGA-E-JSON', 'the signature value is not base64url');
  const payload = payloadOf(jws, header, around);
  const chain = readChain(protectedHeader);
  const components = readComponents(unprotected);
  const references = readCertificateReferences(protectedHeader);
  const times = readSigningTimes(protectedHeader);
  const policy = readPolicy(protectedHeader, components.value);
  const counter = counterSignatures(id, value, components.value, around);
  const material = joinMaterial([
    { ...NO_MATERIAL, certificates: chain.value },
    ...components.value.map(materialOf),
  ]);
  const jades = isJades(protectedHeader, components.value);
  return {
    id,
    format: jades ? 'JAdES' : 'JWS',
    level: jades ? jadesLevel(components.value, material) : 'none',
    oddities: [
      ...jws.faults,
      ...header.faults,
      ...differing,
      ...payload.faults,
      ...encodingFaults(signature.value, 'the signature value'),
      ...[chain, references, times, policy, components, counter].flatMap(({ faults }) => faults),
      ...valueFaults(components.value),
    ],
    signer: readHint(protectedHeader, chain.value),
    algorithm: { by: 'jwa', name: header.algorithm },
    signedBytes: payload.signed === null ? null : signingInput(signature.protectedHeader, payload.signed),
    value,
    references: payload.references,
    dataFound: payload.dataFound,
    certificateReferences: references.value,
    signingTimes: times.value,
    contentTimeStamps: contentTimeStamps(protectedHeader, payload.stamped),
    timeStamps: jadesTimeStamps({
      protectedHeader: signature.protectedHeader,
      value: signature.value,
      payload: payload.stamped,
      components: components.value,
      chain: chain.value,
      contentTokens: tokensOf(member(protectedHeader, 'adoTst')),
    }),
    counterSignatures: counter.value,
    signaturePolicy: policy.value,
    properties: propertiesOf(header, components.value),
    material,
    coverage: payload.coverage,
    changesAfter: 'none',
    detail: detailOf(jws, header, payload, components.value, around),
    pdf: null,
    container: null,
  };
}

/** TS 119 182-1 section 5.3.2: a counter-signature signs the signature value, which it does not carry. */
function payloadOf(jws: SerializedJws, header: JoseHeader, around: Around): Payload {
  if (around.countersigned === null) return readPayload(header, jws.payload, around.contents);
  const content = { name: null, bytes: [around.countersigned] };
  const payload = readPayload(header, null, [content]);
  if (jws.payload === null || jws.payload === Buffer.from(around.countersigned).toString('base64url'))
    return payload;
  const found = 'the counter-signature has a payload that is not the signature value';
  return { ...payload, faults: [...payload.faults, { kind: 'jws.second-payload', found }] };
}

/** RFC 7515 section 5.1, step 5. */
function signingInput(protectedHeader: string, payload: Data): Data {
  const head = Buffer.from(`${protectedHeader}.`, 'latin1');
  return {
    *[Symbol.iterator]() {
      yield head;
      yield* payload;
    },
  };
}

function counterSignatures(
  id: string,
  value: Uint8Array,
  components: readonly Component[],
  around: Around,
): { readonly value: readonly SignatureEntry[]; readonly faults: readonly JwsFault[] } {
  const entries: SignatureEntry[] = [];
  const faults: JwsFault[] = [];
  for (const component of components.filter(({ name }) => name === 'cSig')) {
    const jws = readable(() => fromJson(component.value));
    const counted = `${id}-counter-${entries.length + 1}`;
    if (jws.value === undefined) entries.push({ readable: false, id: counted, fault: jws.fault });
    else {
      const [first] = readSignatures(jws.value, {
        // One signature for each cSig: the number stands for the component.
        idOf: () => counted,
        contents: [],
        countersigned: value,
        nesting: around.nesting + 1,
      });
      if (first !== undefined) entries.push(first);
      if (jws.value.signatures.length > 1) faults.push(unsignedForm('cSig holds several signatures'));
    }
  }
  return { value: entries, faults };
}

function propertiesOf(header: JoseHeader, components: readonly Component[]): readonly Property[] {
  const unsigned = Object.keys(header.unprotected).filter((name) => name !== 'etsiU');
  return [
    ...Object.keys(header.protectedHeader).map((name) => ({ name, signed: true })),
    ...unsigned.map((name) => ({ name, signed: false })),
    ...components.map(({ name }) => ({ name, signed: false })),
  ];
}

function detailOf(
  jws: SerializedJws,
  header: JoseHeader,
  payload: Payload,
  components: readonly Component[],
  around: Around,
): JwsDetail {
  const names = [...Object.keys(header.protectedHeader), ...Object.keys(header.unprotected)];
  return {
    syntax: 'jws',
    serialization: jws.serialization,
    header: header.protectedHeader,
    counterSignature: around.countersigned !== null,
    critical: header.critical,
    unencodedPayload: header.unencodedPayload,
    mechanism: payload.mechanism,
    unsigned: components.map(({ name, value }) => ({ name, tokens: tokenCount(value) })),
    unusedKeys: ['jwk', 'jku', 'x5u'].filter((name) => names.includes(name)),
  };
}

function materialIn(facts: SignatureFacts): readonly Material[] {
  const nested = facts.counterSignatures.flatMap((entry) =>
    entry.readable ? materialIn(entry.signature) : [],
  );
  return [facts.material, ...nested];
}

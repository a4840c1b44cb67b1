/**
 * Signs as JAdES at any baseline level, or as plain JWS.
 *
 * @see {@link https://www.etsi.org/deliver/etsi_ts/119100_119199/11918201/ TS 119 182-1}
 * @module
 */
import type { JsonObject } from '../../encoding/json';
import type { Level } from '../../model/claim';
import { TamgaError } from '../../model/error';
import { type LevelRequest, type LongTermDeviation, longTermTimes } from '../cades-long-term';
import { mimeTypeOf } from '../documents';
import type { Identity } from '../forged';
import { timeStampMaterial, validationMaterial } from '../long-term';
import type { Made } from '../product';
import { knownSuite, signAs } from '../signing';
import { timeStampOver } from '../time-stamp';
import { xmlValue } from '../xades/value';
import { type HeaderRequest, protectedHeader } from './header';
import { type HttpField, type Mechanism, type Payload, payloadOf } from './payload';
import { jsonOf, type Serialization, serialize, type UnsignedForm } from './serialization';
import { encodeBase64Url, encodeText } from './text';
import {
  archiveTimeStamp,
  type Component,
  counterSignatureComponent,
  type JwsPart,
  materialComponents,
  signatureTimeStamp,
  timeStampMaterialComponent,
  withComponents,
} from './unsigned';

type HeaderOptions = Pick<
  HeaderRequest,
  'timeParameter' | 'policy' | 'commitment' | 'place' | 'contentTimeStamps'
>;

export interface JadesRequest extends Omit<LevelRequest, 'level'>, HeaderOptions {
  /** `none`: plain JWS. */
  readonly level: Level;
  readonly packaging: 'attached' | 'detached';
  /** Compact as far as that can hold it, then flattened, then general. */
  readonly serialization?: Serialization;
  /** How a detached payload is named; `ObjectIdByURI` unless named, in plain JWS not at all. */
  readonly mechanism?: Mechanism;
  readonly uri?: string;
  /** Signed with the document, the body of the message, where the mechanism is `HttpHeaders`. */
  readonly fields?: readonly HttpField[];
  readonly mimeType?: string;
  /** RFC 7797: `b64` is false. */
  readonly unencoded?: boolean;
  readonly unsignedForm?: UnsignedForm;
  /** Sign the same payload; a level above B-B is made for each. */
  readonly parallel?: readonly Identity[];
  /** Sign the value of the first signature. */
  readonly counterSigners?: readonly Identity[];
  /** Beside those of the level, before any time-stamp. */
  readonly components?: readonly Component[];
}

/** What a case may change beside `Deviation`. */
export interface JadesDeviation extends LongTermDeviation {
  /** Before it is signed. */
  readonly header?: (header: JsonObject) => JsonObject;
  /** Before it is signed: what no object can say, repeated names or blanks. */
  readonly headerText?: (text: string) => string;
  /** After it was signed. */
  readonly handedOnHeader?: (text: string) => string;
  /** What an archive time-stamp is made over. */
  readonly archived?: (text: string) => string;
  /** When all time-stamps are made. */
  readonly components?: (components: readonly Component[]) => readonly Component[];
  /** Of the whole file. */
  readonly afterwards?: (file: Uint8Array) => Uint8Array;
}

export function signJades(request: JadesRequest, deviation: JadesDeviation = {}): Made {
  const { document, packaging, identity, parallel = [], counterSigners = [], unsignedForm } = request;
  refuseArchive(request);
  const payload = requestedPayload(request, document);
  const counters = counterSigners.map((signer) => (part: JwsPart) => counterSignature(request, signer, part));
  const first = signedPart(request, identity, payload, deviation, counters);
  const signatures = [first, ...parallel.map((signer) => signedPart(request, signer, payload, {}, []))];
  const content = deviation.content?.(document) ?? document;
  const carried = requestedPayload(request, content).carried;
  const file = serialize(
    { payload: carried, signatures },
    serializationOf(request, signatures),
    unsignedForm ?? 'base64url',
  );
  return {
    signature: deviation.afterwards?.(file) ?? file,
    content: packaging === 'attached' ? null : content,
  };
}

/** What TS 119 182-1 leaves open, and readers answer each in their own way, is not made. */
function refuseArchive({ level, unsignedForm, mechanism }: JadesRequest): void {
  if (level !== 'B-LTA') return;
  if (unsignedForm === 'clear') {
    throw new TamgaError('TAMGA-E-MINT', 'no canonical form is registered for clear components');
  }
  if (mechanism === 'HttpHeaders') {
    throw new TamgaError('TAMGA-E-MINT', 'an archive time-stamp has the body in the place of its digest');
  }
}

function serializationOf({ serialization }: JadesRequest, signatures: readonly JwsPart[]): Serialization {
  if (serialization !== undefined) return serialization;
  if (signatures.length > 1) return 'general';
  return signatures.some(({ components }) => components.length > 0) ? 'flattened' : 'compact';
}

function requestedPayload(request: JadesRequest, document: Uint8Array): Payload {
  const { packaging, level, uri = 'document', unencoded = false, fields = [] } = request;
  const mechanism = request.mechanism ?? (level === 'none' ? 'plain' : 'ObjectIdByURI');
  const mimeType = request.mimeType ?? mimeTypeOf(document);
  return payloadOf({ document, packaging, mechanism, uri, mimeType, unencoded, fields });
}

type Counter = (part: JwsPart) => Component;

function signedPart(
  request: JadesRequest,
  identity: Identity,
  payload: Payload,
  deviation: JadesDeviation,
  counters: readonly Counter[],
): JwsPart {
  const { state, level, times, components = [] } = request;
  const bare = valueOver(request, identity, payload, deviation);
  let part = withComponents(bare, ...counters.map((counter) => counter(bare)), ...components);
  const own = state.hierarchyOf(identity.suite);
  if (level !== 'none' && level !== 'B-B') {
    const stamp = deviation.timeStamp ?? timeStampOver(own, times.stamped);
    part = withComponents(part, signatureTimeStamp(part, stamp));
  }
  if (level === 'B-LT' || level === 'B-LTA') part = withMaterial(request, identity, part, deviation);
  if (level === 'B-LTA') part = archived(request, identity, part, deviation);
  return { ...part, components: deviation.components?.(part.components) ?? part.components };
}

function valueOver(
  request: JadesRequest,
  identity: Identity,
  payload: Payload,
  deviation: JadesDeviation,
): JwsPart {
  const { level, times } = request;
  const suite = knownSuite(deviation.suite ?? identity.suite);
  const row = deviation.calculation?.(suite) ?? suite;
  const text = (signingTime: Date): string => {
    const header = protectedHeader({
      ...request,
      suite,
      certificate: level === 'none' ? null : (deviation.signingCertificate ?? identity.certificate),
      chain: deviation.certificates ?? [identity.certificate, ...identity.chain],
      signingTime: level === 'none' ? null : signingTime,
      further: payload.header,
    });
    const whole = JSON.stringify(deviation.header?.(header) ?? header);
    return deviation.headerText?.(whole) ?? whole;
  };
  const signed = text(times.claimed);
  const input = `${encodeText(signed)}.${payload.signed}`;
  const right = signAs(row, identity.key, Buffer.from(input, 'utf8'));
  // RFC 7518 section 3.4: r and s side by side, as XML has them, too.
  const value = xmlValue(row, deviation.signatureValue?.(right) ?? right);
  const handedOn = deviation.claimed === undefined ? signed : text(deviation.claimed);
  return {
    protectedHeader: encodeText(deviation.handedOnHeader?.(handedOn) ?? handedOn),
    value,
    signature: encodeBase64Url(value),
    stampedPayload: payload.stamped,
    components: [],
  };
}

/** The chains of the signature and of its time-stamps apart (TS 119 182-1 version 1.2.1, table 1, letter j). */
function withMaterial(
  { state, times, source = 'ocsp' }: JadesRequest,
  identity: Identity,
  part: JwsPart,
  deviation: JadesDeviation,
): JwsPart {
  const hierarchy = state.hierarchyOf(identity.suite);
  const at = longTermTimes(times).validated;
  const change = deviation.material ?? ((material) => material);
  const ofSigner = change(validationMaterial({ hierarchy, identities: [identity], at, source }));
  const ofTimeStamps = change(timeStampMaterial(hierarchy, { at, source }));
  return withComponents(part, ...materialComponents(ofSigner), timeStampMaterialComponent(ofTimeStamps));
}

/** Before each further time-stamp, what the one before it is verified with. */
function archived(
  { state, times, source = 'ocsp' }: JadesRequest,
  identity: Identity,
  complete: JwsPart,
  deviation: JadesDeviation,
): JwsPart {
  const own = state.hierarchyOf(identity.suite);
  return longTermTimes(times).archived.reduce((part, { time, authority = own }, step, steps) => {
    const before = steps[step - 1];
    const known =
      before === undefined
        ? part
        : withComponents(
            part,
            timeStampMaterialComponent(timeStampMaterial(before.authority ?? own, { at: time, source })),
          );
    const stamp = timeStampOver(authority, time);
    return withComponents(known, archiveTimeStamp(known, stamp, deviation.archived));
  }, complete);
}

/** TS 119 182-1 section 5.3.2: a detached JWS whose payload is the signature value; it has no `cty`. */
function counterSignature(request: JadesRequest, identity: Identity, { value }: JwsPart): Component {
  const payload: Payload = { signed: encodeBase64Url(value), stamped: '', carried: null, header: {} };
  const plain: JadesRequest = {
    state: request.state,
    identity,
    level: 'B-B',
    packaging: 'detached',
    document: value,
    times: request.times,
  };
  const part = valueOver(plain, identity, payload, {});
  return counterSignatureComponent(jsonOf({ payload: null, signatures: [part] }, 'flattened', 'base64url'));
}

/**
 * Signs as CAdES at any baseline level.
 *
 * @see {@link https://www.etsi.org/deliver/etsi_en/319100_319199/31912201/ EN 319 122-1}
 * @module
 */
import type { Level } from '../model/claim';
import { type ArchiveDeviation, withArchiveTimeStamp } from './cades-archive';
import {
  type CadesSignature,
  type CadesSigner,
  type Stamp,
  signContent,
  withMaterial,
  write,
} from './cades-signature';
import type { ForgedState, Identity } from './forged';
import {
  atOnce,
  joinMaterial,
  type LongTermTimes,
  type RevocationSource,
  signatureMaterial,
  timeStampMaterial,
  type ValidationMaterial,
} from './long-term';
import type { Deviation, Made } from './product';
import { knownSuite } from './signing';
import { timeStampOver } from './time-stamp';
import type { SigningTimes } from './timeline';

/** What is the same for every format of the long term. */
export interface LevelRequest {
  readonly state: ForgedState;
  readonly identity: Identity;
  readonly level: Exclude<Level, 'none'>;
  readonly document: Uint8Array;
  /** Without the later ones everything happens within minutes of the signature time-stamp. */
  readonly times: SigningTimes | LongTermTimes;
  /** Of the embedded revocation information; `ocsp` unless named. */
  readonly source?: RevocationSource;
}

export interface CadesRequest extends LevelRequest {
  readonly packaging: 'attached' | 'detached';
  /** DER of attributes beside the usual ones: see `cades-attributes.ts`. */
  readonly signed?: readonly Uint8Array[];
  readonly unsigned?: readonly Uint8Array[];
  /** Sign the same content; a level above B-B is made for each. */
  readonly parallel?: readonly Identity[];
  /** Sign the value of the first signature. */
  readonly counterSigners?: readonly CadesSigner[];
}

/** What a case may change beside `Deviation`. */
export interface LongTermDeviation extends Deviation {
  /** In place of what level B-LT embeds. */
  readonly material?: (material: ValidationMaterial) => ValidationMaterial;
}

export interface CadesDeviation extends LongTermDeviation {
  readonly archive?: ArchiveDeviation;
  /** After all time-stamps were made. */
  readonly afterwards?: (signature: CadesSignature) => CadesSignature;
}

export function longTermTimes(times: SigningTimes | LongTermTimes): LongTermTimes {
  return 'archived' in times ? times : atOnce(times);
}

export function signCadesLongTerm(request: CadesRequest, deviation: CadesDeviation = {}): Made {
  const { document, packaging } = request;
  const made = cadesSignature(request, deviation);
  const whole = deviation.afterwards?.(made) ?? made;
  const content = deviation.content?.(document) ?? document;
  return {
    signature: write({ ...whole, content }, deviation.indefiniteLength ?? false),
    content: packaging === 'attached' ? null : content,
  };
}

/** Before it is written: tests and other containers take it further. */
function cadesSignature(request: CadesRequest, deviation: CadesDeviation = {}): CadesSignature {
  const { document, packaging, level, parallel = [], counterSigners = [] } = request;
  const first = signerOf(request, request.identity, deviation);
  const signature = signContent(document, packaging, [
    { ...first, counterSigners },
    ...parallel.map((identity) => signerOf(request, identity, {})),
  ]);
  const replaced = afterSigning(signature, deviation);
  if (level === 'B-B' || level === 'B-T') return replaced;
  const complete = withMaterial(replaced, materialOf(request, deviation));
  return level === 'B-LT' ? complete : archived(request, complete, deviation);
}

function signerOf(request: CadesRequest, identity: Identity, deviation: CadesDeviation): CadesSigner {
  const { state, level, times, signed = [], unsigned = [] } = request;
  const suite = deviation.suite ?? identity.suite;
  const timeStamp: Stamp =
    deviation.timeStamp ?? timeStampOver(state.hierarchyOf(identity.suite), times.stamped);
  const { calculation, signingCertificate, signatureValue = (value) => value } = deviation;
  return {
    identity,
    suite,
    signingTime: times.claimed,
    signed,
    unsigned,
    signatureValue,
    ...(calculation === undefined ? {} : { row: calculation(knownSuite(suite)) }),
    ...(signingCertificate === undefined ? {} : { signingCertificate }),
    ...(level === 'B-B' ? {} : { timeStamp }),
    ...(deviation.claimed === undefined ? {} : { handedOn: deviation.claimed }),
  };
}

function afterSigning(signature: CadesSignature, { certificates }: CadesDeviation): CadesSignature {
  return certificates === undefined ? signature : { ...signature, certificates };
}

/** Of all signers with their time-stamping authorities, at one instant. */
export function materialOf(
  { state, identity, times, source = 'ocsp', parallel = [], counterSigners = [] }: CadesRequest,
  deviation: LongTermDeviation,
): ValidationMaterial {
  const at = longTermTimes(times).validated;
  const identities = [identity, ...parallel, ...counterSigners.map((counter) => counter.identity)];
  const all = joinMaterial(...identities.map((one) => signatureMaterial(state, one, { at, source })));
  return deviation.material?.(all) ?? all;
}

/** Before each further time-stamp, what the one before it is verified with. */
function archived(
  request: CadesRequest,
  complete: CadesSignature,
  deviation: CadesDeviation,
): CadesSignature {
  const { state, identity, times, source = 'ocsp' } = request;
  const own = state.hierarchyOf(identity.suite);
  return longTermTimes(times).archived.reduce((signature, { time, authority = own }, step, steps) => {
    const before = steps[step - 1];
    const known =
      before === undefined
        ? signature
        : withMaterial(signature, timeStampMaterial(before.authority ?? own, { at: time, source }));
    return known.signers.reduce(
      (one, _, signer) => withArchiveTimeStamp(one, signer, { authority, time }, deviation.archive),
      known,
    );
  }, complete);
}

/**
 * Dialect `dvcs` from the other side: receipts on documents, signed by the state's trusted third party.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc3029 RFC 3029}
 * @module
 */
import { createHash } from 'node:crypto';
import {
  encode,
  explicit,
  generalizedTime,
  integer,
  objectIdentifier,
  sequence,
  utf8String,
} from '../encoding/der-writer';
import { contextTag } from '../encoding/tags';
import { signCms } from '../forge/cms';
import { dvcsIdentity } from '../forge/dvcs';
import type { Identity } from '../forge/forged';
import { TamgaError } from '../model/error';
import { DVCS_SERVICE, type DvcsAsked, readDvcsRequest } from './dvcs-request';
import { messageOf, type Outgoing, type Service, text } from './server';
import type { SimulatedState } from './simulated-state';

const TYPE = 'application/dvcs';
const RESPONSE_DATA = '1.2.840.113549.1.9.16.1.8';

/** PKIStatus. */
const GRANTED = 0;
const REJECTION = 2;

/** What the Kazakh order of 2026 calls the outcomes of a trusted third party. */
const WORDS = { checked: 'Проверено', wrong: 'Не проверено', impossible: 'Невозможно проверить' } as const;

interface Outcome {
  readonly status: number;
  readonly words: readonly string[];
}

export function dvcsService(state: SimulatedState, base: string): Service {
  let identity: Identity | undefined;
  const own = (): Identity => {
    identity ??= dvcsIdentity(state.forged);
    return identity;
  };
  return {
    prefix: base,
    routes: [
      {
        method: 'POST',
        role: 'verify',
        path: /^$/,
        async answer({ type, bytes }) {
          if (type !== TYPE) return text(415, `send ${TYPE}`);
          return found(await respond(bytes, state, own()));
        },
      },
      {
        method: 'GET',
        path: /^certificate\.cer$/,
        answer: () => ({ status: 200, type: 'application/pkix-cert', bytes: own().certificate }),
      },
    ],
    broken: (error) => text(500, messageOf(error)),
  };
}

function found(bytes: Uint8Array): Outgoing {
  return { status: 200, type: TYPE, bytes };
}

async function respond(bytes: Uint8Array, state: SimulatedState, identity: Identity): Promise<Uint8Array> {
  let asked: DvcsAsked;
  try {
    asked = readDvcsRequest(bytes);
  } catch (error) {
    if (!(error instanceof TamgaError)) throw error;
    return errorNote({ status: REJECTION, words: [WORDS.impossible, error.message] }, null);
  }
  const outcome = await outcomeOf(asked, state);
  if (outcome === null) {
    return errorNote(
      { status: REJECTION, words: [WORDS.impossible, 'no service of this kind'] },
      asked.transaction,
    );
  }
  return receipt(asked, outcome, state, identity);
}

/** Null for a service that this server does not have. */
async function outcomeOf(
  { service, message }: DvcsAsked,
  { judge, forged }: SimulatedState,
): Promise<Outcome | null> {
  if (service === DVCS_SERVICE.cpd || service === DVCS_SERVICE.ccpd) {
    return { status: GRANTED, words: [WORDS.checked] };
  }
  if (service !== DVCS_SERVICE.vsd || message === null) return null;
  try {
    const { signatures } = await judge.judge(message, [], forged.instant);
    if (signatures.length === 0) return { status: REJECTION, words: [WORDS.impossible, 'no signature'] };
    const passed = signatures.every(({ indication }) => indication === 'TOTAL_PASSED');
    return passed ? { status: GRANTED, words: [WORDS.checked] } : { status: REJECTION, words: [WORDS.wrong] };
  } catch (error) {
    if (error instanceof TamgaError && error.code !== 'TAMGA-E-INTERNAL') {
      return { status: REJECTION, words: [WORDS.impossible, error.message] };
    }
    throw error;
  }
}

/** DVCSCertInfo in SignedData. The serial number derives from what was asked, so that equal requests get equal receipts. */
function receipt(
  asked: DvcsAsked,
  outcome: Outcome,
  { forged }: SimulatedState,
  identity: Identity,
): Uint8Array {
  const serial = createHash('sha256')
    .update(`dvcs ${forged.seed}\0`)
    .update(asked.information)
    .update(asked.imprint);
  const info = sequence(
    asked.information,
    asked.imprint,
    integer(serial.digest().subarray(0, 16)),
    generalizedTime(forged.instant),
    encode(contextTag(0), ...statusFields(outcome)),
  );
  return signCms({
    identity,
    content: info,
    contentType: RESPONSE_DATA,
    packaging: 'attached',
    signingTime: forged.instant,
    namesCertificate: true,
  });
}

/** Unsigned: it vouches for nothing. */
function errorNote(outcome: Outcome, transaction: Uint8Array | null): Uint8Array {
  const status = sequence(...statusFields(outcome));
  const note = encode(contextTag(0), status, ...(transaction === null ? [] : [transaction]));
  return sequence(objectIdentifier(RESPONSE_DATA), explicit(0, note));
}

function statusFields({ status, words }: Outcome): readonly Uint8Array[] {
  return [integer(status), sequence(...words.map(utf8String))];
}

/**
 * The verdict of E-IMZO-SERVER: one status for the whole, and flags for each signer that must not contradict it.
 *
 * @see {@link https://github.com/qo0p/e-imzo-server-client e-imzo-server-client}
 * @module
 */
import { arrayAt, booleanAt, type Json, outside, valueAt } from '../encoding/json';
import type { Said, VerdictAnswer } from '../model/answer';
import { printable } from '../model/printable';

/** Certificates fall for reasons that EN 319 102-1 tells apart and this table does not: no sub-indication is read from it. */
const SAID: ReadonlyMap<number, Said> = new Map([
  [1, 'passed'],
  // The status of a certificate, or of that of the time-stamping authority, is unknown.
  [-1, 'indeterminate'],
  [-20, 'indeterminate'],
  [-10, 'not-passed'],
  [-11, 'not-passed'],
  [-12, 'not-passed'],
  [-21, 'not-passed'],
  [-22, 'not-passed'],
  [-23, 'not-passed'],
]);

const FLAGS = ['verified', 'certificateVerified', 'certificateValidAtSigningTime'] as const;

export function statusOf(reply: Json): number {
  const status = valueAt(reply, 'status');
  if (typeof status === 'number' && Number.isInteger(status)) return status;
  throw outside(`status is no whole number: ${printable(JSON.stringify(status ?? null), 60)}`);
}

/** @throws TamgaError TAMGA-E-PROTOCOL for a status outside the table, and for a success without a signer. */
export function verdictOf(reply: Json): VerdictAnswer {
  const status = statusOf(reply);
  const said = SAID.get(status);
  if (said === undefined) {
    const message = printable(String(valueAt(reply, 'message') ?? ''), 120);
    throw outside(`status ${status} is not in the table of the dialect (${message || 'no message'})`);
  }
  // Status 1 says that the check was made: a signer may still stand there as not verified.
  const all = said !== 'passed' || signersOf(reply).every(stands);
  return { kind: 'verdict', said: all ? said : 'not-passed', subIndication: null };
}

function signersOf(reply: Json): readonly Json[] {
  const signers = arrayAt(reply, 'pkcs7Info', 'signers');
  if (signers.length === 0) throw outside('status 1, and pkcs7Info.signers is empty');
  return signers;
}

function stands(signer: Json): boolean {
  const timeStamp = valueAt(signer, 'timeStampInfo') ?? null;
  return (
    FLAGS.every((flag) => booleanAt(signer, flag)) &&
    isNothing(valueAt(signer, 'revokedStatusInfo')) &&
    isNothing(valueAt(signer, 'exception')) &&
    (timeStamp === null || booleanAt(timeStamp, 'verified'))
  );
}

function isNothing(value: Json | undefined): boolean {
  return value === undefined || value === null || value === '';
}

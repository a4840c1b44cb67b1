/**
 * The contract that a telephone reads from a QR code, and the proof that it was the telephone which came for it.
 *
 * @see {@link https://github.com/AZE-DPC-SXM-DEV/sima_web2app sima_web2app}, technical document 1.2
 * @module
 */
import { createHash, verify, X509Certificate } from 'node:crypto';
import { decodeBase64, encodeBase64 } from '../encoding/base64';
import { hmacOf } from '../net/hmac';

export interface ContractParts {
  readonly operationId: string;
  /** Seconds since 1970. */
  readonly from: number;
  readonly until: number;
  /** FIN of who may sign. */
  readonly assignee: readonly string[];
  readonly clientId: number;
  readonly iconUri: string;
  readonly callback: string;
  /** Named by its digest, or not: the reference server leaves it out. */
  readonly document: Uint8Array | null;
}

/** JSON of the contract. Order and compactness of the container are part of what is keyed. */
export function contract(parts: ContractParts, masterKey: string): string {
  const { operationId, from, until, assignee, clientId, iconUri, callback, document } = parts;
  const container = JSON.stringify({
    ProtoInfo: { Name: 'web2app', Version: '1.0' },
    OperationInfo: {
      Type: 'Sign',
      OperationId: operationId,
      NbfUTC: from,
      ExpUTC: until,
      Assignee: assignee,
    },
    ...(document !== null && {
      DataInfo: { AlgName: 'SHA256', FingerPrint: createHash('sha256').update(document).digest('base64') },
    }),
    ClientInfo: { ClientId: clientId, IconURI: iconUri, Callback: callback },
  });
  const rule = { key: masterKey, digest: 'sha256', prehash: true, encoding: 'base64' } as const;
  const header = JSON.stringify({
    AlgName: 'HMACSHA256',
    Signature: hmacOf(rule, Buffer.from(container, 'utf8')),
  });
  return `{"SignableContainer":${container},"Header":${header}}`;
}

/** What the QR code holds; `service` ends with a slash. */
export function qrText(service: string, json: string): string {
  return `${service}Home/GetFile/?tsquery=${encodeBase64(Buffer.from(json, 'utf8'))}`;
}

/** Null: the request is signed by the key in `ts-cert`, else why not. `signed` is path and query, or the raw body. */
export function tsFault(headers: Readonly<Record<string, string>>, signed: Uint8Array): string | null {
  const { 'ts-cert': certificate, 'ts-sign-alg': algorithm, 'ts-sign': signature } = headers;
  if (certificate === undefined || signature === undefined) return 'ts-cert or ts-sign is missing';
  if (algorithm !== 'ECDSA_SHA256') return 'ts-sign-alg is not ECDSA_SHA256';
  const der = decodeBase64(certificate);
  const value = decodeBase64(signature);
  if (der === undefined || value === undefined) return 'ts-cert or ts-sign is not base64';
  try {
    const { publicKey } = new X509Certificate(der);
    if (publicKey.asymmetricKeyType !== 'ec') return 'the key of ts-cert is not one of ECDSA';
    return verify('sha256', signed, publicKey, value) ? null : 'ts-sign is not right';
  } catch {
    return 'ts-cert is no certificate, or ts-sign no signature';
  }
}

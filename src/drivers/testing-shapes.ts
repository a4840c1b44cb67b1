/**
 * The JSON shapes of requests, as the interface descriptions of the dialects have them: a test holds drivers and servers to them.
 *
 * Written from public descriptions in our own words: CSC API 1.0.4 and 2.0, SiVa 3 interface description.
 *
 * @module
 */
import { ok } from 'node:assert/strict';
import Ajv from 'ajv';

const text = { type: 'string', minLength: 1 };
const base64 = { type: 'string', pattern: '^[A-Za-z0-9+/]+={0,2}$' };
const oid = { type: 'string', pattern: '^[0-2](\\.[0-9]+)+$' };
const listOf = (items: object) => ({ type: 'array', minItems: 1, items });

function object(required: Readonly<Record<string, object>>, optional: Readonly<Record<string, object>> = {}) {
  return {
    type: 'object',
    required: Object.keys(required),
    properties: { ...required, ...optional },
    additionalProperties: false,
  };
}

const CREDENTIAL_INFO = object(
  { credentialID: text },
  {
    certificates: { enum: ['none', 'single', 'chain'] },
    certInfo: { type: 'boolean' },
    authInfo: { type: 'boolean' },
    lang: text,
    clientData: text,
  },
);

const TIMESTAMP = object({ hash: base64, hashAlgo: oid }, { nonce: text, clientData: text });

const DOCUMENT = object(
  {
    document: base64,
    signature_format: { enum: ['C', 'X', 'P', 'J'] },
    signAlgo: oid,
  },
  {
    conformance_level: { type: 'string', pattern: '^A[dD]ES-B-(B|T|LT|LTA)$' },
    signAlgoParams: base64,
    signed_props: { type: 'array' },
    signed_envelope_property: {
      enum: ['Detached', 'Attached', 'Parallel', 'Certification', 'Revision', 'Enveloped', 'Enveloping'],
    },
  },
);

const SIVA_COMMON = {
  signaturePolicy: { enum: ['POLv3', 'POLv4'] },
  reportType: { enum: ['Simple', 'Detailed', 'Diagnostic'] },
};
const FILE_NAME = { type: 'string', minLength: 1, maxLength: 255 };

/** By dialect, then by path. */
const SHAPES: Readonly<Record<string, Readonly<Record<string, object>>>> = {
  'csc-v1': {
    info: object({}, { lang: text }),
    'credentials/list': object(
      {},
      { userID: text, maxResults: { type: 'integer' }, pageToken: text, clientData: text },
    ),
    'credentials/info': CREDENTIAL_INFO,
    'credentials/authorize': object(
      { credentialID: text, numSignatures: { type: 'integer', minimum: 1 } },
      { hash: listOf(base64), PIN: text, OTP: text, description: text, clientData: text },
    ),
    'signatures/signHash': object(
      { credentialID: text, SAD: text, hash: listOf(base64), signAlgo: oid },
      { hashAlgo: oid, signAlgoParams: base64, clientData: text },
    ),
    'signatures/timestamp': TIMESTAMP,
  },
  'csc-v2': {
    info: object({}, { lang: text }),
    'credentials/list': object(
      {},
      {
        userID: text,
        credentialInfo: { type: 'boolean' },
        certificates: { enum: ['none', 'single', 'chain'] },
        certInfo: { type: 'boolean' },
        authInfo: { type: 'boolean' },
        onlyValid: { type: 'boolean' },
        lang: text,
        clientData: text,
      },
    ),
    'credentials/info': CREDENTIAL_INFO,
    'credentials/authorize': object(
      { credentialID: text, numSignatures: { type: 'integer', minimum: 1 } },
      {
        hashes: listOf(base64),
        hashAlgorithmOID: oid,
        authData: { type: 'array', items: object({ id: text, value: text }) },
        description: { type: 'string', maxLength: 500 },
        clientData: text,
      },
    ),
    'signatures/signHash': object(
      { credentialID: text, hashes: listOf(base64), signAlgo: oid },
      {
        SAD: text,
        hashAlgorithmOID: oid,
        signAlgoParams: base64,
        operationMode: { enum: ['S', 'A'] },
        validity_period: { type: 'integer' },
        response_uri: text,
        clientData: text,
      },
    ),
    'signatures/signDoc': object(
      { documents: listOf(DOCUMENT) },
      {
        credentialID: text,
        signatureQualifier: text,
        SAD: text,
        operationMode: { enum: ['S', 'A'] },
        validity_period: { type: 'integer' },
        response_uri: text,
        returnValidationInfo: { type: 'boolean' },
        clientData: text,
      },
    ),
    'signatures/timestamp': TIMESTAMP,
  },
  siva: {
    validate: object({ filename: FILE_NAME, document: base64 }, SIVA_COMMON),
    validateHashcode: object(
      {
        signatureFiles: listOf(
          object(
            { signature: base64 },
            { datafiles: listOf(object({ filename: FILE_NAME, hashAlgo: text, hash: base64 })) },
          ),
        ),
      },
      SIVA_COMMON,
    ),
  },
};

const ajv = new Ajv({ allErrors: true, strict: true });

/** Fails with every fault of the body. */
export function hasShape(dialect: string, path: string, body: unknown): void {
  const shape = SHAPES[dialect]?.[path];
  ok(shape !== undefined, `${dialect} has no ${path}`);
  const validate = ajv.compile(shape);
  ok(validate(body), `${dialect} ${path}: ${ajv.errorsText(validate.errors)}\n${JSON.stringify(body)}`);
}

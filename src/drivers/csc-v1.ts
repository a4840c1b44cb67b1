/**
 * Dialect `csc-v1`: remote signing services after the CSC API 1.0.4. They sign hashes; the harness makes the signature.
 *
 * @see {@link https://cloudsignatureconsortium.org/resources/download-api-specifications/ CSC API 1.0.4.0}
 * @module
 */
import { stringAt, valueAt } from '../encoding/json';
import { answering, postJson } from './answering';
import { answersInfo, callTo, versionInInfo } from './csc-calls';
import { type Credential, credentialFor } from './csc-credential';
import { cscSuite } from './csc-names';
import { consent, noAlgorithm, noCredential, signHash, type Version } from './csc-sign';
import type { Driver, Link } from './driver';

const DIALECT = 'csc-v1';

const VERSION: Version = {
  dialect: DIALECT,

  async authorise(call, credential, { hashes, hashAlgo }) {
    const { link } = call;
    const ready = link.option('sad');
    if (ready !== undefined) return ready;
    if (valueAt(credential.info, 'authMode') === 'oauth2code') {
      return consent(call, credential, { hashes, hashAlgo }, 'hash');
    }
    // csc-node spells the path with an s.
    const reply = await postJson(call, link.option('authorizePath') ?? 'credentials/authorize', {
      credentialID: credential.id,
      numSignatures: hashes.length,
      hash: hashes,
      ...secretsFor(link, credential),
    });
    return stringAt(reply, 'SAD');
  },

  hashFields: ({ hashes, hashAlgo }) => ({ hash: hashes, hashAlgo }),
};

export const cscV1: Driver = {
  dialect: DIALECT,
  granularity: 'boolean',
  // list, info, authorize, signHash; a time-stamp is one more.
  calls: { sign: 4 },

  sign: (link, question) =>
    answering(DIALECT, async () => {
      const suite = cscSuite(question.suite);
      if (suite === undefined) return noAlgorithm(DIALECT, question);
      const call = callTo(link);
      const credential = await credentialFor(call, suite);
      if (credential === undefined) return noCredential(suite);
      return signHash(VERSION, call, question, suite, credential);
    }),

  canary: (link) => answersInfo(DIALECT, link),

  version: (link) => versionInInfo(DIALECT, link),
};

/** What the credential wants is sent where the profile has it; else the service says what is missing. */
function secretsFor(link: Link, { info }: Credential): object {
  const names = ['PIN', 'OTP'].filter((name) => valueAt(info, name, 'presence') !== 'false');
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = link.option(name.toLowerCase());
      return value === undefined ? [] : [[name, value]];
    }),
  );
}

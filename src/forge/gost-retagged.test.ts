/**
 * National signatures judged by OpenSSL, which knows neither their identifiers nor their byte order: keys get the identifiers
 * of the same curve and digest in the RFCs, values are turned round where the state turns them.
 */
import assert from 'node:assert/strict';
import test from 'node:test';
import * as pkijs from 'pkijs';
import type { SuiteId } from '../model/claim';
import { requireGostEngine } from '../testing/gost-peers';
import { readCertificate } from './certificate';
import type { ForgedState } from './forged';
import { crl } from './revocation';
import { takeApart } from './testing-cms';
import { make, miscalculated, NATIONAL, stateWith, withGostEngine } from './testing-gost';
import { type Signed, verifies } from './testing-retagged';

function signedBytes({ tbsView, signatureValue }: pkijs.Certificate | pkijs.CertificateRevocationList) {
  return { data: tbsView, value: signatureValue.valueBlock.valueHexView };
}

/** Certificates of signer and authority, a list, and the attributes of a CMS. */
function structures(state: ForgedState, suite: SuiteId): readonly Signed[] {
  const { root, issuing } = state;
  const list = pkijs.CertificateRevocationList.fromBER(crl(state, 'issuing'));
  return [
    { ...signedBytes(readCertificate(root.certificate)), key: root.key },
    { ...signedBytes(readCertificate(issuing.certificate)), key: root.key },
    { ...signedBytes(readCertificate(state.signer(suite).certificate)), key: issuing.key },
    { ...signedBytes(list), key: issuing.key },
    cms(state, 'good-forged', suite),
  ];
}

function cms(state: ForgedState, id: string, suite: SuiteId): Signed {
  const { signedAttributes, signatureValue } = takeApart(make(state, id, suite).signature);
  return { data: signedAttributes, value: signatureValue, key: state.signer(suite).key };
}

for (const suite of NATIONAL) {
  test(`${suite}: OpenSSL verifies certificates, a list and CMS under the identifiers that it knows`, (t) => {
    if (!requireGostEngine(t)) return;
    const state = stateWith(suite);
    withGostEngine((openssl) => {
      for (const signed of structures(state, suite)) assert.ok(verifies(openssl, suite, signed));
    });
  });

  test(`${suite}: OpenSSL refuses a swapped byte order, and a wrong S-box where there is another`, (t) => {
    if (!requireGostEngine(t)) return;
    const state = stateWith(suite);
    const ids = miscalculated(suite).filter((id) => id !== 'content');
    assert.ok(ids.includes('byte-order'));
    withGostEngine((openssl) => {
      for (const id of ids) assert.ok(!verifies(openssl, suite, cms(state, id, suite)), id);
    });
  });
}

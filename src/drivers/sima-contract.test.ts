import { deepEqual, equal } from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { contract, qrText, tsFault } from './sima-contract';

const PARTS = {
  operationId: 'op-0001',
  from: 1767225600,
  until: 1767229200,
  assignee: ['0000000'],
  clientId: 1,
  iconUri: 'https://example.az/icon.png',
  callback: 'https://example.az/callback',
  document: null,
};

test('the contract of the national facts, section 1.6', () => {
  const text = contract(PARTS, 'tamga-master-key');
  const container = text.slice('{"SignableContainer":'.length, text.indexOf(',"Header"'));
  equal(
    createHash('sha256').update(container).digest('hex'),
    '3002e2746ed8ff5b795d85788f73129fb5fc399e4b70520dcec3b080c86035a6',
  );
  deepEqual(JSON.parse(text).Header, {
    AlgName: 'HMACSHA256',
    Signature: 'sZXRYLhak2aN2FlO2HHpYmdOA5WxXeAyULdNCkzKpSs=',
  });
});

test('the document is named by its digest where it is named, and the QR code holds all of it', () => {
  const text = contract({ ...PARTS, document: Buffer.from('abc') }, 'k');
  equal(
    JSON.parse(text).SignableContainer.DataInfo.FingerPrint,
    'ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=',
  );
  const qr = qrText('https://example.az/', '{"a":1}');
  equal(qr, 'https://example.az/Home/GetFile/?tsquery=eyJhIjoxfQ==');
});

test('a visitor without a good signature is told apart by what is wrong', () => {
  const sign = { 'ts-cert': 'YQ==', 'ts-sign-alg': 'ECDSA_SHA256', 'ts-sign': 'YQ==' };
  equal(tsFault({}, Buffer.from('')), 'ts-cert or ts-sign is missing');
  equal(tsFault({ ...sign, 'ts-sign-alg': 'none' }, Buffer.from('')), 'ts-sign-alg is not ECDSA_SHA256');
  equal(tsFault({ ...sign, 'ts-cert': '?' }, Buffer.from('')), 'ts-cert or ts-sign is not base64');
  equal(tsFault(sign, Buffer.from('')), 'ts-cert is no certificate, or ts-sign no signature');
});

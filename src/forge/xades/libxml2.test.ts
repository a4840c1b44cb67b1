/**
 * What xmlsec1 does not know, judged in two steps by libxml2, which canonicalises, and OpenSSL, which calculates: national
 * suites, EdDSA, and the imprints of time-stamps.
 */
import assert from 'node:assert/strict';
import { createPublicKey, verify } from 'node:crypto';
import test from 'node:test';
import { digestByName } from '../../crypto/digests';
import { SUITES } from '../../crypto/suites';
import type { SuiteId } from '../../model/claim';
import { requireGostEngine } from '../../testing/gost-peers';
import { requirePeer } from '../../testing/peers';
import { DOCUMENTS, documentFor, readDocument } from '../documents';
import { mintState } from '../pki';
import { type ProductRequest, signProduct } from '../product';
import { knownSuite } from '../signing';
import { profileWith, withGostEngine } from '../testing-gost';
import { askToken, withOpenSsl, writeAuthorities } from '../testing-openssl';
import { TEST_INSTANT, TEST_PROFILE } from '../testing-profile';
import { verifies } from '../testing-retagged';
import { timeline } from '../timeline';
import { C14N } from '../xml-canonical';
import { type FurtherXml, signXmlProduct } from './product';
import { NAMESPACE } from './vocabulary';

const NATIONAL = SUITES.filter(({ family, xml }) => family === 'gost' && xml !== null).map(({ id }) => id);
const PACKAGINGS = ['enveloped', 'enveloping', 'internally-detached'] as const;

interface Read {
  text(xpath: string): string;
  bytes(xpath: string): Uint8Array;
  /** Canonical by the method, of every node that the path finds. */
  canonical(xpath: string, algorithm?: string): readonly Uint8Array[];
}

async function reader() {
  const { XmlDocument, XmlElement, XmlC14NMode: modes } = await import('libxml2-wasm');
  const mode = (algorithm: string) =>
    algorithm.includes('exc') ? modes.XML_C14N_EXCLUSIVE_1_0 : modes.XML_C14N_1_0;
  return <T>(file: Uint8Array, look: (read: Read) => T): T => {
    const document = XmlDocument.fromBuffer(file);
    try {
      const found = (xpath: string) => document.find(xpath, NAMESPACE);
      const text = (xpath: string): string =>
        found(xpath)
          .map((node) => node.content)
          .join('');
      return look({
        text,
        bytes: (xpath) => Buffer.from(text(xpath), 'base64'),
        canonical: (xpath, algorithm = C14N.exclusive) =>
          found(xpath).map((node) => {
            assert.ok(node instanceof XmlElement, xpath);
            return Buffer.from(node.canonicalizeToString({ mode: mode(algorithm) }));
          }),
      });
    } finally {
      document.dispose();
    }
  };
}

function requestOf(
  suite: SuiteId,
  product: Pick<ProductRequest['product'], 'format' | 'level' | 'packaging'>,
): ProductRequest {
  const state = mintState(
    'tamga',
    TEST_INSTANT,
    'KZ',
    knownSuite(suite).gost ? profileWith(suite) : TEST_PROFILE,
  );
  return {
    state,
    product: { ...product, suite },
    document: readDocument(documentFor(product)),
    identity: state.signer(suite),
    times: timeline(state.instant).recent,
  };
}

/** SignedInfo and value, with all references inside the file digested again. */
function signedInfo(read: Read, suite: SuiteId) {
  const row = knownSuite(suite);
  const method = read.text('//ds:CanonicalizationMethod/@Algorithm');
  assert.equal(read.text('//ds:SignatureMethod/@Algorithm'), row.xml?.signature);
  const [data] = read.canonical('//ds:SignedInfo', method);
  const references = read.canonical('//ds:Reference[@Type]').length;
  if (references > 0) {
    const [properties] = read.canonical('//xades:SignedProperties', method);
    assert.ok(properties);
    const stated = read.bytes('//ds:Reference[contains(@Type, "SignedProperties")]/ds:DigestValue');
    assert.deepEqual(Buffer.from(digestByName(row.digest).of(properties)), Buffer.from(stated));
  }
  return { data: data ?? assert.fail('no SignedInfo'), value: read.bytes('//ds:SignatureValue') };
}

test('OpenSSL verifies national suites over what libxml2 canonicalises, XAdES and XMLDSig', async (t) => {
  if (!requireGostEngine(t)) return;
  assert.deepEqual(NATIONAL, [
    'kz-gost2004-gost34311',
    'kz-gost2015-256-streebog256',
    'kz-gost2015-512-streebog512',
  ]);
  const reading = await reader();
  withGostEngine((openssl) => {
    for (const suite of NATIONAL) {
      for (const packaging of PACKAGINGS) {
        for (const product of [
          { format: 'XMLDSig', level: 'none' },
          { format: 'XAdES', level: 'B-LTA' },
        ] as const) {
          const request = requestOf(suite, { ...product, packaging });
          const { key } = request.identity;
          reading(signProduct(request).signature, (read) => {
            const signed = { ...signedInfo(read, suite), key };
            const name = `${suite} ${product.format} ${packaging}`;
            assert.ok(verifies(openssl, suite, signed), name);
            const changed = Buffer.from(signed.data.map((byte, at) => (at === 200 ? byte ^ 1 : byte)));
            assert.ok(!verifies(openssl, suite, { ...signed, data: changed }), name);
          });
        }
      }
    }
  });
});

test('Node verifies EdDSA over what libxml2 canonicalises', async () => {
  const reading = await reader();
  for (const packaging of PACKAGINGS) {
    const request = requestOf('ed25519', { format: 'XAdES', level: 'B-T', packaging });
    reading(signProduct(request).signature, (read) => {
      const { data, value } = signedInfo(read, 'ed25519');
      const key = createPublicKey({
        key: Buffer.from(request.identity.key.spki),
        format: 'der',
        type: 'spki',
      });
      assert.ok(verify(null, data, key, value), packaging);
    });
  }
});

const SHA256 = digestByName('sha256');
const UNSIGNED =
  '/ds:Signature/ds:Object/xades:QualifyingProperties/xades:UnsignedProperties/xades:UnsignedSignatureProperties';

/** EN 319 132-1 section 5.5.2, once more, by someone else's canonicaliser. */
function archiveImprint(read: Read, data: Uint8Array, at: number, method: string): Uint8Array {
  const signature = '/ds:Signature';
  const earlier = Array.from({ length: at - 1 }, (_, index) => `${UNSIGNED}/*[${index + 1}]`);
  const pieces = [
    data,
    ...read.canonical('//xades:SignedProperties', method),
    ...['ds:SignedInfo', 'ds:SignatureValue', 'ds:KeyInfo'].flatMap((part) =>
      read.canonical(`${signature}/${part}`, method),
    ),
    ...earlier.flatMap((path) => read.canonical(path, method)),
    ...read.canonical(`${signature}/ds:Object[not(xades:QualifyingProperties)]`, method),
  ];
  return SHA256.of(Buffer.concat(pieces));
}

const TWICE: FurtherXml = (() => {
  const times = timeline(TEST_INSTANT).recent;
  const minutes = (count: number): Date => new Date(times.stamped.getTime() + count * 60_000);
  return {
    times: { ...times, validated: minutes(1), archived: [{ time: minutes(2) }, { time: minutes(9) }] },
  };
})();

test('OpenSSL finds every imprint where libxml2 canonicalises: of the value, the archive and its renewal', async (t) => {
  if (!requirePeer('openssl', t)) return;
  const reading = await reader();
  withOpenSsl((openssl) => {
    for (const packaging of ['enveloping', 'detached'] as const) {
      for (const canonicalization of [C14N.exclusive, C14N.inclusive]) {
        const request = requestOf('ecdsa-p256-sha256', { format: 'XAdES', level: 'B-LTA', packaging });
        writeAuthorities(openssl, request.state);
        const how = { canonicalization };
        const made = signXmlProduct(
          request,
          { signatureTimeStamp: how, archiveTimeStamp: how },
          { ...TWICE, canonicalization },
        );
        reading(made.signature, (read) => {
          const content = readDocument(DOCUMENTS.text);
          const [value] = read.canonical('//ds:SignatureValue', canonicalization);
          const stamps = [
            ['//xades:SignatureTimeStamp', SHA256.of(value ?? assert.fail())],
            [`${UNSIGNED}/*[5]`, archiveImprint(read, content, 5, canonicalization)],
            [`${UNSIGNED}/*[7]`, archiveImprint(read, content, 7, canonicalization)],
          ] as const;
          for (const [path, imprint] of stamps) {
            const token = read.bytes(`${path}/xades:EncapsulatedTimeStamp`);
            const { text } = askToken(openssl, token, imprint, TEST_INSTANT);
            assert.match(text, /Verification: OK/, `${packaging} ${canonicalization} ${path}: ${text}`);
          }
        });
      }
    }
  });
});

/** What the endpoints of the sandbox sign and verify beside CMS and CAdES: every format, level and packaging there is. */
import { deepEqual, equal, match } from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { documentFor, readDocument } from '../forge/documents';
import { makes } from '../forge/product';
import { FORMATS, LEVELS, PACKAGINGS, type Product, type SuiteId } from '../model/claim';
import { openSandbox, type SandboxClient } from '../testing/sandbox-client';

const PASSED = { kind: 'verdict', said: 'passed', subIndication: null };

let sandbox: SandboxClient;

before(async () => {
  sandbox = await openSandbox();
});

after(() => sandbox.close());

const PRODUCTS: readonly Product[] = FORMATS.flatMap((format) =>
  LEVELS.flatMap((level) =>
    PACKAGINGS.map((packaging): Product => ({ format, level, packaging, suite: 'ecdsa-p256-sha256' })).filter(
      makes,
    ),
  ),
);

describe('dss-rest', () => {
  for (const product of PRODUCTS) {
    const { format, level, packaging } = product;

    test(`signs and verifies ${format} ${level}, ${packaging}`, async () => {
      const document = readDocument(documentFor(product));
      const signature = await sandbox.sign('TR', product, document);
      const content = packaging === 'detached' ? document : null;
      deepEqual(await sandbox.verify('TR', product, signature, content), PASSED);
      if (content === null) return;
      const other = await sandbox.verify(
        'TR',
        product,
        signature,
        Buffer.concat([content, Buffer.from(' ')]),
      );
      equal(other.kind === 'verdict' && other.said, 'failed');
    });
  }

  test('what it says of the form is what the referee found', async () => {
    const product: Product = {
      format: 'ASiC-E/XAdES',
      level: 'B-LTA',
      packaging: 'attached',
      suite: 'ecdsa-p256-sha256',
    };
    const signature = await sandbox.sign('TR', product, readDocument(documentFor(product)));
    const reply = await fetch(
      `http://127.0.0.1:${sandbox.ports['tr']}/services/rest/validation/validateSignature`,
      {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({
          signedDocument: { bytes: Buffer.from(signature).toString('base64'), name: 'contract.asice' },
        }),
      },
    );
    const text = await reply.text();
    match(text, /"ContainerType":"ASiC-E"/);
    match(text, /"SignatureFormat":"XAdES-BASELINE-LTA"/);
  });
});

describe('ncanode-v3', () => {
  const signed = (suite: SuiteId) => {
    const product: Product = { format: 'XMLDSig', level: 'none', packaging: 'enveloped', suite };
    const document = readDocument(documentFor(product));
    return sandbox.sign('KZ', product, document).then((signature) => ({ product, signature }));
  };

  for (const suite of ['ecdsa-p256-sha256', 'kz-gost2015-512-streebog512', 'kz-gost2004-gost34311']) {
    test(`signs and verifies XML with ${suite}`, async () => {
      const { product, signature } = await signed(suite);
      deepEqual(await sandbox.verify('KZ', product, signature, null), PASSED);
      deepEqual(await sandbox.verify('TR', product, signature, null), PASSED);
    });
  }

  test('signs the whole document with its comments, as the national centre does', async () => {
    const { signature } = await signed('ecdsa-p256-sha256');
    const text = Buffer.from(signature).toString('utf8');
    match(text, /<ds:Reference [^>]*URI=""/);
    match(text, /enveloped-signature"\/?>.*REC-xml-c14n-20010315#WithComments"/s);
    match(text, /CanonicalizationMethod Algorithm="http:\/\/www\.w3\.org\/TR\/2001\/REC-xml-c14n-20010315"/);
  });

  test('XML without a signature is not valid, and what is no XML is a bad request', async () => {
    const product: Product = {
      format: 'XMLDSig',
      level: 'none',
      packaging: 'enveloped',
      suite: 'ecdsa-p256-sha256',
    };
    deepEqual(await sandbox.verify('KZ', product, Buffer.from('<a/>'), null), {
      kind: 'verdict',
      said: 'not-passed',
      subIndication: null,
    });
    equal((await sandbox.verify('KZ', product, Buffer.from('<a'), null)).kind, 'refused-input');
  });
});

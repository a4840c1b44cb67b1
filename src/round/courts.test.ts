/** What an endpoint gave is read off its bytes, whatever was asked for. */
import { deepEqual, equal } from 'node:assert/strict';
import { join } from 'node:path';
import { before, test } from 'node:test';
import { SUITE_IDS } from '../crypto/suites';
import { DIALECTS } from '../drivers/registry';
import { mintCase } from '../forge/cases/registry';
import { documentFor, readDocument } from '../forge/documents';
import { mintState } from '../forge/pki';
import { makes, signProduct } from '../forge/product';
import { timeline } from '../forge/timeline';
import { FORMATS, PACKAGINGS, type Product } from '../model/claim';
import { levelsOf } from '../model/forms';
import { packageRoot } from '../model/package-root';
import { PASSED } from '../model/verdict';
import { createMaterialSource } from '../referee/gather';
import { startReferee } from '../referee/validate';
import { loadRoster } from '../roster/roster';
import { createCourts } from './courts';

const INSTANT = '2026-09-01T12:00:00Z';
const DOCUMENT = { name: 'contract.txt', bytes: Buffer.from('the document that was sent') };
const SUITE = 'ecdsa-p256-sha256';

const { profiles } = loadRoster({
  folder: join(packageRoot(), 'profiles'),
  suites: SUITE_IDS,
  dialects: DIALECTS,
});
const az = profiles.filter(({ code }) => code === 'AZ');
const [profile] = az;
if (!profile) throw new Error('no profile for AZ');
const state = mintState('tamga', new Date(INSTANT), 'AZ', profile.certificateProfile);

const courts = createCourts({
  profiles: az,
  anchorsOf: () => [state.root.certificate],
  source: createMaterialSource(async () => undefined),
  instant: INSTANT,
});

function made(product: Partial<Product>, document: Uint8Array = DOCUMENT.bytes) {
  const whole: Product = { format: 'CAdES', level: 'B-T', packaging: 'attached', suite: SUITE, ...product };
  return signProduct({
    state,
    product: whole,
    document,
    identity: state.signer(SUITE),
    times: timeline(new Date(INSTANT)).recent,
  });
}

async function found(signature: Uint8Array, content: Uint8Array | null = null) {
  return (await courts.intrinsic({ signature, content, document: DOCUMENT }, PASSED)).found;
}

before(startReferee);

test('every format and packaging is read off the bytes, and so is another document', async () => {
  const products = FORMATS.flatMap((format) =>
    PACKAGINGS.map((packaging): Product => {
      const [level = 'none'] = levelsOf(format);
      return { format, level, packaging, suite: SUITE };
    }).filter(makes),
  );
  equal(products.length, 22);
  for (const product of products) {
    const { name } = documentFor(product);
    const document = { name, bytes: readDocument(documentFor(product)) };
    const times = timeline(new Date(INSTANT)).recent;
    const request = { state, product, documentName: name, identity: state.signer(SUITE), times };
    const { signature, content } = signProduct({ ...request, document: document.bytes });
    const label = `${product.format} ${product.packaging}`;
    const judged = await courts.intrinsic({ signature, content, document }, PASSED);
    deepEqual(judged.found, { ...product, signsDocument: true }, label);
    // Inside XML a letter of a text: it has to stay XML.
    const letter = Math.max(
      40,
      Buffer.from(document.bytes)
        .toString('latin1')
        .search(/>[A-Za-z]{3}/) + 2,
    );
    const bytes = Buffer.from(document.bytes.map((byte, i) => (i === letter ? byte ^ 1 : byte)));
    const other = { name, bytes };
    const elsewhere = await courts.intrinsic(
      { signature, content: content && bytes, document: other },
      PASSED,
    );
    equal(elsewhere.found?.signsDocument, false, label);
  }
});

const ASKED = { format: 'CAdES', level: 'B-T', packaging: 'attached', suite: SUITE, signsDocument: true };

test('the product and the document are read off the bytes', async () => {
  deepEqual(await found(made({}).signature), ASKED);
  deepEqual(await found(made({ level: 'B-B' }).signature), { ...ASKED, level: 'B-B' });
  deepEqual(await found(made({ format: 'CMS', level: 'none' }).signature), {
    ...ASKED,
    format: 'CMS',
    level: 'none',
  });
  const detached = made({ packaging: 'detached' });
  deepEqual(await found(detached.signature, detached.content), { ...ASKED, packaging: 'detached' });
});

test('another document is seen, inside the signature and beside it', async () => {
  const other = Buffer.from('I owe you a million manat!');
  deepEqual(await found(made({}, other).signature), { ...ASKED, signsDocument: false });
  const detached = made({ packaging: 'detached' }, other);
  deepEqual(await found(detached.signature, DOCUMENT.bytes), {
    ...ASKED,
    packaging: 'detached',
    signsDocument: false,
  });
});

test('bytes without a signature are a fact and no crash', async () => {
  const inputs = [Buffer.alloc(0), Buffer.from('not a signature at all')];
  for (const input of inputs) {
    const artefact = { signature: input, content: null, document: DOCUMENT };
    const judged = await courts.intrinsic(artefact, PASSED);
    equal(judged.found, null);
    equal(judged.verdict, null);
    equal(courts.asVerifier(profile, artefact, judged.material), null);
  }
});

test('half of a signature is one that fails', async () => {
  const { signature } = made({});
  const failed = { indication: 'TOTAL_FAILED', subIndication: 'FORMAT_FAILURE' } as const;
  const inputs = [
    signature.subarray(0, signature.length >> 1),
    signature.map((byte, i) => (i === 2 ? byte ^ 0x7f : byte)),
  ];
  for (const input of inputs) {
    const artefact = { signature: input, content: null, document: DOCUMENT };
    const judged = await courts.intrinsic(artefact, PASSED);
    equal(judged.found?.signsDocument, false);
    deepEqual(judged.verdict, failed);
    deepEqual(courts.asVerifier(profile, artefact, judged.material), failed);
  }
});

test('one signature that cannot be read is one, and fails', async () => {
  const document = { name: 'contract.pdf', bytes: readDocument({ name: 'contract.pdf', mimeType: '' }) };
  const product: Product = { format: 'PAdES', level: 'B-T', packaging: 'enveloped', suite: SUITE };
  const { signature } = mintCase('pdf-contents-null', { state, product, document: document.bytes });
  const expected = { indication: 'TOTAL_FAILED', subIndication: 'FORMAT_FAILURE' } as const;
  const judged = await courts.intrinsic({ signature, content: null, document }, expected);
  deepEqual(judged.verdict, expected);
  deepEqual(judged.found, {
    ...{ format: judged.found?.format, packaging: 'enveloped', signsDocument: false },
    ...{ level: null, suite: null },
  });
});

test('several signatures are one question, and the worst of them answers it', async () => {
  const product: Product = { format: 'CAdES', level: 'B-LT', packaging: 'attached', suite: SUITE };
  const minted = (id: string) => mintCase(id, { state, product, document: DOCUMENT.bytes });
  const broken = { indication: 'TOTAL_FAILED', subIndication: 'SIG_CRYPTO_FAILURE' } as const;
  for (const [id, expected] of [
    ['two-signatures', PASSED],
    ['one-of-two-broken', broken],
  ] as const) {
    const artefact = { ...minted(id), document: DOCUMENT };
    const judged = await courts.intrinsic(artefact, expected);
    deepEqual(judged.found, { ...ASKED, level: 'B-LT', signatures: 2 }, id);
    deepEqual(judged.verdict, expected, id);
    deepEqual(courts.asVerifier(profile, artefact, judged.material), expected, id);
  }
});

/** Known attacks as whole files, everything else right and trusted: none passes. */
import assert from 'node:assert/strict';
import { createHmac, generateKeyPairSync, sign } from 'node:crypto';
import { before, test } from 'node:test';
import { unzipSync, zipSync } from 'fflate';
import { mintState } from '../forge/pki';
import { longTermFiles } from '../forge/testing-long-term';
import { TEST_INSTANT, TEST_PROFILE } from '../forge/testing-profile';
import type { Format, Packaging } from '../model/claim';
import { TamgaError } from '../model/error';
import { contextOf, EMPTY_MATERIAL, gather } from './testing-state';
import { startReferee, validate } from './validate';

const STATE = mintState('tamga', TEST_INSTANT, 'KZ', TEST_PROFILE);
const EVIL = Buffer.from('Pay 99999 to Mallory.\n');

before(startReferee);

function indications(original: Uint8Array, file: Uint8Array): readonly string[] {
  // Plain XML signatures bring the certificate of the signer alone.
  const material = { ...EMPTY_MATERIAL, certificates: [STATE.issuing.certificate] };
  const context = gather(STATE, original, contextOf(STATE, { material }));
  try {
    return validate({ file, contents: [], context }).signatures.map(({ indication }) => indication);
  } catch (error) {
    assert.ok(error instanceof TamgaError && error.code !== 'TAMGA-E-INTERNAL', String(error));
    return [];
  }
}

type Attacks = Readonly<Record<string, Uint8Array | string>>;

/** The original passes; what is made of it does not. */
function nonePasses(format: Format, packaging: Packaging, attack: (file: Buffer) => Attacks): void {
  const files = longTermFiles({
    state: STATE,
    suite: 'ecdsa-p256-sha256',
    formats: [format],
    levels: ['none', 'B-B'],
  });
  const made =
    files.find(({ product }) => product.packaging === packaging) ?? assert.fail(`${format} ${packaging}`);
  const file = Buffer.from(made.signature);
  assert.deepEqual(indications(file, file), ['TOTAL_PASSED'], made.name);
  for (const [name, changed] of Object.entries(attack(file))) {
    const bytes = Buffer.from(changed);
    assert.ok(!bytes.equals(file), `${made.name}: ${name} changes nothing`);
    assert.ok(!indications(file, bytes).includes('TOTAL_PASSED'), `${made.name}: ${name}`);
  }
}

const PROLOGUE = /^<\?xml.*?\?>\s*/;
const found = (text: string, pattern: RegExp): string =>
  pattern.exec(text)?.[0] ?? assert.fail(String(pattern));

test('XML: the signed element moved aside, into every place', () => {
  nonePasses('XAdES', 'internally-detached', (file) => {
    const text = file.toString();
    const signed = found(text, /<tamga:Document[\s\S]*?<\/tamga:Document>/);
    const forged = signed.replace(' Id="document"', '').replace('VEFN', 'RVZJ');
    const put = (by: string): string => text.replace(signed, by);
    return {
      'beside a forged one': put(`${forged}<aside>${signed}</aside>`),
      'in front of a forged one': put(signed + forged),
      'behind a forged one': put(forged + signed),
      'in a forged one': put(forged.replace('</tamga:Document>', `${signed}</tamga:Document>`)),
      'under another Id': put(
        `${forged.replace('<tamga:Document', '<tamga:Document Id="read"')}<aside>${signed}</aside>`,
      ),
      'in an object of the signature': put(forged).replace(
        '</ds:Signature>',
        `<ds:Object>${signed}</ds:Object></ds:Signature>`,
      ),
      'in the key info': put(forged).replace('</ds:KeyInfo>', `${signed}</ds:KeyInfo>`),
      'with all of the file': `<tamga:Signed xmlns:tamga="urn:tamga:signed">${forged}<w>${text.replace(PROLOGUE, '')}</w></tamga:Signed>`,
      'one Id twice': put(signed.replace('VEFN', 'RVZJ') + signed),
      'one Id in two spellings': put(signed.replace(' Id=', ' ID=').replace('VEFN', 'RVZJ') + signed),
    };
  });
});

test('XML: a new document around the old one, and content where nobody signs', () => {
  for (const format of ['XAdES', 'XMLDSig'] as const) {
    nonePasses(format, 'enveloped', (file) => {
      const text = file.toString();
      const signature = found(text, /<ds:Signature [\s\S]*<\/ds:Signature>/);
      const old = text
        .replace(signature, '')
        .replace(PROLOGUE, '')
        .replace(/<!--[\s\S]*?-->/, '');
      const object = (content: string): string =>
        signature.replace('</ds:Signature>', `<ds:Object>${content}</ds:Object></ds:Signature>`);
      return {
        'the old in an object': `<evil>9${object(old)}</evil>`,
        'the old below': `<evil>${text.replace(PROLOGUE, '')}</evil>`,
        'the signature twice': text.replace(signature, signature + signature),
        'content in an object': text.replace(signature, object('<pay>9</pay>')),
      };
    });
    nonePasses(format, 'enveloping', (file) => {
      const text = file.toString().replace(PROLOGUE, '');
      return {
        'a new root': `<evil><pay>9</pay>${text}</evil>`,
        'a forged object first': text.replace('<ds:Object', '<ds:Object>RVZJTA==</ds:Object><ds:Object'),
        'a forged object last': text.replace(
          '</ds:Signature>',
          '<ds:Object>RVZJTA==</ds:Object></ds:Signature>',
        ),
      };
    });
  }
});

test('ASiC: files added, changed, hidden behind names, archives behind archives', () => {
  for (const format of ['ASiC-E/XAdES', 'ASiC-E/CAdES', 'ASiC-S/CAdES', 'ASiC-S/XAdES'] as const) {
    nonePasses(format, 'attached', (file) => {
      const entries = unzipSync(file);
      const name = Object.keys(entries).find((one) => one.startsWith('contract')) ?? assert.fail();
      const withEntry = (one: string): Uint8Array => zipSync({ ...entries, [one]: EVIL }, { level: 0 });
      return {
        'a file more': withEntry('evil.txt'),
        'the file changed': withEntry(name),
        'another case': withEntry(name.toUpperCase()),
        'a letter that looks the same': withEntry(name.replace('c', '\u0441')),
        'a path to the same': withEntry(`./${name}`),
        'a path of Windows': withEntry(`x\\..\\${name}`),
        'bytes in front': Buffer.concat([Buffer.from('504b0304', 'hex'), EVIL, file]),
        'another archive behind': Buffer.concat([file, zipSync({ [name]: EVIL }, { level: 0 })]),
      };
    });
  }
});

test('JWS: no algorithm, a shared secret, a key of the forger, values of zero, headers twice', () => {
  for (const format of ['JAdES', 'JWS'] as const) {
    nonePasses(format, 'attached', (file) => {
      const [header = '', payload = '', value = ''] = file.toString().split('.');
      const parameters: Readonly<Record<string, unknown>> = JSON.parse(
        Buffer.from(header, 'base64url').toString(),
      );
      const encoded = (more: object): string =>
        Buffer.from(JSON.stringify({ ...parameters, ...more })).toString('base64url');
      const evil = EVIL.toString('base64url');
      const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
      const own = encoded({ jwk: publicKey.export({ format: 'jwk' }) });
      const ownValue = sign('sha256', Buffer.from(`${own}.${evil}`), {
        key: privateKey,
        dsaEncoding: 'ieee-p1363',
      });
      const shared = `${encoded({ alg: 'HS256' })}.${evil}`;
      const secret = createHmac('sha256', publicKey.export({ type: 'spki', format: 'pem' })).update(shared);
      const json = { payload, protected: header, signature: value };
      return {
        none: `${encoded({ alg: 'none' })}.${evil}.`,
        'none in another case, with the value': `${encoded({ alg: 'nOnE' })}.${payload}.${value}`,
        'a shared secret': `${shared}.${secret.digest('base64url')}`,
        'an embedded key': `${own}.${evil}.${ownValue.toString('base64url')}`,
        zeros: `${header}.${evil}.${Buffer.alloc(64).toString('base64url')}`,
        'zeros over what was signed': `${header}.${payload}.${Buffer.alloc(64).toString('base64url')}`,
        'an unknown critical parameter': `${encoded({ crit: ['x'], x: 1 })}.${payload}.${value}`,
        'a certificate that nobody signed': JSON.stringify({ ...json, header: { x5c: ['AA=='] } }),
        'two payloads': JSON.stringify(json).replace('{', `{"payload":"${evil}",`),
        'two serializations': JSON.stringify({ ...json, signatures: [json] }),
      };
    });
  }
});

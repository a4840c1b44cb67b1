/** Every fault of a profile that schema and meaning tell: its place, what was found, what is allowed. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DIGESTS } from '../crypto/digests';
import type { HierarchyProfile } from '../model/profile';
import { type Edit, refusalOf, XA } from './testing-profiles';

test('a misspelt key: its place, what was found, what is allowed, what was meant', (t) => {
  const fault = refusalOf(t, [
    ['/endpoints/sign/timoutMs', 1000],
    ['/endpoints/sign/timeoutMs', undefined],
  ]);
  assert.deepEqual(fault, {
    code: 'TAMGA-E-PROFILE-SCHEMA',
    message: [
      '1 fault in the profiles:',
      'xa.json, line 20, /endpoints/sign/timoutMs',
      '  found: the unknown key "timoutMs"',
      '  allowed: dialect, url, auth, timeoutMs, connectTimeoutMs, firstByteTimeoutMs, maxBytes, tls, budget, options, http, cli',
      '  did you mean "timeoutMs"?',
    ].join('\n'),
  });
});

const { root, issuing, timeStamping, ocsp } = XA.certificateProfile;
const HIERARCHY: HierarchyProfile = {
  name: 'further',
  suites: ['ecdsa-p256-sha256'],
  root,
  issuing,
  timeStamping,
  ocsp,
};

const SECRET_PLACE =
  'Where the secret lies, never the secret itself: env:NAME, file:PATH (text), file-base64:PATH (a key store), and in simulated profiles what the sandbox gives out: sandbox:test-key, sandbox:test-key:SUITE, sandbox:test-key-password, sandbox:test-pin, sandbox:test-application-password, sandbox:test-master-key, sandbox:test-client-secret, sandbox:test-certificate:SUITE, sandbox:test-issuer:SUITE.';
const URL_FORM =
  "The base URL: http or https, no user name, query or fragment, with a slash at its end, or cli://NAME/ for a command; hosts under .tamga.test are the sandbox's.";

interface Row {
  readonly name: string;
  readonly edit: Edit;
  readonly fault: readonly string[];
}

const SCHEMA_FAULTS: readonly Row[] = [
  {
    name: 'a missing key',
    edit: ['/timeModel', undefined],
    fault: [
      'line 1, /timeModel',
      'found: no key "timeModel"',
      'allowed: the key is needed: Which time the verifier judges a signature at: now, the best signature time (EN 319 102-1 clause 5.5), or the claimed one.',
    ],
  },
  {
    name: 'a word outside its list',
    edit: ['/role', 'observr'],
    fault: ['line 4, /role', 'found: "observr"', 'allowed: member, observer', 'did you mean "observer"?'],
  },
  {
    name: 'a word far from all of its list',
    edit: ['/role', 'king'],
    fault: ['line 4, /role', 'found: "king"', 'allowed: member, observer'],
  },
  {
    name: 'a value of another type',
    edit: ['/name', ['Testland']],
    fault: ['line 3, /name', 'found: array', 'allowed: string'],
  },
  {
    name: 'a text of another form',
    edit: ['/certificateProfile/timeStampPolicy', '0.4.x'],
    fault: [
      'line 129, /certificateProfile/timeStampPolicy',
      'found: "0.4.x"',
      'allowed: A dotted object identifier, for example 1.2.398.3.3.2.',
    ],
  },
  {
    name: 'a number too small',
    edit: ['/endpoints/sign/budget/concurrency', 0],
    fault: ['line 16, /endpoints/sign/budget/concurrency', 'found: 0', 'allowed: at least 1'],
  },
  {
    name: 'a number too large',
    edit: ['/endpoints/sign/timeoutMs', 1e9],
    fault: ['line 14, /endpoints/sign/timeoutMs', 'found: 1000000000', 'allowed: at most 300000'],
  },
  {
    name: 'an empty text',
    edit: ['/name', ''],
    fault: ['line 3, /name', 'found: ""', 'allowed: at least 1 characters'],
  },
  {
    name: 'a long text, cut short',
    edit: ['/name', 'я'.repeat(600)],
    fault: ['line 3, /name', `found: "${'я'.repeat(59)}…`, 'allowed: at most 500 characters'],
  },
  {
    name: 'control characters, escaped',
    edit: ['/timeModel', '\u001b[31m\u202enow'],
    fault: [
      'line 79, /timeModel',
      'found: "\\u001b[31m\\u{202e}now"',
      'allowed: now, best-signature-time, claimed',
    ],
  },
  {
    name: 'an empty list',
    edit: ['/claims/0/suites', []],
    fault: ['line 48, /claims/0/suites', 'found: 0', 'allowed: at least 1'],
  },
  {
    name: 'a word twice',
    edit: ['/trust/accepts', ['XA', 'XB', 'XA']],
    fault: ['line 63, /trust/accepts/2', 'found: the same as element 0', 'allowed: each element once'],
  },
  {
    name: 'a way of authorisation that does not exist',
    edit: ['/endpoints/sign/auth/scheme', 'baerer'],
    fault: [
      'line 11, /endpoints/sign/auth/scheme',
      'found: "baerer"',
      'allowed: none, bearer, basic, header, oauth2, mutual-tls, hmac, kamusm',
      'did you mean "bearer"?',
    ],
  },
  {
    name: 'a misspelt digest',
    edit: ['/algorithms/digests', { sha265: null }],
    fault: [
      'line 68, /algorithms/digests/sha265',
      'found: the unknown key "sha265"',
      `allowed: ${DIGESTS.map(({ name }) => name).join(', ')}`,
      'did you mean "sha256"?',
    ],
  },
  {
    name: 'a literal secret in auth, not shown',
    edit: ['/endpoints/sign/auth/token', 'hunter2'],
    fault: [
      'line 12, /endpoints/sign/auth/token',
      'found: a literal (not shown here)',
      `allowed: ${SECRET_PLACE}`,
    ],
  },
  {
    name: 'a literal secret in an option, not shown',
    edit: ['/endpoints/sign/options', { password: 'hunter2' }],
    fault: [
      'line 21, /endpoints/sign/options/password',
      'found: a literal (not shown here)',
      `allowed: ${SECRET_PLACE}`,
    ],
  },
  {
    name: 'a literal secret under a misspelt option, not shown',
    edit: ['/endpoints/sign/options', { pasword: 'hunter2' }],
    fault: [
      'line 21, /endpoints/sign/options/pasword',
      'found: the unknown key "pasword"',
      'allowed: key, password, tsaPolicy, pin, otp, sad, oauth2ClientId, oauth2ClientSecret, redirectUri, oauth2, certificate, credentialID, userID, method, conformanceWord, authorizePath, signaturePolicy, reportType, path, issuer, personIdnp, organizationInn, userToken, hash, apId, apPassword, msisdn, mode, value, signatureProfile, mssFormat, msspUri, display, polls, pollMs, capiws, apiKey, origin, timeStamp, realIp, host, masterKey, serviceUrl, listenPort, assignee, clientId, iconUri, dataInfo, level, behaviour, offline, credentialID.SUITE, authData.ID, key.SUITE, certificate.SUITE, msisdn.SUITE',
      'did you mean "password"?',
    ],
  },
  {
    name: 'a literal secret in the URL, not shown',
    edit: ['/endpoints/sign/url', 'https://me:hunter2@dss.example/'],
    fault: ['line 9, /endpoints/sign/url', 'found: a literal (not shown here)', `allowed: ${URL_FORM}`],
  },
  {
    name: 'a URL without a slash at its end',
    edit: ['/endpoints/sign/url', 'https://dss.example'],
    fault: ['line 9, /endpoints/sign/url', 'found: "https://dss.example"', `allowed: ${URL_FORM}`],
  },
];

const MEANING_FAULTS: readonly Row[] = [
  {
    name: 'a code that is not the name of the file',
    edit: ['/code', 'XC'],
    fault: ['line 2, /code', 'found: "XC"', 'allowed: "XA", as the file is named'],
  },
  {
    name: 'a dialect without a driver',
    edit: ['/endpoints/verify/dialect', 'dss-rets'],
    fault: [
      'line 23, /endpoints/verify/dialect',
      'found: "dss-rets"',
      'allowed: dss-rest',
      'did you mean "dss-rest"?',
    ],
  },
  {
    name: 'a suite without a row',
    edit: ['/claims/0/suites/0', 'ecdsa-p265-sha256'],
    fault: [
      'line 49, /claims/0/suites/0',
      'found: "ecdsa-p265-sha256"',
      'allowed: ecdsa-p256-sha256, rsa-pkcs1-sha256',
      'did you mean "ecdsa-p256-sha256"?',
    ],
  },
  {
    name: 'an authority with a suite without a row',
    edit: ['/certificateProfile/ocsp/suite', 'ed25519'],
    fault: [
      'line 115, /certificateProfile/ocsp/suite',
      'found: "ed25519"',
      'allowed: ecdsa-p256-sha256, rsa-pkcs1-sha256',
    ],
  },
  {
    name: 'a key for a suite without a row',
    edit: ['/endpoints/sign/options', { 'key.ecdsa-p256-sha265': 'alias' }],
    fault: [
      'line 21, /endpoints/sign/options/key.ecdsa-p256-sha265',
      'found: "ecdsa-p256-sha265"',
      'allowed: ecdsa-p256-sha256, rsa-pkcs1-sha256',
      'did you mean "ecdsa-p256-sha256"?',
    ],
  },
  {
    name: 'trust in a state that nobody enrolled',
    edit: ['/trust/accepts', ['XA', 'XC']],
    fault: ['line 62, /trust/accepts/1', 'found: "XC"', 'allowed: XA, XB', 'did you mean "XA"?'],
  },
  {
    name: 'a claim without its endpoint',
    edit: ['/endpoints/sign', undefined],
    fault: [
      'line 25, /claims/0/role',
      'found: "sign", but no endpoint /endpoints/sign',
      'allowed: an endpoint /endpoints/sign, or no such claim',
    ],
  },
  {
    name: 'a level that the format does not have',
    edit: ['/claims/0/levels', ['none']],
    fault: [
      'line 43, /claims/0/levels/0',
      'found: "none"',
      'allowed: B-B, B-T, B-LT, B-LTA, as CAdES is AdES',
    ],
  },
  {
    name: 'an AdES level of a plain format',
    edit: ['/claims/0/format', 'CMS'],
    fault: ['line 43, /claims/0/levels/0', 'found: "B-B"', 'allowed: "none", as CMS is not AdES'],
  },
  {
    name: 'a packaging that the format does not have',
    edit: ['/claims/0/packagings', ['attached', 'enveloped']],
    fault: [
      'line 47, /claims/0/packagings/1',
      'found: "enveloped"',
      'allowed: attached, detached, the packagings of CAdES',
    ],
  },
  {
    name: 'a day that the calendar does not have',
    edit: ['/algorithms/keys/ecdsa/0/until', '2030-02-30'],
    fault: [
      'line 74, /algorithms/keys/ecdsa/0/until',
      'found: "2030-02-30"',
      'allowed: a day of the calendar, like 2029-01-01, or null',
    ],
  },
  {
    name: 'a hierarchy whose authority signs with what is not in the table',
    edit: ['/certificateProfile/hierarchies', [{ ...HIERARCHY, root: { ...HIERARCHY.root, suite: 'gost' } }]],
    fault: [
      'line 145, /certificateProfile/hierarchies/0/root/suite',
      'found: "gost"',
      'allowed: ecdsa-p256-sha256, rsa-pkcs1-sha256',
    ],
  },
  {
    name: 'a suite in two hierarchies',
    edit: ['/certificateProfile/hierarchies', [HIERARCHY, { ...HIERARCHY, name: 'other' }]],
    fault: [
      'line 178, /certificateProfile/hierarchies/1/suites/0',
      'found: "ecdsa-p256-sha256"',
      'allowed: each suite once',
    ],
  },
  {
    name: 'provenance of nothing',
    edit: ['/provenance/0/path', '/claims/1'],
    fault: [
      'line 136, /provenance/0/path',
      'found: "/claims/1", which points to nothing',
      'allowed: a JSON pointer to a value of this profile',
    ],
  },
  {
    name: 'provenance of something inherited',
    edit: ['/provenance/0/path', '/claims/length'],
    fault: [
      'line 136, /provenance/0/path',
      'found: "/claims/length", which points to nothing',
      'allowed: a JSON pointer to a value of this profile',
    ],
  },
  {
    name: 'the sandbox as the endpoint of a real state',
    edit: ['/endpoints/verify/url', 'http://dss.xa.tamga.test/'],
    fault: [
      'line 24, /endpoints/verify/url',
      'found: "http://dss.xa.tamga.test/"',
      'allowed: a host outside .tamga.test, as the profile is self-tested',
    ],
  },
  {
    name: 'the anchor of the sandbox as that of a real state',
    edit: ['/trust/publishes/0', { from: 'sandbox' }],
    fault: [
      'line 56, /trust/publishes/0/from',
      'found: "sandbox"',
      'allowed: file, as the profile is self-tested',
    ],
  },
  {
    name: 'a key of the sandbox in the hand of a real state',
    edit: ['/endpoints/sign/options', { key: 'sandbox:test-key' }],
    fault: [
      'line 21, /endpoints/sign/options/key',
      'found: "sandbox:test-key"',
      'allowed: env:, file: or file-base64:, as the profile is self-tested',
    ],
  },
  {
    name: 'a claim for an endpoint that is not there',
    edit: ['/claims/0/endpoint', 'clowd'],
    fault: [
      'line 51, /claims/0/endpoint',
      'found: "clowd"',
      'allowed: the name of an endpoint under /endpoints/further that is to sign',
    ],
  },
  {
    name: 'a URL that is none',
    edit: ['/endpoints/verify/url', 'http://[::1/'],
    fault: ['line 24, /endpoints/verify/url', 'found: "http://[::1/"', 'allowed: a URL'],
  },
];

for (const [code, rows] of [
  ['TAMGA-E-PROFILE-SCHEMA', SCHEMA_FAULTS],
  ['TAMGA-E-PROFILE-MEANING', MEANING_FAULTS],
] as const)
  for (const { name, edit, fault } of rows)
    test(`${code}: ${name}`, (t) => {
      const [place, ...words] = fault;
      const message = ['1 fault in the profiles:', `xa.json, ${place}`, ...words.map((word) => `  ${word}`)];
      assert.deepEqual(refusalOf(t, [edit]), { code, message: message.join('\n') });
    });

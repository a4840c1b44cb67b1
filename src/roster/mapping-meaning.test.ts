/** Interfaces that profiles describe: the documented ones are taken, what contradicts itself is told with its place. */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, type TestContext, test } from 'node:test';
import { documentedEndpoint, documentedEndpoints } from '../drivers/testing-documents';
import { TamgaError } from '../model/error';
import { loadRoster } from './roster';
import { type Edit, edited, folderOf, XA, XB } from './testing-profiles';

const DIALECTS = ['dss-rest', 'http', 'cli'];
const VERIFY = '/endpoints/verify';

function told(edits: readonly Edit[], t: TestContext): string {
  const folder = folderOf(t, { 'xa.json': edited(XA, edits), 'xb.json': edited(XB, []) });
  try {
    loadRoster({ folder, suites: ['ecdsa-p256-sha256'], dialects: DIALECTS });
    return '';
  } catch (error) {
    assert.ok(error instanceof TamgaError, String(error));
    return error.message.replaceAll(join(folder, '/'), '');
  }
}

describe('every endpoint that docs/dialects.md shows is taken', () => {
  for (const dialect of ['http', 'cli']) {
    for (const [at, endpoint] of documentedEndpoints(dialect).entries()) {
      const simulated: readonly Edit[] = endpoint.url.includes('.tamga.test')
        ? [['/evidenceClass', 'simulated']]
        : [];
      test(`${dialect} ${at + 1}, ${endpoint.url}`, (t) =>
        assert.equal(told([...simulated, [VERIFY, endpoint]], t), ''));
    }
  }

  test('and there are some', () => {
    assert.equal(documentedEndpoints('http').length, 2);
    assert.equal(documentedEndpoints('cli').length, 4);
  });
});

const HTTP = {
  ...documentedEndpoint('http', 'in-house.tr.tamga.test'),
  url: 'https://in-house.example/service/',
};
const CLI = documentedEndpoint('cli', 'openssl');

/** A place below the endpoint, what is put there, what must be told. */
type Row = readonly [string, unknown, RegExp];

// biome-ignore format: one row per fault
const HTTP_ROWS: readonly Row[] = [
  ['/http/response/verdict/expression', 'code =', /response\/verdict\/expression\n {2}found: "code ="\n {2}allowed: an expression; near character 6: Unexpected end of expression/],
  ['/http/response/expect', ["a = 'x'", '$eval(a)'], /response\/expect\/1\n {2}found: "\$eval\(a\)"\n {2}allowed: an expression; near character 6: the function \$eval is not taken/],
  ['/http/response/refused', '/(a+)+$/', /response\/refused\n.*\n {2}allowed: an expression; .*regex is not taken/],
  ['/http/response/unsupported', '$exit = 1', /response\/unsupported\n.*\n.*\$exit is nothing here; \$status, \$type, \$asked are/],
  ['/http/response/reason', '', /response\/reason/],
  ['/http/canary/response/expect', ['$stdout'], /canary\/response\/expect\/0\n.*\n.*\$stdout is nothing here/],
  ['/http/response/verdict/values', [{ is: false, said: 'failed' }], /values\/0\/said\n {2}found: "failed"\n {2}allowed: not-passed, as false tells no more/],
  ['/http/response/verdict/values', [{ is: 1, said: 'passed' }, { is: 1, said: 'failed' }], /values\/1\/is\n {2}found: 1\n {2}allowed: each value once/],
  ['/http/response/verdict/values', [{ is: 1, said: 'failed', subIndication: 'REVOKD' }], /values\/0\/subIndication\n {2}found: "REVOKD"\n {2}allowed: a sub-indication of EN 319 102-1\n {2}did you mean "REVOKED"/],
  ['/http/response/verdict/values', [{ is: 1, said: 'not-passed', subIndication: 'REVOKED' }], /found: "REVOKED" beside not-passed/],
  ['/http/response/verdict/values', [{ is: 1, said: 'valid' }], /values\/0\/said\n {2}found: "valid"\n {2}allowed: passed, failed, indeterminate, not-passed/],
  ['/http/response/verdict/values', [{ is: null, said: 'passed' }], /values\/0\/is\n {2}found: null/],
  ['/http/response/indication', 'indication', /response\n {2}found: verdict and indication\n {2}allowed: one of/],
  ['/http/response', { type: 'json' }, /response\n {2}found: nothing that is read/],
  ['/http/response/subIndication', 'reason', /subIndication without indication/],
  ['/http/response/signature', { from: 'output' }, /signature\/from\n {2}found: "output"\n {2}allowed: body, expression/],
  ['/http/response/signature', { from: 'header' }, /signature\/from\n {2}found: "header"\n {2}allowed: body, output, expression/],
  ['/http/body/value', { file: '{signatrue:base64}' }, /body\/value\/file\n {2}found: "\{signatrue:base64\}"\n {2}allowed: \{signature:base64\} .*\n {2}did you mean "signature:base64"/],
  ['/http/body/value', { a: [{ b: '{signature}' }] }, /body\/value\/a\/0\/b\n {2}found: "\{signature\}"/],
  ['/http/body/value', { pin: '{option:}' }, /body\/value\/pin\n {2}found: "\{option:\}"/],
  ['/http/body', { kind: 'xml', value: '' }, /body\/kind\n {2}found: "xml"\n {2}allowed: json, form, multipart, text, binary/],
  ['/http/body', { kind: 'form', fields: { a: '{nothing}' } }, /body\/fields\/a\n {2}found: "\{nothing\}"/],
  ['/http/body', { kind: 'multipart', parts: [{ name: 'a' }] }, /parts\/0\n {2}found: neither text nor file/],
  ['/http/body', { kind: 'multipart', parts: [{ name: 'a', text: '', file: 'document' }] }, /parts\/0\n {2}found: text and file/],
  ['/http/body', { kind: 'multipart', parts: [{ name: 'a"b', text: '' }] }, /parts\/0\/name/],
  ['/http/body', { kind: 'text', type: 'text/xml\r\nX: y', text: '' }, /body\/type/],
  ['/http/method', 'GET', /body\n {2}found: a body under GET/],
  ['/http/method', 'PUT', /http\/method\n {2}found: "PUT"\n {2}allowed: GET, POST/],
  ['/http/path', '/verify', /http\/path\n {2}found: "\/verify"\n {2}allowed: a path below the URL/],
  ['/http/path', '../admin', /http\/path\n {2}found: "\.\.\/admin"/],
  ['/http/path', 'a/../../b', /http\/path\n {2}found/],
  ['/http/path', 'https://elsewhere.example/', /http\/path\n {2}found/],
  ['/http/path', '//elsewhere.example/', /http\/path\n {2}found/],
  ['/http/path', 'a\\b', /http\/path\n {2}found/],
  ['/http/path', 'a b', /http\/path\n {2}found/],
  ['/http/path', 'verify/{formt}', /http\/path\n {2}found: "\{formt\}"/],
  ['/http/canary/path', 'health/{format}', /canary\/path\n {2}found: "\{format\}"\n {2}allowed: no placeholder here/],
  ['/http/headers', { Authorization: 'Bearer x' }, /headers\/Authorization\n {2}found: the header "Authorization"\n {2}allowed: a header of the interface/],
  ['/http/headers', { 'Content-Length': '1' }, /headers\/Content-Length/],
  ['/http/headers', { 'A B': 'x' }, /headers\/A B/],
  ['/http/headers', { 'X-A': 'a\r\nX-B: b' }, /headers\/X-A\n.*\n {2}allowed: one line of ASCII/],
  ['/http/words', { fromat: {} }, /words\/fromat\n {2}found: the unknown key "fromat"/],
  ['/http/canary', undefined, /http\/canary\n {2}found: no key "canary"/],
  ['/http', undefined, /verify\/dialect\n {2}found: "http" without a block "http"/],
  ['/cli', CLI.cli, /verify\/cli\n {2}found: the block "cli" under the dialect "http"/],
  ['/url', 'cli://in-house/', /verify\/url\n {2}found: "cli:\/\/in-house\/"/],
];

// biome-ignore format: one row per fault
const CLI_ROWS: readonly Row[] = [
  ['/cli/command', [], /cli\/command\n {2}found: 0\n {2}allowed: at least 1/],
  ['/cli/command', ['sh', '{signatur}'], /cli\/command\/1\n {2}found: "\{signatur\}"\n.*\n {2}did you mean "signature"/],
  ['/cli/command', ['sh', ['-x', '{option:pin}']], /cli\/command\/1\/1\n {2}found: "\{option:pin\}"/],
  ['/cli/command', ['sh', '{signature:base64}'], /cli\/command\/1\n {2}found: "\{signature:base64\}"/],
  ['/cli/canary/command', ['sh', '{signature}'], /canary\/command\/1\n {2}found: "\{signature\}"/],
  ['/cli/environment', { CARD_PIN: '1234' }, /environment\/CARD_PIN\n {2}found: a literal \(not shown here\)\n {2}allowed: env:NAME or file:PATH/],
  ['/cli/environment', { api_token: 'hunter2' }, /environment\/api_token\n {2}found: a literal \(not shown here\)/],
  ['/cli/environment', { 'A=B': 'x' }, /environment/],
  ['/cli/response/refused', '$status = 400', /response\/refused\n.*\n.*\$status is nothing here; \$exit, \$stdout, \$stderr, \$asked are/],
  ['/cli/shell', true, /cli\/shell\n {2}found: the unknown key "shell"/],
  ['/auth', { scheme: 'bearer', token: 'env:T' }, /auth\/scheme\n {2}found: "bearer"\n {2}allowed: "none"/],
  ['/url', 'https://openssl.example/', /verify\/url\n {2}found: "https:\/\/openssl\.example\/"\n {2}allowed: cli:\/\/NAME\//],
  ['/url', 'cli://openssl.kz.tamga.test/', /verify\/url\n.*\n {2}allowed: a host outside \.tamga\.test/],
  ['/url', 'cli://localhost/', /verify\/url\n {2}found: "cli:\/\/localhost\/"\n {2}allowed: cli:\/\/NAME\/ with a name of yours/],
  ['/url', 'cli://127.0.0.1/', /verify\/url\n {2}found: "cli:\/\/127/],
  ['/cli', undefined, /verify\/dialect\n {2}found: "cli" without a block "cli"/],
  ['/timeoutMs', 1, /timeoutMs\n {2}found: 1\n {2}allowed: at least 100/],
];

for (const [name, endpoint, rows] of [
  ['http', HTTP, HTTP_ROWS],
  ['cli', CLI, CLI_ROWS],
] as const) {
  describe(`what contradicts itself under ${name}`, () => {
    for (const [place, value, words] of rows) {
      test(`${place} ${JSON.stringify(value)?.slice(0, 60) ?? 'left out'}`, (t) => {
        const message = told(
          [
            [VERIFY, structuredClone(endpoint)],
            [`${VERIFY}${place}`, value],
          ],
          t,
        );
        assert.match(message, words);
        assert.match(message, /xa\.json, line \d+, /);
        assert.doesNotMatch(message, /hunter2|1234/);
      });
    }
  });
}

describe('nothing but its own client passes for a command of the sandbox', () => {
  const simulated = documentedEndpoint('cli', 'in-house.tr.tamga.test');
  const [node, client, ...words] = simulated.cli?.command.flat() ?? [];
  for (const [place, value] of [
    ['command', ['openssl', 'version']],
    ['canary/command', ['{node}', '-e', '0']],
    ['command', [client, node, ...words]],
    ['command', [node, '--require', 'x', client, ...words]],
    ['command', [node, client, 'verify', '--url', 'http://elsewhere.example/', '--file', '{signature}']],
    ['command', [node, client, 'verify', '--url', '{url}', '--file', '/etc/passwd']],
    ['command', [node, client, 'sign', '--url', '{url}', ['--out', '../../file']]],
    ['command', [node, client, 'verify', '--url', '{url}', '--file', '{folder}/secret']],
    ['environment', { NODE_OPTIONS: '--require ./x.js' }],
    ['workingDirectory', 'secrets'],
  ] as const) {
    test(`${place} ${JSON.stringify(value)}`, (t) => {
      const edits: readonly Edit[] = [
        ['/evidenceClass', 'simulated'],
        [VERIFY, structuredClone(simulated)],
        [`${VERIFY}/cli/${place}`, value],
      ];
      const message = told(edits, t);
      assert.ok(message.includes(`/verify/cli/${place}\n`), message);
      assert.match(message, /outside \.tamga\.test in the URL/);
    });
  }
});

test('a block under a dialect that has none', (t) => {
  assert.match(
    told([[`${VERIFY}/http`, HTTP.http]], t),
    /verify\/http\n {2}found: the block "http" under the dialect "dss-rest"\n {2}allowed: no such block, or the dialect http/,
  );
});

test('of a further endpoint, too', (t) => {
  const further = { house: { role: 'verify', ...HTTP, http: { ...HTTP.http, path: '/x' } } };
  assert.match(
    told([['/endpoints/further', further]], t),
    /\/endpoints\/further\/house\/http\/path\n {2}found: "\/x"/,
  );
});

/** `tamga validate --online`: what is missing comes from the servers of a forged state, within limits, and from nowhere inside. */
import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { mintState } from '../forge/pki';
import { signProduct } from '../forge/product';
import { crl, ocspReply } from '../forge/revocation';
import { TEST_INSTANT, TEST_PROFILE } from '../forge/testing-profile';
import { timeline } from '../forge/timeline';
import { DEFAULT_POLICY } from '../referee/default-policy';
import { startTestServer } from '../testing/fault-server';
import { recordingConsole } from './console';
import { type Judged, judgeFile } from './judge-file';
import { main } from './main';
import { createOnline, fetchedNotes, withinBudget } from './online';
import type { ValidateRequest } from './validate-request';

const FOLDER = mkdtempSync(join(tmpdir(), 'tamga-online-'));
after(() => rmSync(FOLDER, { recursive: true, force: true }));

const STATE = mintState('online', TEST_INSTANT, 'TR', TEST_PROFILE);
const FILE = join(FOLDER, 'attached.p7m');
const ROOT = join(FOLDER, 'root.cer');
writeFileSync(ROOT, STATE.root.certificate);
writeFileSync(
  FILE,
  signProduct({
    state: STATE,
    product: { format: 'CAdES', level: 'B-B', packaging: 'attached', suite: 'ecdsa-p256-sha256' },
    document: Buffer.from('attached'),
    identity: STATE.signer('ecdsa-p256-sha256'),
    times: timeline(TEST_INSTANT).recent,
  }).signature,
);

const REQUEST: ValidateRequest = {
  files: [],
  trust: { anchors: [STATE.root.certificate], responders: [] },
  material: { certificates: [], crls: [], ocspResponses: [] },
  algorithms: DEFAULT_POLICY,
  currentTime: TEST_INSTANT,
};

let server: Awaited<ReturnType<typeof startTestServer>>;
before(async () => {
  server = await startTestServer((request, response) => {
    const asked: Buffer[] = [];
    request.on('data', (chunk: Buffer) => asked.push(chunk));
    request.on('end', () => {
      if (request.method === 'POST') response.end(ocspReply(STATE, Buffer.concat(asked)));
      else if (request.url?.endsWith('.crl') === true)
        response.end(crl(STATE, request.url.includes('root') ? 'root' : 'issuing'));
      else response.writeHead(404).end();
    });
  });
});
after(() => server.close());

async function judged(hosts: ReadonlyMap<string, number>): Promise<Judged> {
  const online = createOnline({ reach: 'public', hosts });
  try {
    return await judgeFile({ file: FILE, contents: [] }, REQUEST, {
      online,
      withNotes: true,
      withDigest: false,
    });
  } finally {
    online.close();
  }
}

test('with what is fetched the signature passes, and the tree is told what was fetched', async () => {
  const { line, notes } = await judged(new Map([['tr', server.port]]));
  equal(line.signatures[0]?.indication, 'TOTAL_PASSED', JSON.stringify({ line, notes }));
  ok(
    notes.some((note) => /^fetched http:\/\/pki\.tr\.tamga\.test\/.*/.test(note)),
    notes.join('\n'),
  );
});

test('what does not come is told with its reason, and stops nothing', async () => {
  const { line, notes } = await judged(new Map());
  equal(line.signatures[0]?.subIndication, 'CERTIFICATE_CHAIN_GENERAL_FAILURE');
  ok(notes.length > 0);
  for (const note of notes) match(note, /^not fetched http:\/\/pki\.tr\.tamga\.test\/\S+: no sandbox server/);
});

test('offline nothing is asked, and the addresses are told', async () => {
  const { notes } = await judgeFile({ file: FILE, contents: [] }, REQUEST, {
    online: null,
    withNotes: true,
    withDigest: false,
  });
  match(notes.join('\n'), /^offline; --online would ask http:\/\/pki\.tr\.tamga\.test\//);
});

test('--online on the command line: the tree shows it, the JSON line is of the same form', async () => {
  const argv = ['--trust', ROOT, '--time', TEST_INSTANT.toISOString(), '--online', FILE];
  const tree = recordingConsole();
  equal(await main(['validate', ...argv], tree), 20);
  match(tree.stdout.join('\n'), /^ {3}not fetched http:\/\/pki\.tr\.tamga\.test/m);
  const json = recordingConsole();
  equal(await main(['validate', '--json', ...argv], json), 20);
  deepEqual(Object.keys(JSON.parse(json.stdout.join(''))), ['file', 'format', 'signatures']);
});

test('--online takes a reach only of the two that there are', async () => {
  const console = recordingConsole();
  equal(await main(['validate', '--online=public', '--quiet', FILE], console), 20);
  const wrong = recordingConsole();
  equal(await main(['validate', '--online=all', FILE], wrong), 64);
  match(wrong.stderr.join('\n'), /--online takes one of public, any, found "all"/);
});

const REPLY = { kind: 'reply', status: 200, type: '', bytes: Buffer.alloc(10) } as const;
const LIMITS: readonly (readonly [string, { requests: number; bytes: number; ms: number }, RegExp])[] = [
  ['requests', { requests: 2, bytes: 1000, ms: 1000 }, /2 requests for one file are enough/],
  ['bytes', { requests: 9, bytes: 15, ms: 1000 }, /15 bytes for one file are enough/],
  ['time', { requests: 9, bytes: 1000, ms: 2 }, /0\.002 s for one file are enough/],
];
for (const [what, budget, reason] of LIMITS) {
  test(`a file cannot have more than its budget of ${what}`, async () => {
    let time = 0;
    let calls = 0;
    const fetcher = {
      fetchUrl: async () => {
        calls += 1;
        time += 1;
        return REPLY;
      },
    };
    const asked = withinBudget(fetcher, budget, () => time);
    const got = [];
    for (let index = 0; index < 4; index += 1)
      got.push(await asked.fetch({ url: `http://ca.example/${index}` }));
    equal(calls, 2);
    deepEqual(
      got.map((bytes) => bytes?.length),
      [10, 10, undefined, undefined],
    );
    match(fetchedNotes(asked.fetched).join('\n'), reason);
  });
}

test('an answer other than 200 is no material', async () => {
  const asked = withinBudget(
    { fetchUrl: async () => ({ ...REPLY, status: 404 }) },
    { requests: 9, bytes: 9, ms: 9 },
    () => 0,
  );
  equal(await asked.fetch({ url: 'http://ca.example/x' }), undefined);
  deepEqual(asked.fetched, [{ url: 'http://ca.example/x', failure: 'HTTP 404' }]);
});

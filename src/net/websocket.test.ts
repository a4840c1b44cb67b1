import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { spawn } from 'node:child_process';
import * as http from 'node:http';
import type { Duplex } from 'node:stream';
import { type TestContext, test } from 'node:test';
import { acceptValue, encodeFrame, OPCODE } from '../encoding/websocket';
import { startServer } from '../sandbox/server';
import { FAULTS, startTestServer } from '../testing/fault-server';
import { createHttp } from './client';
import type { RecordedExchange } from './record';

const LIMITS = { timeoutMs: 400, maxBytes: 1000 };

async function echo(t: TestContext): Promise<string> {
  const sockets = [{ path: /^echo$/, answer: async (text: string) => `heard ${text}` }];
  const broken = () => ({ status: 500, type: '', bytes: new Uint8Array() });
  const server = await startServer([{ prefix: '/', routes: [], sockets, broken }], 0);
  t.after(() => server.close());
  return `ws://127.0.0.1:${server.port}/echo`;
}

/** A server that opens the socket and then sends these octets. */
async function sending(t: TestContext, octets: (socket: Duplex) => void): Promise<string> {
  const server = http.createServer();
  server.on('upgrade', (request, socket) => {
    const accept = acceptValue(request.headers['sec-websocket-key'] ?? '');
    socket.on('error', () => socket.destroy());
    socket.write(
      `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`,
    );
    octets(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.after(() => {
    server.close();
    server.closeAllConnections();
  });
  const address = server.address();
  ok(address !== null && typeof address === 'object');
  return `ws://127.0.0.1:${address.port}/`;
}

function door(t: TestContext, record: (exchange: RecordedExchange) => void = () => undefined) {
  const client = createHttp({
    baseUrl: 'http://127.0.0.1:1/',
    ...LIMITS,
    hosts: new Map(),
    secrets: ['hunter2'],
    record,
  });
  t.after(() => client.close());
  return client;
}

test('a message goes out, one comes back, and both are recorded without secrets', async (t) => {
  const url = await echo(t);
  const exchanges: RecordedExchange[] = [];
  const reply = await door(t, (one) => exchanges.push(one)).message({ url, text: 'hunter2 says hello' });
  deepEqual(reply, { kind: 'reply', status: 200, type: '', bytes: Buffer.from('heard hunter2 says hello') });
  equal(exchanges.length, 1);
  equal(exchanges[0]?.url, url);
  equal(Buffer.from(exchanges[0]?.requestBytes ?? []).toString(), '[redacted] says hello');
  equal(Buffer.from(exchanges[0]?.responseBytes ?? []).toString(), 'heard [redacted] says hello');
});

test('the WebSocket of Node speaks with the server', async (t) => {
  const url = await echo(t);
  const script = `const s = new WebSocket(${JSON.stringify(url)}); s.onopen = () => s.send('x'.repeat(70000)); s.onmessage = ({ data }) => { console.log(data.length); s.close(); };`;
  const child = spawn(process.execPath, ['--experimental-websocket', '--no-warnings', '-e', script]);
  let said = '';
  child.stdout.on('data', (chunk) => {
    said += chunk;
  });
  await new Promise((resolve) => child.once('exit', resolve));
  equal(said.trim(), '70006');
});

for (const [what, octets, cause, reason] of [
  ['masked octets', Buffer.from('818537fa213d7f9f4d5158', 'hex'), 'protocol', /masked/],
  ['binary', Buffer.from('820161', 'hex'), 'protocol', /binary/],
  ['too much', encodeFrame(OPCODE.text, Buffer.alloc(1001), null), 'limit', /1000 bytes/],
  ['a close', Buffer.from('880203e9', 'hex'), 'transport', /with the code 1001/],
] as const) {
  test(`silent: ${what}`, async (t) => {
    const url = await sending(t, (socket) => socket.write(octets));
    const reply = await door(t).message({ url, text: 'hello' });
    ok(reply.kind === 'silent', JSON.stringify(reply));
    equal(reply.cause, cause);
    match(reply.reason, reason);
  });
}

test('silent: nothing said, the connection gone, a page in place of a socket', async (t) => {
  const client = door(t);
  const waiting = await client.message({ url: await sending(t, () => undefined), text: 'hello' });
  ok(waiting.kind === 'silent' && waiting.cause === 'timeout', JSON.stringify(waiting));
  match(waiting.reason, /the WebSocket stood/);

  const gone = await client.message({ url: await sending(t, (socket) => socket.destroy()), text: 'hello' });
  ok(gone.kind === 'silent' && gone.cause === 'transport', JSON.stringify(gone));

  const page = await startTestServer(FAULTS.html);
  t.after(() => page.close());
  const reply = await client.message({ url: page.url.replace('http', 'ws'), text: 'hello' });
  ok(reply.kind === 'silent' && reply.cause === 'protocol', JSON.stringify(reply));
  match(reply.reason, /opens no WebSocket \(HTTP 200\)/);

  const refused = await client.message({ url: 'ws://127.0.0.1:1/', text: 'hello' });
  ok(refused.kind === 'silent' && refused.cause === 'transport', JSON.stringify(refused));
  match(refused.reason, /nothing listens/);
});

test('silent: an accept value for another key', async (t) => {
  const server = http.createServer();
  server.on('upgrade', (_, socket) => {
    socket.on('error', () => socket.destroy());
    socket.write(
      'HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: AAAA\r\n\r\n',
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.after(() => {
    server.close();
    server.closeAllConnections();
  });
  const address = server.address();
  ok(address !== null && typeof address === 'object');
  const reply = await door(t).message({ url: `ws://127.0.0.1:${address.port}/`, text: 'hello' });
  ok(reply.kind === 'silent' && reply.cause === 'protocol', JSON.stringify(reply));
});

import { deepEqual, equal } from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { type Server, type Service, startServer, text } from './server';

const SERVICE: Service = {
  prefix: '/base/',
  routes: [
    {
      method: 'POST',
      path: /^echo\/([^/]+)$/,
      answer: ({ parameters, type, bytes }) => text(200, `${parameters} ${type} ${Buffer.from(bytes)}`),
    },
    {
      method: 'GET',
      path: /^refuse$/,
      answer() {
        throw new Error('not this one');
      },
    },
    {
      method: 'GET',
      path: /^defect$/,
      answer() {
        throw new TypeError('a mistake of ours');
      },
    },
  ],
  broken: (error) => text(418, String(error)),
};

let server: Server;

before(async () => {
  server = await startServer([SERVICE], 0);
});

after(() => server.close());

async function ask(path: string, init: RequestInit = {}) {
  const reply = await fetch(`http://127.0.0.1:${server.port}${path}`, init);
  return [reply.status, await reply.text()];
}

describe('the server of a state', () => {
  const post = { method: 'POST', headers: { 'content-type': 'Text/Plain; charset=utf-8' }, body: 'body' };

  test('routes by path, with decoded parameters and the bare media type', async () => {
    deepEqual(await ask('/base/echo/a%2Fb', post), [200, 'a/b text/plain body']);
  });

  test('a path that does not decode is a bad question, not a defect', async () => {
    deepEqual(await ask('/base/echo/%ff', post), [418, 'URIError: URI malformed']);
  });

  for (const [path, status] of [
    ['/base/nothing', 404],
    ['/echo/x', 404],
    ['/base/echo/x', 405],
  ] as const) {
    test(`GET ${path} is ${status}`, async () => equal((await ask(path))[0], status));
  }

  test('a service words its own exceptions', async () => {
    deepEqual(await ask('/base/refuse'), [418, 'Error: not this one']);
  });

  test('a defect is worded like no dialect does', async () => {
    deepEqual(await ask('/base/defect'), [500, '{"defect":"a mistake of ours"}']);
  });
});

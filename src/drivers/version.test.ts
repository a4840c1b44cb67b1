/** What an endpoint says of its version is read where the dialect has words for it, and nothing is guessed. */
import { deepEqual, equal, match } from 'node:assert/strict';
import { test } from 'node:test';
import { createHttp } from '../net/client';
import { startDialect } from '../sandbox/testing-dialect';
import { FAULTS, startTestServer } from '../testing/fault-server';
import { DRIVERS } from './registry';

const SAID: readonly (readonly [string, string, RegExp])[] = [
  ['csc-v1', '/csc/v1/', /^TR \(simulated by tamga\) 1\.0\.4\.0$/],
  ['csc-v2', '/csc/v2/', /^TR \(simulated by tamga\) 2\.0\.0\.0$/],
  ['e-imzo', '/', /^E-IMZO-SERVER 1\.1\.1 \(simulated\)$/],
  ['ncanode-v2', '/', /^NCANode 2\.3\.0 \(simulated\)$/],
];

for (const [dialect, path, words] of SAID) {
  test(`${dialect} tells it in one call`, async (t) => {
    const { driver, link, sent } = await startDialect(t, dialect, {}, path);
    match((await driver.version?.(link)) ?? 'nothing', words);
    equal(sent.length, 1);
  });
}

test('every dialect with words for it is asked above', () => {
  deepEqual(
    DRIVERS.filter(({ version }) => version !== undefined).map(({ dialect }) => dialect),
    SAID.map(([dialect]) => dialect),
  );
});

for (const fault of ['html', 'denied', 'not-found', 'server-page', 'half-json', 'empty', 'reset'] as const) {
  test(`${fault} tells no version`, async (t) => {
    const server = await startTestServer(FAULTS[fault]);
    t.after(() => server.close());
    const http = createHttp({ baseUrl: server.url, timeoutMs: 2000, hosts: new Map() });
    t.after(() => http.close());
    const budget = { concurrency: 1, retries: 0, retryDelayMs: 0 };
    for (const { dialect, version } of DRIVERS) {
      const endpoint = {
        dialect,
        url: server.url,
        auth: { scheme: 'none' },
        timeoutMs: 2000,
        budget,
        options: {},
      } as const;
      equal((await version?.({ endpoint, http, option: () => undefined })) ?? null, null, dialect);
    }
  });
}

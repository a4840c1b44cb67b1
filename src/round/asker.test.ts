/** Each endpoint is asked about the same bytes once, and never answers for another one of its state. */
import { deepEqual } from 'node:assert/strict';
import { test } from 'node:test';
import type { Door, Gate } from '../exchange/ask';
import { createSemaphore } from '../exchange/semaphore';
import type { Product } from '../model/claim';
import { createAsker } from './asker';
import type { Artefact } from './courts';

const CADES: Product = { format: 'CAdES', level: 'B-B', packaging: 'attached', suite: 'ecdsa-p256-sha256' };
const BYTES: Artefact = {
  signature: Buffer.from('signature'),
  content: null,
  document: { name: 'a.txt', bytes: Buffer.from('a') },
};

function unused(): never {
  throw new Error('nothing is sent here');
}

function doorTo(dialect: string): Door {
  return {
    driver: { dialect, granularity: 'boolean', canary: async () => true },
    allowance: {
      places: createSemaphore(1),
      breaker: { admit: () => undefined, note: () => undefined },
    },
    vault: { sentence: (text) => text, holds: () => false },
    open: unused,
    inspect: unused,
    close: () => undefined,
  };
}

test('the same bytes to two endpoints are two questions, twice to one of them is one', async () => {
  const [main, further] = [doorTo('main'), doorTo('further')];
  const asked: string[] = [];
  const gate: Gate = {
    sign: unused,
    async verify({ driver }, { format }) {
      asked.push(`${driver.dialect} ${format}`);
      return {
        answers: [{ kind: 'verdict', said: 'passed', subIndication: null }],
        evidence: [driver.dialect],
      };
    },
    inFlight: () => 0,
  };
  const doors = {
    of: (_code: string, _role: string, { format }: Product) => (format === 'CMS' ? further : main),
    close: () => undefined,
  };
  const asker = createAsker({ gate, doors, instant: '2026-09-01T12:00:00Z' });
  const products: readonly Product[] = [
    CADES,
    { ...CADES, format: 'CMS', level: 'none' },
    CADES,
    { ...CADES, suite: 'rsa-pkcs1-sha256' },
    { ...CADES, format: 'XAdES' },
  ];
  const evidence = await Promise.all(products.map((product) => asker.verify('TR', product, BYTES)));
  deepEqual(
    evidence.map((one) => one.evidence),
    [['main'], ['further'], ['main'], ['main'], ['main']],
  );
  deepEqual(asked, ['main CAdES', 'further CMS', 'main XAdES']);
});

import { deepEqual, equal, rejects } from 'node:assert/strict';
import { test } from 'node:test';
import { createSemaphore } from './semaphore';

test('never lets more than its limit through, and keeps the order', async () => {
  const semaphore = createSemaphore(2);
  const order: number[] = [];
  let most = 0;
  const task = (n: number) => async () => {
    order.push(n);
    most = Math.max(most, semaphore.inside());
    await new Promise((resolve) => setImmediate(resolve));
  };
  await Promise.all([0, 1, 2, 3, 4, 5, 6].map((n) => semaphore.run(task(n))));
  equal(most, 2);
  deepEqual(order, [0, 1, 2, 3, 4, 5, 6]);
  equal(semaphore.inside(), 0);
});

test('gives the place back when a task fails', async () => {
  const semaphore = createSemaphore(1);
  await rejects(
    semaphore.run(() => Promise.reject(new Error('no'))),
    /no/,
  );
  equal(await semaphore.run(async () => 'next'), 'next');
});

/** How the reply of a described interface is read: what the profile does not cover is no answer. */
import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { ResponseMapping } from '../model/mapping';
import { http } from './http';
import { SIGN_QUESTION } from './testing-contract';
import { askDescribed, OK } from './testing-described';

describe('how a reply is read', () => {
  const read = async (response: ResponseMapping, body: string, status = 200) =>
    (await askDescribed({ template: { response }, reply: { status, body } })).answer;

  test('other statuses where the profile lists them', async () => {
    const response: ResponseMapping = {
      ...OK,
      answers: [200, 422],
      refused: '$status = 422',
      reason: 'errors.text',
    };
    deepEqual(await read(response, '{"errors":[{"text":"not\\u0000 CMS"}]}', 422), {
      kind: 'refused-input',
      reason: 'the endpoint refuses this input: not CMS',
    });
    const other = await read(response, '{"ok":true}', 201);
    ok(other.kind === 'silent' && other.cause === 'protocol');
    match(other.reason, /HTTP 201 for verify: \{"ok":true\}; .*compare version and dialect/);
  });

  test('words of EN 319 102-1, in the spellings that are met', async () => {
    const response: ResponseMapping = { type: 'json', indication: 'result', subIndication: 'why' };
    for (const [result, why, said] of [
      ['TOTAL-PASSED', undefined, 'passed'],
      ['TOTAL_FAILED', 'HASH_FAILURE', 'failed'],
      ['indeterminate', 'no-poe', 'indeterminate'],
    ] as const) {
      const answer = await read(response, JSON.stringify({ result, why }));
      ok(answer.kind === 'verdict', JSON.stringify(answer));
      equal(answer.said, said);
    }
    for (const body of [
      '{"result":"VALID"}',
      '{"result":"TOTAL_FAILED","why":"BAD"}',
      '{"result":true}',
      '{}',
    ]) {
      const answer = await read(response, body);
      ok(answer.kind === 'silent' && answer.cause === 'protocol', JSON.stringify(answer));
    }
  });

  test('a bare yes or no', async () => {
    const response: ResponseMapping = {
      type: 'json',
      verdict: {
        expression: '$',
        values: [
          { is: true, said: 'passed' },
          { is: false, said: 'not-passed' },
        ],
      },
    };
    equal((await read(response, 'true')).kind, 'verdict');
    deepEqual(await read(response, 'false'), { kind: 'verdict', said: 'not-passed', subIndication: null });
    for (const body of ['"true"', '1', 'null', '[true]', '[true,true]', '{"valid":true}']) {
      const answer = await read(response, body);
      ok(answer.kind === 'silent', `${body}: ${JSON.stringify(answer)}`);
    }
  });

  test('what says neither yes nor no where one of them is wanted', async () => {
    const answer = await read({ ...OK, refused: 'error' }, '{"error":"bad","ok":true}');
    ok(answer.kind === 'silent');
    match(
      answer.reason,
      /response\/refused of the profile \(error\) is neither true nor false, it leads to "bad"/,
    );
  });

  test('a signature that is the body', async () => {
    const bytes = Buffer.from([0x30, 0x80, 0xff, 0x00]);
    const response: ResponseMapping = { type: 'json', signature: { from: 'body' } };
    const { answer } = await askDescribed({
      template: { response },
      question: SIGN_QUESTION,
      reply: { body: bytes },
    });
    deepEqual(answer, { kind: 'signed', madeBy: 'endpoint', signature: bytes });
    const empty = await askDescribed({
      template: { response },
      question: SIGN_QUESTION,
      reply: { body: '' },
    });
    equal(empty.answer.kind, 'silent');
  });

  test('no signature where the profile does not say where it is', async () => {
    const { answer } = await askDescribed({
      template: { response: { type: 'json' } },
      question: SIGN_QUESTION,
    });
    ok(answer.kind === 'silent');
    match(answer.reason, /response\.signature is not in the profile/);
  });
});

test('the canary is what the profile says', async () => {
  const { link } = await askDescribed({ template: {}, reply: { body: 'UP' } });
  equal(await http.canary(link), true);
  const { link: down } = await askDescribed({ template: {}, reply: { body: 'DOWN' } });
  equal(await http.canary(down), false);
  const { link: gone } = await askDescribed({ template: {}, reply: { status: 404, body: 'UP' } });
  equal(await http.canary(gone), false);
});

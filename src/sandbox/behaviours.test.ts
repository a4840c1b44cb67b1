import { equal, throws } from 'node:assert/strict';
import { test } from 'node:test';
import type { Endpoint } from '../model/profile';
import { profileOf } from '../testing/sandbox-profiles';
import { BEHAVIOURS, behaviourOf } from './behaviours';
import { SIGNER_LIES } from './liars/signers';
import { VARIANTS } from './liars/variants';
import { VERIFIER_LIES } from './liars/verifiers';

const { verify } = profileOf('KG').endpoints;
const behaving = (behaviour: string): Endpoint | undefined => verify && { ...verify, options: { behaviour } };

test('the option names a row of its own role', () => {
  equal(behaviourOf(verify, 'verify')?.id, 'ignores-time-stamp');
  equal(behaviourOf(behaving('broken-value'), 'sign')?.id, 'broken-value');
  throws(() => behaviourOf(behaving('broken-value'), 'verify'), { code: 'TAMGA-E-PROFILE-MEANING' });
});

test('without a behaviour an endpoint does what it declares', () => {
  equal(behaviourOf(profileOf('TR').endpoints.verify, 'verify'), undefined);
  equal(behaviourOf(undefined, 'sign'), undefined);
});

test('an unknown behaviour is a fault of the profile', () => {
  throws(() => behaviourOf(behaving('ignores-timestamp'), 'verify'), {
    code: 'TAMGA-E-PROFILE-MEANING',
    hint: 'Did you mean ignores-time-stamp?',
  });
});

test('every lie has a name of its own and something to lie with', () => {
  equal(BEHAVIOURS.size, VERIFIER_LIES.length + SIGNER_LIES.length + VARIANTS.length);
  for (const { judges, replies, id } of VERIFIER_LIES) equal(judges === undefined, replies !== undefined, id);
  for (const { signs, replies, id } of SIGNER_LIES) equal(signs === undefined, replies !== undefined, id);
});

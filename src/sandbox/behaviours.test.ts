import { equal, throws } from 'node:assert/strict';
import { test } from 'node:test';
import type { ValidationContext } from '../referee/validation';
import { profileOf } from '../testing/sandbox-profiles';
import { behaviourOf } from './behaviours';

const CONTEXT: ValidationContext = {
  currentTime: new Date('2026-09-01T12:00:00Z'),
  anchors: [],
  material: { certificates: [], crls: [], ocspResponses: [] },
  algorithms: profileOf('KG').algorithms,
  timeModel: 'best-signature-time',
};

test('ignores-time-stamp judges at now, and changes nothing else', () => {
  const changed = behaviourOf(profileOf('KG').endpoints.verify)(CONTEXT);
  equal(changed.timeModel, 'now');
  equal(changed.algorithms, CONTEXT.algorithms);
  equal(changed.currentTime, CONTEXT.currentTime);
});

test('without a behaviour a verifier does what it declares', () => {
  equal(behaviourOf(profileOf('TR').endpoints.verify)(CONTEXT), CONTEXT);
  equal(behaviourOf(undefined)(CONTEXT), CONTEXT);
});

test('an unknown behaviour is a fault of the profile', () => {
  const { verify } = profileOf('KG').endpoints;
  throws(() => behaviourOf(verify && { ...verify, options: { behaviour: 'sleeps' } }), {
    code: 'TAMGA-E-PROFILE-MEANING',
    hint: 'Behaviours: ignores-time-stamp.',
  });
});

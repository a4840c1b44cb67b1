import { equal, throws } from 'node:assert/strict';
import { test } from 'node:test';
import { DIALECTS, driverFor } from './registry';

test('every dialect has its driver, and no other has one', () => {
  for (const dialect of DIALECTS) equal(driverFor(dialect).dialect, dialect);
  throws(() => driverFor('dss'), {
    code: 'TAMGA-E-PROFILE-MEANING',
    hint: `Dialects: ${DIALECTS.join(', ')}.`,
  });
});

/**
 * Two claimed times in one signature, which the readers of TS 119 182-1 judge in their own ways: no case asks it.
 *
 * @module
 */
import { criticalOf } from './header';
import { jwsCase } from './jws-case';

export const twoTimes = jwsCase('jws-two-times', { jadesOnly: true }, () => ({
  deviation: {
    header: (header) => ({ ...header, sigT: '2020-01-01T00:00:00Z', crit: [...criticalOf(header), 'sigT'] }),
  },
}));

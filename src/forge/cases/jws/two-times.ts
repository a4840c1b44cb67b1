/**
 * The case of two claimed times in one signature: TS 119 182-1 has one of iat and sigT, and each reader takes its own.
 *
 * @see {@link https://www.etsi.org/deliver/etsi_ts/119100_119199/11918201/ TS 119 182-1, section 5.2.1}
 * @module
 */
import { criticalOf } from './header';
import { jwsCase } from './jws-case';

export const twoTimes = jwsCase('jws-two-times', { jadesOnly: true }, () => ({
  deviation: {
    header: (header) => ({ ...header, sigT: '2020-01-01T00:00:00Z', crit: [...criticalOf(header), 'sigT'] }),
  },
}));

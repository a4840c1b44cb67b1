/**
 * The sample of `sima-web2app` for the contract suite: here the other side visits us, so its faults are tried elsewhere.
 *
 * @module
 */
import type { DriverSample } from './testing-contract';

export const simaWeb2appSample: DriverSample = {
  dialect: 'sima-web2app',
  wire: 'other',
  options: { masterKey: 'tamga-master-key' },
  isCanary: ({ method }) => method === 'GET',
  elsewhere: {
    sign: 'the telephone visits us: src/drivers/sima-web2app.test.ts and src/sandbox/sima-server.test.ts',
  },
  twin: { cannot: 'the dialect does not verify; src/sandbox/sima-server.test.ts signs with the twin' },
};

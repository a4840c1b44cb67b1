/**
 * What the servers of the sandbox take as a secret: the same for everybody, and protecting nothing.
 *
 * @module
 */
export const CDSAPI_PIN = '123456';

export const MSS_PROVIDER = { id: 'http://tamga.test', password: 'tamga-test' } as const;

export const SIMA_MASTER_KEY = 'tamga-master-key';

/** The one client of the simulated CSC services. Nothing listens at its redirect URI. */
export const CSC_CLIENT = {
  id: 'tamga',
  secret: 'tamga-client-secret',
  redirectUri: 'http://harness.tamga.test/consent',
} as const;

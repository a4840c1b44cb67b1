/**
 * A running sandbox of the test profiles, asked through the drivers.
 *
 * @module
 */
import { ok } from 'node:assert/strict';
import type { Driver, Link } from '../drivers/driver';
import { driverFor } from '../drivers/registry';
import type { ForgedState } from '../forge/forged';
import { PKCS12_PASSWORD, pkcs12 } from '../forge/pkcs12';
import { mintState } from '../forge/pki';
import type { Answer } from '../model/answer';
import type { Product, SuiteId } from '../model/claim';
import type { StateCode } from '../model/profile';
import { createHttp } from '../net/client';
import { startStates } from '../sandbox/states';
import { profileOf, SANDBOX_ORDER } from './sandbox-profiles';

export const DOCUMENT = Buffer.from('Договор · Müqavilə · Sözleşme\n', 'utf8');

export interface SandboxClient {
  readonly ports: Readonly<Record<string, number>>;
  /** `DOCUMENT` unless another one is given. */
  sign(code: StateCode, product: Product, document?: Uint8Array): Promise<Uint8Array>;
  verify(
    code: StateCode,
    product: Product,
    signature: Uint8Array,
    content: Uint8Array | null,
  ): Promise<Answer>;
  canary(code: StateCode): Promise<boolean>;
  close(): void;
}

/** The same states as the sandbox mints, for what only their owner has. */
export function forged(code: StateCode): ForgedState {
  const instant = new Date(SANDBOX_ORDER.instant);
  return mintState(SANDBOX_ORDER.seed, instant, code, profileOf(code).certificateProfile);
}

/** As the profile option `key.SUITE` of ncanode-v3 holds it. */
export function testKey(code: StateCode, suite: SuiteId = 'ecdsa-p256-sha256'): string {
  return Buffer.from(pkcs12(forged(code), suite)).toString('base64');
}

function optionOf(code: StateCode, name: string): string | undefined {
  if (name === 'password') return PKCS12_PASSWORD;
  return name.startsWith('key.') ? testKey(code, name.slice('key.'.length)) : undefined;
}

export async function openSandbox(): Promise<SandboxClient> {
  const states = await startStates(SANDBOX_ORDER);
  const closing: (() => void)[] = [states.close];
  const open = (code: StateCode): { readonly driver: Driver; readonly link: Link } => {
    const endpoint = profileOf(code).endpoints.verify;
    ok(endpoint !== undefined);
    const hosts = new Map(Object.entries(states.ports));
    const http = createHttp({ baseUrl: endpoint.url, timeoutMs: 20_000, hosts });
    closing.push(http.close);
    const driver = driverFor(endpoint.dialect);
    const holdsKeys = driver.granularity === 'boolean';
    return {
      driver,
      link: { endpoint, http, option: (name) => (holdsKeys ? optionOf(code, name) : undefined) },
    };
  };

  return {
    ports: states.ports,
    async sign(code, product, document = DOCUMENT) {
      const { driver, link } = open(code);
      const answer = await driver.sign?.(link, {
        ...product,
        document,
        documentName: 'contract.txt',
        signingTime: '2026-09-01T11:00:00Z',
      });
      ok(answer?.kind === 'signed', JSON.stringify(answer));
      return answer.signature;
    },
    async verify(code, product, signature, content) {
      const { driver, link } = open(code);
      const answer = await driver.verify?.(link, {
        ...product,
        signature,
        signatureName: 'contract.p7s',
        content: content && { bytes: content, name: 'contract.txt' },
        validationTime: SANDBOX_ORDER.instant,
      });
      ok(answer !== undefined, `${driver.dialect} does not verify`);
      return answer;
    },
    canary(code) {
      const { driver, link } = open(code);
      return driver.canary(link);
    },
    close() {
      for (const one of closing) one();
    },
  };
}

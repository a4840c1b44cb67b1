/**
 * Opens the door to an endpoint that is a command of this machine.
 *
 * @module
 */
import { resolve } from 'node:path';
import type { Link } from '../drivers/driver';
import { driverFor } from '../drivers/registry';
import { TamgaError } from '../model/error';
import type { CliTemplate } from '../model/mapping';
import { packageRoot } from '../model/package-root';
import type { Endpoint } from '../model/profile';
import { createCommandDoor, type RecordedCommand } from '../net/command-door';
import { resolveTarget } from '../net/host-map';
import type { Http } from '../net/http';
import type { Door } from './ask';
import type { DoorContext } from './door';
import { secretsOf } from './secrets';
import type { Store } from './store';

export function openCommandDoor(
  name: string,
  endpoint: Endpoint,
  { environment = {}, workingDirectory }: CliTemplate,
  context: DoorContext,
): Door {
  const { store, secret, allowances, hosts, folder = '.' } = context;
  const options = new Map(Object.entries(endpoint.options).map(([key, value]) => [key, secret(value)]));
  const allowance = allowances.of(endpoint, name);
  const { url } = resolveTarget(new URL(endpoint.url), hosts);
  const door = createCommandDoor({
    places: { folder: resolve(folder), package: packageRoot(), node: process.execPath, url: url.href },
    environment: Object.fromEntries(Object.entries(environment).map(([key, text]) => [key, secret(text)])),
    ...(workingDirectory !== undefined && { workingDirectory: resolve(folder, workingDirectory) }),
    timeoutMs: endpoint.timeoutMs,
    ...(endpoint.maxBytes !== undefined && { maxBytes: endpoint.maxBytes }),
    secrets: secretsOf(endpoint, secret),
    pacer: allowance.pacer,
  });
  return {
    driver: driverFor(endpoint.dialect),
    allowance,
    vault: door.vault,
    open: (evidence): Link => ({
      endpoint,
      http: NO_HTTP,
      commands: door.recording((command) => evidence.push(keep(store, command))),
      option: (key) => options.get(key),
    }),
    // There is no way to a command that could be looked at: it is here, or does not start.
    inspect: async () => ({
      where: new URL(endpoint.url).host,
      proxied: false,
      addresses: null,
      tls: null,
      fault: null,
    }),
    close: () => undefined,
  };
}

/** The duration stays out: what is stored must be the same in two runs of a frozen round. */
function keep(
  store: Store,
  { durationMs: _, files, stdout, stderr, output, ...head }: RecordedCommand,
): string {
  const record = {
    ...head,
    files: files.map(({ name, bytes }) => ({ name, bytes: store.put(bytes) })),
    stdout: store.put(stdout),
    stderr: store.put(stderr),
    output: output === null ? null : store.put(output),
  };
  return store.put(Buffer.from(JSON.stringify(record)));
}

function noHttp(): never {
  throw new TamgaError('TAMGA-E-INTERNAL', 'a dialect over HTTP was asked over the link of a command');
}

const NO_HTTP: Http = { send: noHttp, message: noHttp, grant: noHttp, listen: noHttp };

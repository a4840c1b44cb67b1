/**
 * A process that starts the sandbox, writes the ports to standard output and waits to be killed.
 *
 * @module
 */
import { startSandbox } from '../sandbox/start';
import { SANDBOX_ORDER } from './sandbox-profiles';

startSandbox(SANDBOX_ORDER).then(({ ports }) => {
  process.stdout.write(`${JSON.stringify(Object.fromEntries(ports))}\n`);
});

/**
 * Starts and stops the one child process in which all reference states live.
 *
 * @module
 */
import { type ChildProcess, fork } from 'node:child_process';
import { extname, join } from 'node:path';
import { TamgaError } from '../model/error';
import { packageRoot } from '../model/package-root';
import type { Failure, SandboxNews, SandboxOrder } from './messages';

export interface SandboxOptions extends SandboxOrder {
  /** For minting and listening together. */
  readonly startTimeoutMs?: number;
}

export interface Sandbox {
  /** By lower-case code. */
  readonly ports: ReadonlyMap<string, number>;
  readonly pid: number;
  stop(): Promise<void>;
  /** Called once when the child is gone without having been stopped. */
  onExit(listener: (error: TamgaError) => void): void;
}

const START_TIMEOUT_MS = 60_000;
const STOP_TIMEOUT_MS = 2_000;
const KEPT_STDERR = 4_000;

/** @throws TamgaError TAMGA-E-SANDBOX, or the child's own error: a port taken, a profile that contradicts itself. */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const { startTimeoutMs = START_TIMEOUT_MS, ...order } = options;
  const child = forkMain();
  const complaints = keepStderr(child);
  try {
    const ports = await readyPorts(child, order, startTimeoutMs, complaints);
    return running(child, ports, complaints);
  } catch (error) {
    child.kill('SIGKILL');
    throw error;
  }
}

/** The same loader as this file's own: compiled beside compiled, ts-node beside TypeScript. */
function forkMain(): ChildProcess {
  const extension = extname(__filename);
  const loader = extension === '.ts' ? ['-r', require.resolve('ts-node/register/transpile-only')] : [];
  return fork(join(__dirname, `main${extension}`), [], {
    cwd: packageRoot(),
    execArgv: loader,
    // Standard output belongs to the results of the parent.
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
}

function keepStderr(child: ChildProcess): () => string {
  let kept = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    kept = (kept + text).slice(-KEPT_STDERR);
  });
  return () => kept.trim();
}

function readyPorts(
  child: ChildProcess,
  order: SandboxOrder,
  timeoutMs: number,
  complaints: () => string,
): Promise<ReadonlyMap<string, number>> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      reject(broken(`the sandbox did not start within ${timeoutMs} ms`, complaints()));
    }, timeoutMs);
    const settle = (act: () => void) => {
      clearTimeout(timer);
      child.removeAllListeners('message').removeAllListeners('exit').removeAllListeners('error');
      act();
    };
    child.once('message', (news: SandboxNews) =>
      settle(() =>
        news.kind === 'ready' ? resolve(new Map(Object.entries(news.ports))) : reject(failed(news.failure)),
      ),
    );
    child.once('error', (cause) => settle(() => reject(broken(cause.message, complaints()))));
    child.once('exit', (code, signal) =>
      settle(() => reject(broken(`the sandbox died while starting (${signal ?? code})`, complaints()))),
    );
    child.send(order, (error) => {
      if (error !== null) settle(() => reject(broken(error.message, complaints())));
    });
  });
}

function running(child: ChildProcess, ports: ReadonlyMap<string, number>, complaints: () => string): Sandbox {
  let stopping = false;
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  return {
    ports,
    pid: child.pid ?? 0,
    async stop() {
      stopping = true;
      if (child.exitCode !== null || child.signalCode !== null) return;
      const impatience = setTimeout(() => child.kill('SIGKILL'), STOP_TIMEOUT_MS);
      if (child.connected) child.disconnect();
      await gone;
      clearTimeout(impatience);
    },
    onExit(listener) {
      child.once('exit', (code, signal) => {
        if (!stopping) listener(broken(`the sandbox died (${signal ?? code})`, complaints()));
      });
    },
  };
}

function failed({ code, message, hint }: Failure): TamgaError {
  return code === null
    ? broken('the sandbox failed while starting', message)
    : new TamgaError(code, message, hint === null ? {} : { hint });
}

function broken(message: string, complaints: string): TamgaError {
  return new TamgaError('TAMGA-E-SANDBOX', message, {
    hint: 'Run `tamga sandbox` alone to see what the reference states say.',
    ...(complaints !== '' && { cause: new Error(complaints) }),
  });
}

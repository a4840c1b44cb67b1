/**
 * The sandbox child: takes one order over IPC, reports its ports, and leaves when its parent does.
 *
 * @module
 */
import { TamgaError } from '../model/error';
import type { SandboxNews, SandboxOrder } from './messages';
import { startStates } from './states';

// Ctrl-C reaches the whole process group: the parent decides when the round is over.
process.on('SIGINT', () => undefined);
// Also after a kill -9 of the parent: the channel closes with the process at its other end.
process.on('disconnect', () => process.exit(0));
process.once('message', (order: SandboxOrder) => {
  startStates(order).then(
    ({ ports }) => tell({ kind: 'ready', ports }),
    (error: unknown) => tell({ kind: 'failed', failure: failureOf(error) }),
  );
});

function tell(news: SandboxNews): void {
  process.send?.(news);
}

function failureOf(error: unknown): Extract<SandboxNews, { kind: 'failed' }>['failure'] {
  if (error instanceof TamgaError) {
    return { code: error.code, message: error.message, hint: error.hint ?? null };
  }
  return {
    code: null,
    message: error instanceof Error ? (error.stack ?? error.message) : String(error),
    hint: null,
  };
}

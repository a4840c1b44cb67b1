/**
 * Ctrl-C: the first asks to end cleanly, the second ends at once.
 *
 * @module
 */

export interface Interrupt {
  /** Resolves at the first SIGINT or SIGTERM. */
  readonly asked: Promise<void>;
  /** Gives the signals back; a second signal then acts as the system means it. */
  release(): void;
}

export function onInterrupt(): Interrupt {
  let release = (): void => undefined;
  const asked = new Promise<void>((resolve) => {
    const stop = (): void => {
      release();
      resolve();
    };
    release = () => {
      process.off('SIGINT', stop);
      process.off('SIGTERM', stop);
    };
    process.on('SIGINT', stop);
    process.on('SIGTERM', stop);
  });
  return { asked, release: () => release() };
}

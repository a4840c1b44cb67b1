/**
 * A gate that lets a bounded number of tasks through at once, in the order in which they came.
 *
 * @module
 */

export interface Semaphore {
  run<T>(task: () => Promise<T>): Promise<T>;
  /** Resolves inside the gate, with what leaves it again; call that once. */
  enter(): Promise<() => void>;
  /** Tasks inside the gate. */
  inside(): number;
}

export function createSemaphore(limit: number): Semaphore {
  const waiting: (() => void)[] = [];
  let inside = 0;

  const enter = async (): Promise<() => void> => {
    if (inside >= limit) await new Promise<void>((resolve) => waiting.push(resolve));
    else inside += 1;
    return leave;
  };
  // A leaving task hands its place straight to the next one, so that nobody slips in between.
  const leave = (): void => {
    const next = waiting.shift();
    if (next) next();
    else inside -= 1;
  };

  return {
    inside: () => inside,
    enter,
    async run(task) {
      await enter();
      try {
        return await task();
      } finally {
        leave();
      }
    },
  };
}

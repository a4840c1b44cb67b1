/**
 * Asks each question once: whoever asks again while or after it is answered gets the same promise.
 *
 * @module
 */

export interface Memo<T> {
  once(key: string, ask: () => Promise<T>): Promise<T>;
}

export function createMemo<T>(): Memo<T> {
  const asked = new Map<string, Promise<T>>();
  return {
    once(key, ask) {
      const known = asked.get(key);
      if (known) return known;
      const promise = ask();
      asked.set(key, promise);
      return promise;
    },
  };
}

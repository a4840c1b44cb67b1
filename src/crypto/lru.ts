/**
 * A bounded memo that forgets the least recently used entry. Only context-free facts may be kept in one.
 *
 * @module
 */
import { hash } from 'node:crypto';

export interface Lru<Value> {
  get(key: string): Value | undefined;
  set(key: string, value: Value): void;
  readonly size: number;
  clear(): void;
}

const registered: Lru<unknown>[] = [];

export function createLru<Value>(limit: number): Lru<Value> {
  const entries = new Map<string, Value>();
  const lru: Lru<Value> = {
    get(key) {
      const value = entries.get(key);
      if (value === undefined) return undefined;
      // Below half the limit nothing is near eviction: the order need not be kept.
      if (entries.size * 2 > limit) {
        entries.delete(key);
        entries.set(key, value);
      }
      return value;
    },
    set(key, value) {
      entries.delete(key);
      entries.set(key, value);
      if (entries.size <= limit) return;
      for (const oldest of entries.keys()) {
        entries.delete(oldest);
        break;
      }
    },
    get size() {
      return entries.size;
    },
    clear() {
      entries.clear();
    },
  };
  registered.push(lru);
  return lru;
}

/** Empties every memo of the process: for measurements of the uncached path. */
export function clearMemos(): void {
  for (const lru of registered) lru.clear();
}

/** For structures of any length: short ones are their own key, which is cheaper than a digest. */
export function structureKey(der: Uint8Array): string {
  return der.length <= 4096 ? memoKey(der) : hash('sha256', der, 'hex');
}

/** A key under which equal bytes meet: the bytes themselves as text, so that there is nothing to collide. */
export function memoKey(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');
}

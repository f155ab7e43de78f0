import type { Clock } from '../../ports/index.ts';

/** Remembers values for a while, and only so many. */
export interface BoundedMemory<Value> {
  /** Undefined when it is not known, or not any more. */
  get(key: string): { readonly value: Value } | undefined;
  /** `bytes` is what the value takes of the memory, roughly. */
  put(key: string, value: Value, bytes: number): void;
  clear(): void;
}

export interface MemoryLimits {
  readonly bytes: number;
  readonly entries: number;
  /** Milliseconds for which a value is believed. */
  readonly age: number;
}

interface Entry<Value> {
  readonly value: Value;
  readonly bytes: number;
  readonly until: number;
}

/** What was not used for longest goes first. A value that is larger than a quarter of all is not kept. */
export function boundedMemory<Value>(
  clock: Pick<Clock, 'monotonic'>,
  limits: MemoryLimits,
): BoundedMemory<Value> {
  const entries = new Map<string, Entry<Value>>();
  let held = 0;
  const remove = (key: string): void => {
    held -= entries.get(key)?.bytes ?? 0;
    entries.delete(key);
  };
  return {
    get(key) {
      const entry = entries.get(key);
      if (entry === undefined) return undefined;
      entries.delete(key);
      if (entry.until <= clock.monotonic()) {
        held -= entry.bytes;
        return undefined;
      }
      // Put back at the end: maps keep the order of insertion.
      entries.set(key, entry);
      return { value: entry.value };
    },
    put(key, value, bytes) {
      remove(key);
      if (bytes > limits.bytes / 4) return;
      entries.set(key, { value, bytes, until: clock.monotonic() + limits.age });
      held += bytes;
      for (const oldest of entries.keys()) {
        if (held <= limits.bytes && entries.size <= limits.entries) break;
        remove(oldest);
      }
    },
    clear() {
      entries.clear();
      held = 0;
    },
  };
}

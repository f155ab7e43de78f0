import { randomBytes, randomUUID } from 'node:crypto';

/** The one source of randomness. */
export interface Random {
  uuid(): string;
  bytes(count: number): Buffer;
  /** A number in [0, 1), for jitter; not for secrets. */
  fraction(): number;
}

export const systemRandom: Random = {
  uuid: () => randomUUID(),
  bytes: (count) => randomBytes(count),
  fraction: () => Math.random(),
};

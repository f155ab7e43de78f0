import type { Digest } from '../../core/reference/index.ts';
import { bytesOf } from './carried-blobs.ts';
import type { ChainSet } from './chain-world.ts';
import { formatTable } from './table.ts';

/** What one set carried, and what of it an earlier set for the same enclave had carried. Bytes of layers and configurations. */
export interface CarriedRow {
  readonly enclave: string;
  readonly generation: number;
  readonly blobs: number;
  readonly bytes: number;
  readonly again: ReadonlyMap<Digest, number>;
  /** Generations that carried these before. */
  readonly before: readonly number[];
}

/** A row for each set; the sets of an enclave in their order. */
export function carriedRows(sets: readonly ChainSet[]): readonly CarriedRow[] {
  const first = new Map<string, number>();
  return sets.map(({ enclave, generation, blobs }) => {
    const key = (digest: Digest): string => `${enclave.name} ${digest}`;
    const again = new Map([...blobs].filter(([digest]) => first.has(key(digest))));
    const before = new Set([...again.keys()].map((digest) => first.get(key(digest)) ?? 0));
    for (const digest of blobs.keys()) if (!first.has(key(digest))) first.set(key(digest), generation);
    const sorted = [...before].sort((a, b) => a - b);
    return {
      enclave: enclave.name,
      generation,
      blobs: blobs.size,
      bytes: bytesOf(blobs),
      again,
      before: sorted,
    };
  });
}

/** The rows as a table; `lost` are the generations whose media did not arrive, by enclave. */
export function formatCarried(
  rows: readonly CarriedRow[],
  lost: Readonly<Record<string, readonly number[]>>,
): string {
  const header = ['enclave', 'generation', 'blobs', 'bytes', 'of them again', 'why'];
  const why = ({ enclave, before }: CarriedRow): string =>
    before
      .map((generation) => {
        const reason = lost[enclave]?.includes(generation) === true ? 'its medium was lost' : 'without need';
        return `carried by generation ${generation}: ${reason}`;
      })
      .join('; ');
  const cells = rows.map((row) => [
    row.enclave,
    String(row.generation),
    String(row.blobs),
    String(row.bytes),
    String(bytesOf(row.again)),
    why(row),
  ]);
  return formatTable(header, cells, new Set([0, 5]));
}

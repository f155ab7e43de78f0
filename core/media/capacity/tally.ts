import { sectorSize, type ProofStream } from './proof-stream.ts';

/** What became of the bytes that were written, counted while they are read back. All numbers are bytes. */
export interface Tally {
  readonly right: number;
  /** Came back with the content of another address: the sign of a made-up capacity. */
  readonly displaced: number;
  /** Came back as zeros or ones only: were never kept. */
  readonly blank: number;
  /** Came back as something else. */
  readonly altered: number;
  /** Could not be read, or are not there any more. */
  readonly unreadable: number;
  /** Address of the first byte that is not as it was written. */
  readonly firstWrong?: number;
  /** The distance after which the medium begins again from the front; absent when nothing shows one. */
  readonly period?: number;
}

export interface TallyKeeper {
  /** `bytes` (whole sectors) came back from `address`. */
  take(address: number, bytes: Buffer): void;
  /** `length` bytes at `address` could not be read. */
  lost(address: number, length: number): void;
  result(): Tally;
}

/** More different distances than this come from chance, not from a medium that begins again. */
const mostDistances = 4096;
/** Share of the displaced bytes that has to agree on a distance. */
const leastShare = 0.01;

/** Compares what comes back with what was written. */
export function createTally(stream: ProofStream): TallyKeeper {
  const counts = { right: 0, displaced: 0, blank: 0, altered: 0, unreadable: 0 };
  const distances = new Map<number, number>();
  let firstWrong: number | undefined;
  const wrongAt = (address: number): void => {
    firstWrong = Math.min(firstWrong ?? address, address);
  };
  const takeSector = (address: number, wanted: Buffer, found: Buffer, claim: number | undefined): void => {
    if (found.equals(wanted)) {
      counts.right += sectorSize;
      return;
    }
    wrongAt(address + wanted.findIndex((byte, index) => byte !== found[index]));
    if (claim !== undefined) {
      counts.displaced += sectorSize;
      const distance = Math.abs(claim - address);
      const known = distances.get(distance) ?? 0;
      if (known > 0 || distances.size < mostDistances) distances.set(distance, known + sectorSize);
      return;
    }
    const [first] = found;
    const isBlank = (first === 0 || first === 0xff) && found.every((byte) => byte === first);
    counts[isBlank ? 'blank' : 'altered'] += sectorSize;
  };
  return {
    take(address, bytes) {
      const wanted = stream.bytesAt(address, bytes.length);
      if (wanted.equals(bytes)) {
        counts.right += bytes.length;
        return;
      }
      for (const [index, claim] of stream.addressesOf(bytes).entries()) {
        const at = index * sectorSize;
        takeSector(
          address + at,
          wanted.subarray(at, at + sectorSize),
          bytes.subarray(at, at + sectorSize),
          claim,
        );
      }
    },
    lost(address, length) {
      counts.unreadable += length;
      if (length > 0) wrongAt(address);
    },
    result() {
      const period = periodOf(distances, counts.displaced);
      return {
        ...counts,
        ...(firstWrong !== undefined && { firstWrong }),
        ...(period !== undefined && { period }),
      };
    },
  };
}

/** A medium that went round several times shows multiples of its period too: the shortest is the period. */
function periodOf(distances: ReadonlyMap<number, number>, displaced: number): number | undefined {
  const agreed = [...distances].filter(([, bytes]) => bytes >= displaced * leastShare);
  return agreed.length === 0 ? undefined : Math.min(...agreed.map(([distance]) => distance));
}

import { closeSync, fsyncSync, openSync, readSync, writeSync } from 'node:fs';
import type { BlobPlace } from '../../model.ts';

const bufferBytes = 1024 * 1024;

/**
 * The one file that holds the text of a catalogue's blobs: the configuration files as they are, one after the
 * other, and what was written otherwise than as JSON once more behind them. Used in a thread of its own, which
 * may wait for the disk.
 */
export class ContentFile {
  readonly #file: number;
  readonly #buffer = Buffer.allocUnsafe(bufferBytes);
  #buffered = 0;
  #written = 0;

  /** Makes the file, which must not exist. */
  constructor(path: string) {
    this.#file = openSync(path, 'wx+', 0o600);
  }

  /** Bytes that were appended so far. */
  get length(): number {
    return this.#written + this.#buffered;
  }

  append(bytes: Uint8Array): void {
    if (bytes.length > bufferBytes - this.#buffered) this.#flush();
    if (bytes.length >= bufferBytes) {
      this.#write(bytes);
      return;
    }
    this.#buffer.set(bytes, this.#buffered);
    this.#buffered += bytes.length;
  }

  /** Fills `into` from `offset` as far as there are bytes, and says how many there were. */
  read(into: Uint8Array, offset: number): number {
    this.#flush();
    let filled = 0;
    while (filled < into.length) {
      const count = readSync(this.#file, into, filled, into.length - filled, offset + filled);
      if (count === 0) break;
      filled += count;
    }
    return filled;
  }

  /** The bytes of a place, in memory of their own. */
  bytes({ offset, length }: BlobPlace): Buffer {
    const bytes = Buffer.allocUnsafeSlow(length);
    return bytes.subarray(0, this.read(bytes, offset));
  }

  /** Everything is on the disk after this. */
  close(): void {
    this.#flush();
    fsyncSync(this.#file);
    closeSync(this.#file);
  }

  #flush(): void {
    if (this.#buffered === 0) return;
    const count = this.#buffered;
    this.#buffered = 0;
    this.#write(this.#buffer.subarray(0, count));
  }

  #write(bytes: Uint8Array): void {
    for (let at = 0; at < bytes.length;) at += writeSync(this.#file, bytes, at);
    this.#written += bytes.length;
  }
}

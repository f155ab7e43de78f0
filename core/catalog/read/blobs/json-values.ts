/** Reads bytes of a text, and says how many there were. */
export type ReadAt = (into: Uint8Array, offset: number) => number;

/** A stretch of a text: an object at its top level, or something there that is none. */
export interface JsonPiece {
  readonly offset: number;
  readonly length: number;
  /** Absent for an object whose brackets are balanced. Whether it is valid JSON is not known yet. */
  readonly fault?: 'unfinished' | 'not-an-object';
  /** Objects and lists within each other. */
  readonly depth: number;
  /** Objects, lists and commas in it: about as many as there are values. */
  readonly values: number;
}

const chunkBytes = 1024 * 1024;
/** A text in which this often something is missing is given up; each time it has to be gone through again. */
const mostFaults = 16;

const [quote, backslash, newline] = [0x22, 0x5c, 0x0a];
const [openObject, closeObject, openList, closeList, comma] = [0x7b, 0x7d, 0x5b, 0x5d, 0x2c];

/**
 * Splits a stream of JSON objects at its top level, without understanding them: nothing of the text is kept in
 * memory, however long an object is or however deep it goes. After a fault it goes on with the next line that
 * begins with `{`, as writers of catalogues begin their objects.
 */
export function* jsonValues(read: ReadAt, from: number, to: number): Generator<JsonPiece, void, undefined> {
  const text = new TextWindow(read, to);
  let at = skipMark(text, from);
  for (let faults = 0; ;) {
    at = text.skipBlanks(at);
    if (at >= to) return;
    const piece = pieceAt(text, at);
    if (piece.fault === undefined) {
      yield piece;
      at += piece.length;
      continue;
    }
    faults += 1;
    const next = faults < mostFaults ? text.findObject(at + 1) : to;
    yield { ...piece, length: next - at };
    at = next;
  }
}

function skipMark(text: TextWindow, from: number): number {
  const isMark = text.byte(from) === 0xef && text.byte(from + 1) === 0xbb && text.byte(from + 2) === 0xbf;
  return isMark ? from + 3 : from;
}

/** The object that begins at `start`, found by counting brackets outside of strings. */
function pieceAt(text: TextWindow, start: number): JsonPiece {
  if (text.byte(start) !== openObject) {
    return { offset: start, length: 0, fault: 'not-an-object', depth: 0, values: 0 };
  }
  let [level, depth, values] = [0, 0, 0];
  let at = start;
  while (at < text.end) {
    const chunk = text.from(at);
    if (chunk.length === 0) break;
    let index = 0;
    for (; index < chunk.length; index++) {
      const byte = chunk[index];
      if (byte === quote) break;
      if (byte === comma) values += 1;
      else if (byte === openObject || byte === openList) {
        values += 1;
        level += 1;
        if (level > depth) depth = level;
      } else if (byte === closeObject || byte === closeList) {
        level -= 1;
        if (level === 0) return { offset: start, length: at + index + 1 - start, depth, values };
      }
    }
    at += index;
    if (index < chunk.length) at = text.endOfString(at);
  }
  return { offset: start, length: 0, fault: 'unfinished', depth, values };
}

/** A text of which one chunk is in memory. */
class TextWindow {
  readonly end: number;
  readonly #read: ReadAt;
  readonly #buffer = Buffer.allocUnsafe(chunkBytes);
  #start = 0;
  #length = 0;

  constructor(read: ReadAt, end: number) {
    this.#read = read;
    this.end = end;
  }

  /** Some bytes from `offset` on; none at the end. */
  from(offset: number): Buffer {
    if (offset < this.#start || offset >= this.#start + this.#length) {
      const wanted = Math.min(chunkBytes, Math.max(0, this.end - offset));
      this.#length = this.#read(this.#buffer.subarray(0, wanted), offset);
      this.#start = offset;
    }
    return this.#buffer.subarray(offset - this.#start, this.#length);
  }

  byte(offset: number): number | undefined {
    return this.from(offset)[0];
  }

  skipBlanks(offset: number): number {
    let at = offset;
    while (at < this.end) {
      const chunk = this.from(at);
      const index = chunk.findIndex((byte) => byte > 0x20 || !isBlank(byte));
      if (index >= 0) return at + index;
      if (chunk.length === 0) return this.end;
      at += chunk.length;
    }
    return this.end;
  }

  /** The position behind the string that opens at `start`; the end of the text when it does not close. */
  endOfString(start: number): number {
    let at = start + 1;
    let escaped = false;
    while (at < this.end) {
      const chunk = this.from(at);
      if (chunk.length === 0) break;
      let index = escaped ? 1 : 0;
      escaped = false;
      for (;;) {
        const closing = chunk.indexOf(quote, index);
        const until = closing < 0 ? chunk.length : closing;
        let backslashes = 0;
        while (until - 1 - backslashes >= index && chunk[until - 1 - backslashes] === backslash)
          backslashes += 1;
        const odd = backslashes % 2 === 1;
        if (closing < 0) {
          escaped = odd;
          break;
        }
        if (!odd) return at + closing + 1;
        index = closing + 1;
      }
      at += chunk.length;
    }
    return this.end;
  }

  /** The next line that begins with `{`. */
  findObject(offset: number): number {
    let at = offset;
    let lineBegins = false;
    while (at < this.end) {
      const chunk = this.from(at);
      if (chunk.length === 0) break;
      if (lineBegins && chunk[0] === openObject) return at;
      for (let index = chunk.indexOf(newline); index >= 0; index = chunk.indexOf(newline, index + 1)) {
        if (chunk[index + 1] === openObject) return at + index + 1;
      }
      lineBegins = chunk[chunk.length - 1] === newline;
      at += chunk.length;
    }
    return this.end;
  }
}

const isBlank = (byte: number): boolean => byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;

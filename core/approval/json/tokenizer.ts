import { reportLimits } from '../limits.ts';
import { decodeText } from './decode-text.ts';
import { JsonFault } from './fault.ts';

export type JsonScalar = string | number | boolean | null;

/** What a JSON text is made of, in its order. */
export interface JsonEvents {
  open(kind: 'object' | 'list'): void;
  close(): void;
  /** Undefined where `wantsText` said no. */
  key(text: string | undefined): void;
  /** Undefined for a text where `wantsText` said no. */
  scalar(value: JsonScalar | undefined): void;
  /** Asked when a text begins: only those that are wanted are held in memory. */
  wantsText(): boolean;
}

/** What may come next. */
type Expected = 'value' | 'value-or-end' | 'key-or-end' | 'key' | 'colon' | 'comma-or-end' | 'nothing';

const [quote, backslash] = [0x22, 0x5c];
const [openObject, closeObject, openList, closeList] = [0x7b, 0x7d, 0x5b, 0x5d];
const [comma, colon] = [0x2c, 0x3a];
const numberForm = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;
const literals: Readonly<Record<string, JsonScalar>> = { true: true, false: false, null: null };

/**
 * Reads a JSON text (RFC 8259) piece by piece and keeps nothing of it but what `events` wants: memory does not grow
 * with the text. Throws JsonFault for a text that is no JSON, nests deeper than `reportLimits.depth`, or has a key
 * longer than `reportLimits.key`.
 */
export class JsonTokenizer {
  readonly #events: JsonEvents;
  readonly #nesting: ('object' | 'list')[] = [];
  #expected: Expected = 'value';
  /** Bytes before the chunk that is read now. */
  #offset = 0;
  #inText = false;
  #isKey = false;
  #escaped = false;
  /** The pieces of the text that is being read; undefined while it is not wanted. */
  #text: Buffer[] | undefined;
  #textBytes = 0;
  /** A number or literal that is being read. */
  #bare = '';

  constructor(events: JsonEvents) {
    this.#events = events;
  }

  write(chunk: Buffer): void {
    let at = this.#offset === 0 && isMarked(chunk) ? 3 : 0;
    while (at < chunk.length) {
      at = this.#inText ? this.#readText(chunk, at) : this.#readToken(chunk, at);
    }
    this.#offset += chunk.length;
  }

  end(): void {
    this.#endBare(0);
    if (this.#inText || this.#expected !== 'nothing') throw this.#fault('syntax', 0);
  }

  #readToken(chunk: Buffer, from: number): number {
    for (let at = from; at < chunk.length; at += 1) {
      const byte = chunk[at] ?? 0;
      if (isBlank(byte)) {
        this.#endBare(at);
      } else if (byte === comma || byte === colon || byte === closeObject || byte === closeList) {
        this.#endBare(at);
        this.#punctuate(byte, at);
      } else if (byte === quote || byte === openObject || byte === openList) {
        if (this.#bare !== '') throw this.#fault('syntax', at);
        if (byte === quote) {
          this.#beginText(at);
          return at + 1;
        }
        this.#open(byte === openObject ? 'object' : 'list', at);
      } else {
        if (this.#bare === '') this.#requireValue(at);
        this.#bare += String.fromCharCode(byte);
        if (this.#bare.length > 64) throw this.#fault('syntax', at);
      }
    }
    return chunk.length;
  }

  #readText(chunk: Buffer, from: number): number {
    let at = from;
    for (; at < chunk.length; at += 1) {
      const byte = chunk[at] ?? 0;
      if (byte < 0x20) throw this.#fault('syntax', at);
      if (this.#escaped) this.#escaped = false;
      else if (byte === backslash) this.#escaped = true;
      else if (byte === quote) {
        this.#keepText(chunk, from, at);
        this.#endText(at);
        return at + 1;
      }
    }
    this.#keepText(chunk, from, at);
    return at;
  }

  #beginText(at: number): void {
    this.#isKey = this.#expected === 'key' || this.#expected === 'key-or-end';
    if (!this.#isKey) this.#requireValue(at);
    this.#inText = true;
    this.#escaped = false;
    this.#text = this.#events.wantsText() ? [] : undefined;
    this.#textBytes = 0;
  }

  #keepText(chunk: Buffer, from: number, to: number): void {
    this.#textBytes += to - from;
    const limit = this.#isKey ? reportLimits.key : Infinity;
    if (this.#textBytes > limit) throw this.#fault('long', to);
    if (this.#text === undefined || to === from) return;
    // Of a text that is longer than any that is taken out, the beginning is enough to say so.
    if (this.#textBytes - (to - from) > reportLimits.text * 8) return;
    this.#text.push(Buffer.from(chunk.subarray(from, to)));
  }

  #endText(at: number): void {
    this.#inText = false;
    const text = this.#text === undefined ? undefined : decodeText(this.#text, this.#textBytes);
    if (text === null) throw this.#fault('syntax', at);
    if (this.#isKey) {
      this.#expected = 'colon';
      this.#events.key(text);
    } else {
      this.#events.scalar(text);
      this.#afterValue();
    }
  }

  #endBare(at: number): void {
    if (this.#bare === '') return;
    const text = this.#bare;
    this.#bare = '';
    const literal = Object.hasOwn(literals, text) ? literals[text] : undefined;
    if (literal === undefined && !numberForm.test(text)) throw this.#fault('syntax', at);
    this.#events.scalar(literal === undefined ? Number(text) : literal);
    this.#afterValue();
  }

  #open(kind: 'object' | 'list', at: number): void {
    this.#requireValue(at);
    if (this.#nesting.length >= reportLimits.depth) throw this.#fault('deep', at);
    this.#nesting.push(kind);
    this.#expected = kind === 'object' ? 'key-or-end' : 'value-or-end';
    this.#events.open(kind);
  }

  #punctuate(byte: number, at: number): void {
    const inside = this.#nesting.at(-1);
    if (byte === colon && this.#expected === 'colon') this.#expected = 'value';
    else if (byte === comma && this.#expected === 'comma-or-end') {
      this.#expected = inside === 'object' ? 'key' : 'value';
    } else if (this.#mayClose(byte === closeObject ? 'object' : 'list', byte)) {
      this.#nesting.pop();
      this.#events.close();
      this.#afterValue();
    } else throw this.#fault('syntax', at);
  }

  #mayClose(kind: 'object' | 'list', byte: number): boolean {
    if (byte === comma || byte === colon || this.#nesting.at(-1) !== kind) return false;
    const empty = kind === 'object' ? 'key-or-end' : 'value-or-end';
    return this.#expected === 'comma-or-end' || this.#expected === empty;
  }

  #requireValue(at: number): void {
    if (this.#expected !== 'value' && this.#expected !== 'value-or-end') throw this.#fault('syntax', at);
  }

  #afterValue(): void {
    this.#expected = this.#nesting.length === 0 ? 'nothing' : 'comma-or-end';
  }

  #fault(kind: JsonFault['kind'], at: number): JsonFault {
    return new JsonFault(kind, this.#offset + at);
  }
}

const isBlank = (byte: number): boolean => byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;

/** PowerShell writes a byte order mark when it redirects a scanner's output. */
const isMarked = (chunk: Buffer): boolean => chunk[0] === 0xef && chunk[1] === 0xbb && chunk[2] === 0xbf;

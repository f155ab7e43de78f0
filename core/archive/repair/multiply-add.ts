/*
 * The loop that everything waits for, as a WebAssembly function: sixteen bytes at a time are multiplied in GF(2^8) by
 * looking the products of both halves of a byte up in registers, several times as fast as tables in JavaScript.
 * It is written out here, instruction by instruction, so that nothing has to be built or trusted unread. Opcodes are those of
 * the WebAssembly core specification 2.0, section 5.4.
 */

/** `target ^= factor * source` for the bytes from `source` to `end`, sixteen at least; all are addresses in the memory. */
export type MultiplyAdd = (source: number, end: number, target: number, table: number) => void;

/** Bytes of a table: the products of the sixteen low and of the sixteen high halves of a byte. */
export const halfTableSize = 32;

const i32 = 0x7f;
const v128 = 0x7b;
const get = (local: number): number[] => [0x20, local];
const set = (local: number): number[] => [0x21, local];
const tee = (local: number): number[] => [0x22, local];
const constant = (value: number): number[] => [0x41, value];
const add = [0x6a];
const below = [0x49];
const simd = (code: number, ...rest: number[]): number[] => [0xfd, code, ...rest];
const load = (offset: number): number[] => simd(0x00, 0, offset);
const store = simd(0x0b, 0, 0);
const everyByte = (value: number): number[] => simd(0x0c, ...Array.from({ length: 16 }, () => value));
const lookUp = simd(0x0e);
const and = simd(0x4e);
const xor = simd(0x51);
const shiftRight = simd(0x6d);

const source = 0;
const end = 1;
const target = 2;
const table = 3;
const low = 4;
const high = 5;
const block = 6;

const body = [
  [1, 3, v128],
  [...get(table), ...load(0), ...set(low)],
  [...get(table), ...load(16), ...set(high)],
  [0x03, 0x40],
  get(target),
  [...get(target), ...load(0)],
  [...get(low), ...get(source), ...load(0), ...tee(block), ...everyByte(0x0f), ...and, ...lookUp, ...xor],
  [...get(high), ...get(block), ...constant(4), ...shiftRight, ...lookUp, ...xor],
  store,
  [...get(target), ...constant(16), ...add, ...set(target)],
  [...get(source), ...constant(16), ...add, ...tee(source)],
  [...get(end), ...below, 0x0d, 0],
  [0x0b, 0x0b],
].flat();

const section = (id: number, ...content: number[]): number[] => [id, content.length, ...content];
const name = (text: string): number[] => [text.length, ...Buffer.from(text)];

const program = Uint8Array.from(
  [
    [0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    section(1, 1, 0x60, 4, i32, i32, i32, i32, 0),
    section(2, 1, ...name('own'), ...name('memory'), 0x02, 0, 0),
    section(3, 1, 0),
    section(7, 1, ...name('multiplyAdd'), 0x00, 0),
    section(10, 1, body.length, ...body),
  ].flat(),
);

/** The part of the platform's WebAssembly that is used here: the library of types for Node does not have it. */
declare namespace WebAssembly {
  export class Memory {
    constructor(size: { readonly initial: number });
    readonly buffer: ArrayBuffer;
  }
  export interface Module {
    /** Nothing is asked of it. */
    readonly opaque?: never;
  }
  export const Module: new (bytes: Uint8Array) => Module;
  export class Instance {
    constructor(module: Module, imports: { readonly own: { readonly memory: Memory } });
    readonly exports: { readonly multiplyAdd: MultiplyAdd };
  }
}

const memoryPage = 64 * 1024;

/** Memory of at least `bytes` bytes, zeros, and the function over it. */
export function createMultiplyAdd(bytes: number): {
  readonly memory: ArrayBuffer;
  readonly multiplyAdd: MultiplyAdd;
} {
  const memory = new WebAssembly.Memory({ initial: Math.ceil(bytes / memoryPage) });
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(program), { own: { memory } });
  return { memory: memory.buffer, multiplyAdd: exports.multiplyAdd };
}

import { basename } from 'node:path';
import { type FileHandle, type FileSystem, systemFileSystem } from '../../core/ports/index.ts';

/** What happens, and when. */
export interface Fault {
  /** Which changing call is struck, counted from 1. Calls on file handles count too. */
  readonly at: number;
  /** Counts only calls whose description (`operation file`) matches. Default: every changing call. */
  readonly only?: RegExp;
  /** Counts only calls made while it answers true. Default: all. */
  readonly armed?: () => boolean;
  /** `fail`: this call fails with `code`. `kill`: this and every later call fail, as when the process ended. */
  readonly kind: 'fail' | 'kill';
  /** The system error's code. Default EIO. */
  readonly code?: string;
  /** A struck write still puts half of its bytes into the file. */
  readonly torn?: boolean;
  /** Every later call that matches `only` fails as well, like a disk that stays full. */
  readonly lasting?: boolean;
}

/** The real file system with one fault in it, and a record of the calls that change something. */
export interface FaultyFileSystem {
  readonly fs: FileSystem;
  /** `operation file`, in order: for example `writev .partial-000001`. */
  readonly calls: readonly string[];
  /** Calls that only read, by the same description. */
  readonly reads: readonly string[];
  /** Whether the fault has struck. */
  readonly struck: boolean;
}

const changing = new Set(['mkdir', 'mkdtemp', 'rename', 'unlink', 'rm']);
const changingOnHandle = new Set([
  'write',
  'writev',
  'writeFile',
  'appendFile',
  'sync',
  'datasync',
  'truncate',
]);

/** Wraps the real file system. Without a fault it only records, which tells how many calls there are to strike. */
export function faultyFileSystem(fault?: Fault): FaultyFileSystem {
  const calls: string[] = [];
  const reads: string[] = [];
  let matching = 0;
  let struck = false;
  let dead = false;

  const failure = (call: string, code: string): Error =>
    Object.assign(new Error(`injected ${code} at ${call}`), { code });
  /** True when the call is to be struck; throws when nothing works any more. */
  const strikes = (call: string): boolean => {
    if (dead) throw failure(call, 'EIO');
    calls.push(call);
    if (fault?.armed?.() === false) return false;
    if (fault === undefined || (fault.only !== undefined && !fault.only.test(call))) return false;
    matching += 1;
    if (matching !== fault.at && !(fault.lasting === true && struck)) return false;
    struck = true;
    dead = fault.kind === 'kill';
    return true;
  };

  const wrapHandle = (handle: FileHandle, file: string): FileHandle =>
    new Proxy(handle, {
      get(target, key) {
        const member: unknown = Reflect.get(target, key, target);
        if (typeof member !== 'function') return member;
        const operation = String(key);
        return async (...parameters: unknown[]): Promise<unknown> => {
          // Closing works even when dead: the test's own process must not run out of handles.
          if (operation === 'close') return target.close();
          const call = `${operation} ${file}`;
          if (changingOnHandle.has(operation)) {
            if (strikes(call)) {
              if (fault?.torn === true && operation.startsWith('write'))
                await tear(target, operation, parameters);
              throw failure(call, fault?.code ?? 'EIO');
            }
          } else {
            if (dead) throw failure(call, 'EIO');
            reads.push(call);
          }
          return Reflect.apply(member, target, parameters) as unknown;
        };
      },
    });

  const fs = new Proxy(systemFileSystem, {
    get(target, key) {
      const member: unknown = Reflect.get(target, key, target);
      if (typeof member !== 'function') return member;
      const operation = String(key);
      return async (...parameters: unknown[]): Promise<unknown> => {
        const file = basename(String(parameters[0]));
        const call = `${operation} ${file}`;
        const creates = operation === 'open' && /^[wa]/.test(String(parameters[1]));
        if (changing.has(operation) || creates) {
          if (strikes(call)) throw failure(call, fault?.code ?? 'EIO');
        } else {
          if (dead) throw failure(call, 'EIO');
          reads.push(call);
        }
        const result: unknown = await Reflect.apply(member, target, parameters);
        return operation === 'open' ? wrapHandle(result as FileHandle, file) : result;
      };
    },
  });
  return {
    fs,
    calls,
    reads,
    get struck() {
      return struck;
    },
  };
}

/** Half of what a write would have written. */
async function tear(handle: FileHandle, operation: string, parameters: readonly unknown[]): Promise<void> {
  const [data, second, , fourth] = parameters;
  const bytes = Array.isArray(data) ? Buffer.concat(data as Buffer[]) : Buffer.from(data as Buffer | string);
  const half = bytes.subarray(0, Math.floor(bytes.length / 2));
  const given = operation === 'writev' ? second : operation === 'write' ? fourth : null;
  const position = typeof given === 'number' ? given : null;
  if (half.length > 0) await handle.write(half, 0, half.length, position);
}

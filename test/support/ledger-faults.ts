import { basename } from 'node:path';
import { type FileHandle, type FileSystem, systemFileSystem } from '../../core/ports/index.ts';

/** What happens at the chosen call. */
export interface Fault {
  /** Which changing call fails, counted from 1; a file handle's calls count too. */
  readonly at: number;
  /** The system error's code. */
  readonly code: string;
  /** True: nothing works afterwards, as after a power cut. */
  readonly crash?: boolean;
  /** How many bytes of a failing write still reach the file. */
  readonly written?: number;
}

export interface FaultyFileSystem {
  readonly fs: FileSystem;
  /** Every changing call so far, as `operation file`. */
  readonly calls: readonly string[];
  /** How many of them are `operation`. */
  count(operation: string): number;
}

const changingCalls = new Set(['mkdir', 'rename', 'unlink', 'rm']);
const changingHandleCalls = new Set(['write', 'writeFile', 'appendFile', 'sync', 'truncate', 'utimes']);

/** The real file system, with its changing calls recorded and one of them failing. */
export function faultyFileSystem(fault?: Fault): FaultyFileSystem {
  const calls: string[] = [];
  let crashed = false;

  const failure = (code: string): Error => Object.assign(new Error(`injected ${code}`), { code });
  /** Whether this call is the one that fails. */
  const strikes = (call: string): boolean => {
    if (crashed) throw failure('EIO');
    calls.push(call);
    if (calls.length !== fault?.at) return false;
    crashed = fault.crash ?? false;
    return true;
  };

  const wrapHandle = (handle: FileHandle, path: string): FileHandle =>
    new Proxy(handle, {
      get(target, name) {
        const member: unknown = Reflect.get(target, name, target);
        if (typeof member !== 'function') return member;
        return async (...parameters: unknown[]) => {
          const operation = String(name);
          if (changingHandleCalls.has(operation) && strikes(`${operation} ${basename(path)}`)) {
            const [data] = parameters;
            if (operation.includes('rite') || operation === 'appendFile') {
              const bytes = Buffer.from(data as Buffer | string).subarray(0, fault?.written ?? 0);
              const position = parameters[3];
              if (bytes.length > 0 && operation === 'write' && typeof position === 'number')
                await target.write(bytes, 0, bytes.length, position);
              else if (bytes.length > 0) await target.appendFile(bytes);
            }
            throw failure(fault?.code ?? 'EIO');
          }
          return (await Reflect.apply(member, target, parameters)) as unknown;
        };
      },
    });

  const fs = new Proxy(systemFileSystem, {
    get(target, name) {
      const member: unknown = Reflect.get(target, name, target);
      if (typeof member !== 'function') return member;
      return async (...parameters: unknown[]) => {
        const path = String(parameters[0]);
        if (changingCalls.has(String(name)) && strikes(`${String(name)} ${basename(path)}`)) {
          throw failure(fault?.code ?? 'EIO');
        }
        if (crashed) throw failure('EIO');
        const result: unknown = await Reflect.apply(member, target, parameters);
        return name === 'open' ? wrapHandle(result as FileHandle, path) : result;
      };
    },
  });
  return { fs, calls, count: (operation) => calls.filter((call) => call.startsWith(`${operation} `)).length };
}

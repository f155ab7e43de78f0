import { systemFileSystem, type FileHandle, type FileSystem } from '../../../core/ports/index.ts';
import { isBelow } from './below.ts';

/** A file system with one folder in it that goes away. */
export interface PulledMedium {
  readonly fs: FileSystem;
  /** Calls on the medium so far; those that came too late count as well. */
  readonly calls: number;
  readonly isGone: boolean;
}

export interface PulledMediumOptions {
  /** What stands on the medium is below this folder. */
  readonly root: string;
  /** Which call on the medium finds it gone, counted from 1; it and all later ones fail. Never by default. */
  readonly at?: number;
  /** Called at that moment. */
  readonly onGone?: () => void;
  /** What the medium is on. Default: the real file system. */
  readonly fs?: FileSystem;
}

/** Everything on the medium fails with EIO from a moment on; everything else goes on working. */
export function pulledMedium(options: PulledMediumOptions): PulledMedium {
  const { root, at = Infinity, onGone, fs: below = systemFileSystem } = options;
  let calls = 0;
  const isOn = (path: string): boolean => isBelow(root, path);
  const pass = (): void => {
    calls += 1;
    if (calls === at) onGone?.();
    if (calls >= at) throw Object.assign(new Error('EIO: the medium is gone'), { code: 'EIO' });
  };
  const wrapped = <Target extends object>(
    target: Target,
    call: (key: string, parameters: unknown[]) => void,
  ) =>
    new Proxy(target, {
      get(object, key) {
        const member: unknown = Reflect.get(object, key, object);
        if (typeof member !== 'function') return member;
        return async (...parameters: unknown[]): Promise<unknown> => {
          call(String(key), parameters);
          const result: unknown = await Reflect.apply(member, object, parameters);
          const opened = key === 'open' && isOn(String(parameters[0]));
          return opened ? wrapped(result as FileHandle, callOnHandle) : result;
        };
      },
    });
  // A process can always let go of a file.
  const callOnHandle = (key: string): void => (key === 'close' ? undefined : pass());
  const fs = wrapped(below, (_key, parameters) => {
    if (parameters.some((path) => typeof path === 'string' && isOn(path))) pass();
  });
  return {
    fs,
    get calls() {
      return calls;
    },
    get isGone() {
      return calls >= at;
    },
  };
}

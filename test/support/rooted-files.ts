import * as nodeFs from 'node:fs/promises';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Environment, FileSystem } from '../../core/ports/index.ts';

export interface RootedHost {
  readonly fs: FileSystem;
  /** Puts a file at an absolute path of the pretended host. */
  write(path: string, content: string): void;
  link(path: string, target: string): void;
  /** Every path that was opened so far, as the code under test named it. */
  readonly opened: string[];
}

/** A host with nothing but `files`: real files below `root`, reached by their pretended absolute paths. */
export function rootedFiles(root: string, files: Readonly<Record<string, string>> = {}): RootedHost {
  const opened: string[] = [];
  const at = (path: unknown): string => join(root, String(path));
  const write = (path: string, content: string): void => {
    mkdirSync(dirname(at(path)), { recursive: true });
    writeFileSync(at(path), content);
  };
  for (const [path, content] of Object.entries(files)) write(path, content);
  const rooted: Partial<Record<keyof FileSystem, unknown>> = {
    open: (path: string, ...rest: []) => {
      opened.push(path);
      return nodeFs.open(at(path), ...rest);
    },
    readFile: (path: string, ...rest: []) => {
      opened.push(path);
      return nodeFs.readFile(at(path), ...rest);
    },
    readdir: (path: string, ...rest: []) => nodeFs.readdir(at(path), ...rest),
    stat: (path: string, ...rest: []) => nodeFs.stat(at(path), ...rest),
    lstat: (path: string, ...rest: []) => nodeFs.lstat(at(path), ...rest),
    access: (path: string, ...rest: []) => nodeFs.access(at(path), ...rest),
  };
  return {
    fs: rooted as unknown as FileSystem,
    write,
    link: (path, target) => {
      mkdirSync(dirname(at(path)), { recursive: true });
      symlinkSync(at(target), at(path));
    },
    opened,
  };
}

/** A user without root on a Linux host, with only the variables given. */
export function pretendedEnvironment(
  variables: Environment['variables'] = {},
  over: Partial<Environment> = {},
): Environment {
  return {
    variables,
    home: '/home/op',
    uid: 1000,
    hostname: 'bastion',
    platform: 'linux',
    workingDirectory: '/work',
    ...over,
  };
}

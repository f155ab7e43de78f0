import { setTimeout as delay } from 'node:timers/promises';
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach } from 'vitest';
import type { ErrorParameters } from '../../core/contract/index.ts';
import {
  createPathRegistry,
  type OwnPathRegistry,
  type RegistryOptions,
} from '../../core/host/paths/index.ts';
import { systemServices, type HostServices } from '../../core/host/services.ts';
import type { Clock, FileSystem } from '../../core/ports/index.ts';

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** A fresh folder with its links resolved, removed after the test. */
export function freshFolder(): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'sluice-paths-')));
  folders.push(folder);
  return folder;
}

/** Makes files (with text) and folders (undefined) below `root`. */
export async function fill(
  root: string,
  content: Readonly<Record<string, string | undefined>>,
): Promise<void> {
  for (const [name, text] of Object.entries(content)) {
    const path = join(root, name);
    await mkdir(text === undefined ? path : dirname(path), { recursive: true });
    if (text !== undefined) await writeFile(path, text);
  }
}

/** Time that only the test moves. Sleeping ends when the signal says so, or when the test advances far enough. */
export interface HandClock extends Clock {
  advance(milliseconds: number): Promise<void>;
}

export function handClock(start = '2026-11-25T08:00:00Z'): HandClock {
  let now = Date.parse(start);
  const waiting = new Set<{ readonly until: number; readonly wake: () => void }>();
  return {
    now: () => new Date(now),
    monotonic: () => now,
    sleep: (milliseconds, signal) =>
      new Promise((resolve, reject) => {
        if (signal?.aborted === true) return reject(new Error('aborted'));
        const entry = { until: now + milliseconds, wake: resolve };
        waiting.add(entry);
        signal?.addEventListener('abort', () => {
          waiting.delete(entry);
          reject(new Error('aborted'));
        });
      }),
    async advance(milliseconds) {
      now += milliseconds;
      const before = waiting.size;
      for (const entry of waiting) {
        if (entry.until > now) continue;
        waiting.delete(entry);
        entry.wake();
      }
      // What woke up gets to its next wait, over real files.
      for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setImmediate(resolve));
      // On a busy machine that takes longer; who never waits again is not waited for.
      for (let turn = 0; turn < 100 && waiting.size < before; turn++) await delay(2);
    },
  };
}

export interface PathsWorld {
  readonly folder: string;
  readonly root: string;
  readonly clock: HandClock;
  readonly services: HostServices;
  readonly paths: OwnPathRegistry;
  readonly complaints: ErrorParameters[];
  /** A new host on the same folder, after the old one closed. */
  restarted(options?: Partial<RegistryOptions>): Promise<OwnPathRegistry>;
}

export async function pathsWorld(
  options: Partial<Omit<RegistryOptions, 'services'>> & { readonly fs?: Partial<FileSystem> } = {},
): Promise<PathsWorld> {
  const { fs: changes, ...more } = options;
  const clock = handClock();
  const system = systemServices();
  const services: HostServices = { ...system, clock, fs: { ...system.fs, ...changes } };
  const folder = join(freshFolder(), 'state');
  const root = freshFolder();
  const complaints: ErrorParameters[] = [];
  const start = (changed: Partial<RegistryOptions> = {}): Promise<OwnPathRegistry> =>
    createPathRegistry({
      services,
      folder,
      onSaveFailed: (_, params) => complaints.push(params),
      ...more,
      ...changed,
    });
  const paths = await start();
  return {
    folder,
    root,
    clock,
    services,
    paths,
    complaints,
    async restarted(changed) {
      await paths.close();
      return start(changed);
    },
  };
}

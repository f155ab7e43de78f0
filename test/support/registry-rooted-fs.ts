import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach } from 'vitest';
import { rootedFiles, type RootedHost } from './rooted-files.ts';

export { pretendedEnvironment, type RootedHost } from './rooted-files.ts';

const roots: string[] = [];

afterEach(() => {
  for (const root of roots.splice(0)) rmSync(root, { recursive: true, force: true });
});

/** A host with nothing but `files`, in a folder that is gone after the test. */
export function rootedHost(files: Readonly<Record<string, string>> = {}): RootedHost {
  const root = mkdtempSync(join(tmpdir(), 'sluice-lookup-'));
  roots.push(root);
  return rootedFiles(root, files);
}

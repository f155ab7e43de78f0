import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { defaultCatalogLimits } from '../../../../core/catalog/read/limits.ts';
import {
  startCatalogThread,
  type CatalogThread,
} from '../../../../core/catalog/read/thread/catalog-thread.ts';
import { systemClock, type Clock } from '../../../../core/ports/index.ts';
import { layerOf } from '../../../support/release-content.ts';

let directory: string;
let thread: CatalogThread | undefined;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'sluice-thread-'));
});
afterEach(async () => {
  await thread?.end();
  rmSync(directory, { recursive: true, force: true });
});

function start(options: { clock?: Clock; signal?: AbortSignal } = {}): CatalogThread {
  thread = startCatalogThread({
    task: { workFolder: directory, folder: 'configs', limits: defaultCatalogLimits },
    catalog: 'catalogue:v1',
    clock: systemClock,
    onProgress: () => undefined,
    ...options,
  });
  return thread;
}

async function layer(files: Readonly<Record<string, string>>): Promise<string> {
  const path = join(directory, 'layer');
  writeFileSync(path, await layerOf(files));
  return path;
}

describe('when a thread reads a catalogue', () => {
  it('says whether the layers below can matter', async () => {
    const { takeLayer } = start();
    expect(await takeLayer(await layer({ 'configs/a.json': '{}' }), 'sha256:a')).toBe(false);
    expect(await takeLayer(await layer({ '.wh.configs': '' }), 'sha256:b')).toBe(true);
  });

  it('gives up when nothing is heard of it', async () => {
    let now = 0;
    const clock: Clock = { ...systemClock, monotonic: () => (now += 60_000), sleep: () => Promise.resolve() };
    const path = await layer({ 'configs/a.json': '{}' });
    await expect(start({ clock }).takeLayer(path, 'sha256:a')).rejects.toMatchObject({
      code: 'CATALOG_STALLED',
      params: { catalog: 'catalogue:v1', seconds: 120 },
    });
  });

  it('tells a file that it cannot read', async () => {
    await expect(start().takeLayer(join(directory, 'none'), 'sha256:a')).rejects.toMatchObject({
      code: 'CATALOG_STORAGE_FAILED',
      params: { reason: 'ENOENT' },
    });
  });

  it('fails every question after it has ended', async () => {
    const ended = start();
    await ended.end();
    await expect(ended.takeLayer('x', 'sha256:a')).rejects.toThrow('has ended');
  });

  it('asks nothing for a caller who gave up', async () => {
    const { takeLayer } = start({ signal: AbortSignal.abort(new Error('enough')) });
    await expect(takeLayer('x', 'sha256:a')).rejects.toThrow('enough');
  });
});

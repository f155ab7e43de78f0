import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { digestOf } from '../../core/reference/index.ts';
import { mirrorHere } from '../support/host-world.ts';
import { startResumeUpstream, workFolder, type ResumeUpstream } from '../support/resume-world.ts';

let work: Awaited<ReturnType<typeof workFolder>>;
let upstream: ResumeUpstream;
beforeAll(async () => {
  work = await workFolder('reproducible');
  upstream = await startResumeUpstream(join(work.path, 'connected'), 'small');
});
afterAll(async () => {
  await upstream.stop();
  await work.remove();
});

interface Made {
  readonly folder: string;
  readonly status: string;
}

/** An export by somebody who never made one before, into a folder of its own. */
async function exportTo(
  name: string,
  more: object = {},
  signal?: AbortSignal,
  fileLimit = 8 * 2 ** 20,
): Promise<Made> {
  const folder = join(work.path, name, 'disk');
  const home = join(work.path, name, 'home');
  const { report } = await mirrorHere(
    { variables: { ...upstream.variables, ...more }, state: join(work.path, name, 'state'), home },
    {
      config: upstream.configuration,
      destination: `file://${folder}`,
      // Several chunks: which blob is in which must not depend on the network either.
      more: { reproducible: true, fileLimit },
      ...(signal !== undefined && { signal }),
    },
  );
  return { folder, status: report.status };
}

/** Every file of a set with the digest of its bytes; the folder's history and its custody log are not part of what is carried. */
async function sums(folder: string): Promise<Record<string, string>> {
  const found = (await readdir(folder, { withFileTypes: true })).filter((entry) => entry.isFile());
  const names = found.filter(({ name }) => name !== 'custody.jsonl');
  const entries = names.map(
    async ({ name }) => [name, digestOf(await readFile(join(folder, name)))] as const,
  );
  return Object.fromEntries(await Promise.all(entries));
}

describe('an export with --reproducible', () => {
  it('gives the same bytes to everybody, however the network orders the answers', async () => {
    const one = await exportTo('one');
    let asked = 0;
    // Every third blob comes late: what is ready first is another blob each time.
    upstream.before = ({ route, method }) =>
      route.kind === 'blob' && method === 'GET' && asked++ % 3 === 0
        ? { kind: 'delay', milliseconds: 40 }
        : undefined;
    const two = await exportTo('two');
    expect([one.status, two.status]).toEqual(['complete', 'complete']);
    const files = await sums(one.folder);
    expect(Object.keys(files)).toContain('mirror_000002.tar');
    expect(Object.keys(files)).toContain('sluice-set.json');
    expect(await sums(two.folder)).toEqual(files);
  });

  it('gives the same bytes when it was interrupted and taken up again', async () => {
    const { folder } = await exportTo('whole');
    const stop = new AbortController();
    let served = 0;
    upstream.before = ({ route, method }) => {
      if (route.kind === 'blob' && method === 'GET' && ++served === 25) stop.abort();
      return undefined;
    };
    const first = await exportTo('stopped', {}, stop.signal);
    expect(first.status).toBe('interrupted');
    upstream.before = () => undefined;
    const second = await exportTo('stopped');
    expect(second.status).toBe('complete');
    expect(await sums(second.folder)).toEqual(await sums(folder));
  });

  it('gives the same bytes when layers are laid down in parts, interrupted or not', async () => {
    const limit = 2 ** 20;
    const { folder } = await exportTo('parts', {}, undefined, limit);
    const files = await sums(folder);
    expect(Object.keys(files).filter((name) => name.endsWith('.part-0002')).length).toBeGreaterThan(1);
    for (const stopAt of [5, 12, 25, 40]) {
      const stop = new AbortController();
      let served = 0;
      upstream.before = ({ route, method }) => {
        if (route.kind === 'blob' && method === 'GET' && ++served === stopAt) stop.abort();
        return undefined;
      };
      const name = `parts-stopped-${stopAt}`;
      expect((await exportTo(name, {}, stop.signal, limit)).status).toBe('interrupted');
      upstream.before = () => undefined;
      const second = await exportTo(name, {}, undefined, limit);
      expect(await sums(second.folder), `stopped at blob ${stopAt}`).toEqual(files);
    }
  });

  it('carries the time that SOURCE_DATE_EPOCH says, and refuses one that says nothing', async () => {
    const { folder } = await exportTo('dated', { SOURCE_DATE_EPOCH: '1700000000' });
    const manifest = JSON.parse(await readFile(join(folder, 'sluice-set.json'), 'utf8')) as {
      createdAt: string;
      setId: string;
    };
    // Certificates are renewed: who answered is not part of what is the same everywhere.
    expect(manifest).not.toHaveProperty('hosts');
    expect(manifest.createdAt).toBe('2023-11-14T22:13:20.000Z');
    expect(manifest.setId).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    await expect(exportTo('undated', { SOURCE_DATE_EPOCH: 'yesterday' })).rejects.toMatchObject({
      code: 'RUN_EPOCH_INVALID',
    });
  });
});

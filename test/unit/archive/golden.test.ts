import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  archiveSource,
  blobPath,
  describeSet,
  linkFiles,
  openSet,
  verifySet,
} from '../../../core/archive/index.ts';
import { systemFileSystem } from '../../../core/ports/index.ts';
import { listTar } from '../../support/archive-tar.ts';

const shared = process.env['SLUICE_SHARED'] ?? '../shared';
const golden = join(shared, 'golden');
const present = existsSync(golden);

// What a real oc-mirror 4.17 wrote (peer-lab.md).
const archives = [
  { folder: '01-m2d-connected', entries: 812, blobs: 235, repositories: 27, tags: 60, releases: 4 },
  { folder: '03-m2d-4.15.0-2', entries: 729, blobs: 220, repositories: 27, tags: 55, releases: 3 },
];

describe.skipIf(!present)(
  'when an archive of the real oc-mirror is opened (skipped where the golden archives are absent)',
  () => {
    it.each(archives)('$folder has what oc-mirror put in, and every digest is right', async (archive) => {
      const opened = await openSet(systemFileSystem, join(golden, archive.folder));
      expect(opened.kind).toBe('oc-mirror');
      expect(opened.problems.map(({ level, code }) => [level, code])).toEqual([
        ['note', 'ARCHIVE_WITHOUT_MANIFEST'],
      ]);
      expect(describeSet(opened)).toMatchObject({
        blobs: archive.blobs,
        repositories: archive.repositories,
        tags: archive.tags,
      });
      expect(describeSet(opened).releases).toHaveLength(archive.releases);
      const report = await verifySet(opened);
      expect(report).toMatchObject({
        ok: true,
        chunks: [{ entries: archive.entries, blobs: archive.blobs }],
      });
      await opened.close();
    });

    it.each(archives)('$folder resolves every tag to a manifest that is there', async ({ folder }) => {
      const opened = await openSet(systemFileSystem, join(golden, folder));
      const source = archiveSource(opened);
      for (const [repository, { tags, revisions }] of opened.repositories) {
        for (const [tag, digest] of tags) {
          expect(await source.resolveTag(repository, tag)).toMatchObject({ digest });
          expect(revisions.has(digest)).toBe(true);
        }
      }
      const release = opened.repositories.get('openshift-release-dev/ocp-release');
      expect([...(release?.tags.keys() ?? [])]).toContain('4.15.1-x86_64');
      await opened.close();
    });

    it('makes the same link files for the same repositories as oc-mirror', async () => {
      const folder = join(golden, '01-m2d-connected');
      const opened = await openSet(systemFileSystem, folder);
      const ours = [...opened.repositories].flatMap(([name, content]) => linkFiles(name, content));
      const theirs = (await listTar(join(folder, 'mirror_000001.tar')))
        .map(({ name }) => name)
        .filter((name) => name.endsWith('/link'));
      expect(ours.map(({ name }) => name).sort()).toEqual(theirs.sort());
      await opened.close();
    });

    it('lists the same entries as the listing that was kept beside the archive', async () => {
      const folder = join(golden, '01-m2d-connected');
      const listing = await readFile(join(folder, '01-m2d-cold.mirror_000001.tar.list'), 'utf8');
      const names = listing
        .trimEnd()
        .split('\n')
        .map((line) => line.replace(/^.*?(docker\/|working-dir\/|isc_)/, '$1'));
      const entries = await listTar(join(folder, 'mirror_000001.tar'));
      expect(entries.map(({ name }) => name).sort()).toEqual(names.sort());
    });

    it('gives release signatures and graph data, but neither history nor logs', async () => {
      const opened = await openSet(systemFileSystem, join(golden, '01-m2d-connected'));
      const files = [...opened.files.keys()];
      expect(files.some((name) => name.startsWith('working-dir/signatures/'))).toBe(true);
      expect(files.some((name) => name.includes('cincinnati-graph-data/'))).toBe(true);
      expect(files.filter((name) => /\.history|\/logs\//.test(name))).toEqual([]);
      for (const digest of opened.blobs.keys())
        expect(blobPath(digest)).toContain('docker/registry/v2/blobs/');
      await opened.close();
    });
  },
);

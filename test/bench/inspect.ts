import { cp, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createChunkHasher, openSetWriter, type SetManifestInput } from '../../core/archive/index.ts';
import { systemFileSystem } from '../../core/ports/index.ts';
import { digestOf } from '../../core/reference/index.ts';
import type { Case } from './cases.ts';
import { measure, settle } from './measure.ts';

const entries = 20_000;
const sluice = fileURLToPath(new URL('../../core/cli/sluice', import.meta.url));

export interface InspectWorld {
  readonly case: Case;
  close(): Promise<void>;
}

/** An archive of 20,000 entries, once as we write it and once as oc-mirror does: without an index. */
export async function createInspectCase(parent: string): Promise<InspectWorld> {
  const directory = await mkdtemp(join(parent, 'sluice-bench-inspect-'));
  const own = join(directory, 'own');
  const foreign = join(directory, 'foreign');
  const bytes = await writeSet(own);
  await cp(join(own, 'mirror_000001.tar'), join(foreign, 'mirror_000001.tar'), { recursive: true });
  const inspect = (folder: string) => async () => {
    await settle();
    return measure({
      command: sluice,
      args: ['inspect', folder],
      env: { HOME: directory, XDG_STATE_HOME: directory },
    });
  };
  return {
    case: {
      name: 'inspect',
      title: '20,000 entries',
      scale: '-',
      payload: bytes,
      places: 0,
      contenders: [
        { name: 'sluice inspect, no index', role: 'ours', mostRounds: 9, run: inspect(foreign) },
        { name: 'sluice inspect, index', role: 'peer', mostRounds: 9, run: inspect(own) },
      ],
    },
    close: () => rm(directory, { recursive: true, force: true }),
  };
}

async function writeSet(directory: string): Promise<number> {
  const fs = systemFileSystem;
  const writer = await openSetWriter({
    fs,
    directory,
    payloadLimit: 2 ** 40,
    strict: false,
    maxOpenChunks: 1,
    mtime: 0,
    hasher: createChunkHasher(fs),
  });
  try {
    const blobs = Array.from({ length: entries }, (_, number) => {
      const bytes = Buffer.from(`blob ${number} `.repeat(40));
      return { digest: digestOf(bytes), bytes };
    });
    await writer.appendBuffers(blobs);
    await writer.seal();
    const { manifest } = await writer.commit({ manifest: emptySet, sideFiles: [], previous: 'remove' });
    return manifest.totals.bytes;
  } finally {
    await writer.close();
  }
}

const emptySet: SetManifestInput = {
  setId: '00000000-0000-4000-8000-000000000000',
  generation: 1,
  createdAt: '2026-01-01T00:00:00.000Z',
  tool: { name: 'bench', version: '1' },
  target: '-',
  configuration: { sha256: '0'.repeat(64) },
  layout: 'oc-mirror',
  images: [],
  closures: {},
  expected: [],
  releases: [],
  complete: 'complete',
  missing: [],
};

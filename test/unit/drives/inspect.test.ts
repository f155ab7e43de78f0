import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { archiveHandlers, createSetBriefs } from '../../../core/host/archives/index.ts';
import { commands } from '../../../core/contract/index.ts';
import {
  manifestInput,
  pieces,
  temporaryFolder,
  testBlob,
  testWriter,
  writeSet,
} from '../../support/archive-world.ts';
import { context } from '../../support/jobs-world.ts';
import { fill, freshFolder, pathsWorld } from '../../support/paths-world.ts';

const configuration = 'kind: ImageSetConfiguration # 飞地\n';

async function world() {
  const { paths, services } = await pathsWorld();
  const handlers = archiveHandlers({ services, paths }, createSetBriefs(services));
  const inspect = async (folder: string, purpose: 'archive-in' | 'config-file' = 'archive-in') =>
    commands['archives.inspect'].output.parse(
      await handlers['archives.inspect']({ folder: await paths.give(folder, purpose) }, context),
    );
  return { inspect };
}

async function setWithConfiguration(text: string | Buffer): Promise<string> {
  const folder = await temporaryFolder();
  const writer = await testWriter(folder);
  const blob = testBlob(3000, 1);
  await writer.appendBlob(blob.digest, blob.bytes.length, pieces(blob.bytes));
  await writer.appendFiles([{ name: 'isc_2026-01-02T03:04:05Z', bytes: Buffer.from(text) }]);
  await writer.seal();
  const expected = [{ digest: testBlob(7, 7).digest, size: 70 }];
  const manifest = manifestInput({
    expected,
    missing: [{ origin: 'quay.io/x', code: 'IMAGE_NOT_FOUND' }],
    complete: 'incomplete',
  });
  await writer.commit({ manifest, sideFiles: [], previous: 'keep' });
  await writer.close();
  return folder;
}

describe('what lies in a folder', () => {
  it('is told from its tables, with the configuration that it was made with', async () => {
    const { inspect } = await world();
    const folder = await setWithConfiguration(configuration);
    const view = await inspect(folder);
    expect(view).toMatchObject({
      display: folder,
      configuration,
      tool: 'sluice 0.1.0',
      brief: { kind: 'sluice', generation: 1, complete: 'incomplete', target: 'enclave' },
      expectedBlobs: 1,
      expectedBytes: 70,
      missing: [{ origin: 'quay.io/x', code: 'IMAGE_NOT_FOUND' }],
      blobs: 1,
      blobBytes: 3000,
    });
    expect(view.chunks).toMatchObject([{ name: 'mirror_000001.tar' }]);
  });

  it('is told with a finding when its configuration is no text', async () => {
    const { inspect } = await world();
    const view = await inspect(await setWithConfiguration(Buffer.from([0xff, 0xfe, 0x00])));
    expect(view.configuration).toBeUndefined();
    expect(view.findings.map(({ level, message }) => [level, message.code])).toContainEqual([
      'warning',
      'FILE_NOT_TEXT',
    ]);
  });

  it('is told when a chunk is damaged by a cut', async () => {
    const { inspect } = await world();
    const folder = await temporaryFolder();
    await writeSet(folder, [testBlob(5000, 1)]);
    await writeFile(join(folder, 'mirror_000001.tar'), 'short');
    const { findings, brief } = await inspect(folder);
    expect(findings.map(({ message }) => message.code)).toContain('ARCHIVE_CHUNK_SIZE');
    expect(brief.complete).toBe('incomplete');
  });

  it('is an error in words when there is no set, when the manifest is damaged, and for another purpose', async () => {
    const { inspect } = await world();
    await expect(inspect(freshFolder())).rejects.toMatchObject({ code: 'ARCHIVE_SET_ABSENT' });
    const broken = freshFolder();
    await fill(broken, { 'sluice-set.json': '{' });
    await expect(inspect(broken)).rejects.toMatchObject({ code: 'ARCHIVE_MANIFEST_INVALID' });
    await expect(inspect(broken, 'config-file')).rejects.toMatchObject({ code: 'PATH_TOKEN_PURPOSE' });
  });
});

import { copyFile, mkdir, readdir, readFile, rename, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseManifest, type SetManifest } from '../../core/archive/index.ts';
import { imageSetConfig } from '../../core/practice/index.ts';
import { listContent, type DockerRegistry } from '../support/docker-registry.ts';
import { pullWhole } from '../support/integration-skopeo.ts';
import { createStage, expectSuccess, wholeHosts, type Stage } from '../support/integration-stage.ts';
import { archiveBlobs } from '../support/integration-tar.ts';
import { createWorld, startUpstream, type Upstream, type World } from '../support/integration-world.ts';
import { joinedParts } from '../support/parted-set.ts';

let world: World;
let upstream: Upstream;
let stage: Stage;
let wanted: string[];
const limit = 64 * 1024;
const hosts = ['quay.io', 'registry.redhat.io', 'registry.access.redhat.com'];

const at = (...names: string[]): string => join(stage.directory, ...names);

async function manifestIn(folder: string): Promise<SetManifest> {
  return parseManifest(await readFile(at(folder, 'sluice-set.json')));
}

const load = (folder: string, registry: DockerRegistry) =>
  stage.report(
    `sluice mirror --v2 -c all.yaml --from file://${folder} docker://${registry.host} --dest-tls-verify=false`,
  );

beforeAll(async () => {
  world = await createWorld();
  upstream = await startUpstream(world);
  stage = await createStage(join(world.directory, 'connected'), {
    registriesConf: wholeHosts(upstream.registry.host, hosts),
    variables: { OCP_SIGNATURE_VERIFICATION_PK: 'release-key.asc', ...upstream.variables },
  });
  await stage.write('release-key.asc', upstream.content.publicKey);
  const { additionalImages } = upstream.content;
  const wish = { minVersion: '4.15.2', maxVersion: '4.15.3', additionalImages };
  await stage.write('all.yaml', imageSetConfig(wish));
  expectSuccess(await stage.type('sluice mirror --v2 -c all.yaml file://whole'));
  expectSuccess(await stage.type('sluice mirror --v2 -c all.yaml --file-limit 64K file://parts'));
  const registry = await world.registry('from-whole');
  expect((await load('whole', registry)).code).toBe(0);
  wanted = await listContent(registry.host);
  expect(wanted.length).toBeGreaterThan(15);
});
afterAll(() => world.close());

/** A folder with the chunks as oc-mirror needs them: parts joined, nothing of ours beside them. */
async function joined(): Promise<string> {
  await mkdir(at('joined'), { recursive: true });
  for (const { name, parts } of (await manifestIn('parts')).chunks) {
    if (parts === undefined) await copyFile(at('parts', name), at('joined', name));
    else await writeFile(at('joined', name), await joinedParts(at('parts'), name.replace('.tar', '')));
  }
  return 'joined';
}

describe('when layers are larger than a file of the medium may be', () => {
  it('no file is larger than that, and the same command line says so beforehand', async () => {
    const names = (await readdir(at('parts'))).filter((name) => name.startsWith('mirror_'));
    expect(names.filter((name) => name.endsWith('.part-0001')).length).toBeGreaterThan(2);
    for (const name of names) expect((await stat(at('parts', name))).size).toBeLessThanOrEqual(limit);
    const { output } = await stage.type(
      'sluice plan -c all.yaml --file-limit 64K --self-contained file://parts',
    );
    expect(output).toMatch(/files of at most 64\.0 KiB, so its archive file is laid down in \d parts/);
  });

  it('the parts are imported as they lie there, digest by digest what one file gives', async () => {
    const registry = await world.registry('from-parts');
    const { code, report } = await load('parts', registry);
    expect([code, report?.status]).toEqual([0, 'complete']);
    const content = await listContent(registry.host);
    expect(content).toEqual(wanted);
    for (const [index, line] of content.entries())
      await pullWhole(registry.host, line.split(' ')[0] ?? '', join(world.directory, 'pulled', `${index}`));
  });

  it('cat makes of them what tar lists and what is loaded without anything of ours', async () => {
    const folder = await joined();
    expect(await archiveBlobs(at(folder))).toEqual(await archiveBlobs(at('whole')));
    const registry = await world.registry('from-joined');
    expect((await load(folder, registry)).code).toBe(0);
    expect(await listContent(registry.host)).toEqual(wanted);
  });

  it('of a part that is missing it is said which, before the first push; with it the same command works', async () => {
    const registry = await world.registry('from-less');
    const { chunks } = await manifestIn('parts');
    const part = chunks.find(({ parts }) => parts !== undefined)?.parts?.[1]?.name ?? '';
    await rename(at('parts', part), at('aside'));
    const refused = await load('parts', registry);
    expect(refused.code).not.toBe(0);
    expect(refused.findings).toContainEqual(
      expect.objectContaining({ code: 'ARCHIVE_PART_MISSING', affected: [part] }),
    );
    expect(await listContent(registry.host)).toEqual([]);
    await rename(at('aside'), at('parts', part));
    expect((await load('parts', registry)).code).toBe(0);
    expect(await listContent(registry.host)).toEqual(wanted);
  });

  it('inspect lists the parts with their sums, and verify judges each', async () => {
    const { output } = await stage.type('sluice inspect file://parts');
    const { chunks } = await manifestIn('parts');
    const parts = chunks.flatMap((chunk) => chunk.parts ?? []);
    for (const { name, sha256 } of parts) expect(output).toMatch(new RegExp(`${name}.*${sha256}`));
    const verified = await stage.type('sluice verify file://parts');
    expectSuccess(verified);
    for (const { name } of parts) expect(verified.output).toContain(`  ✓ ${name}`);
  });
});

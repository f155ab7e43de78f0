import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { resourcesHandlers } from '../../../core/host/cluster-resources/resources-handlers.ts';
import { context, jobsWorld, type JobsWorld } from '../../support/jobs-world.ts';

const object = (kind: string, name: string): string =>
  `---\napiVersion: v1\nkind: ${kind}\nmetadata:\n  name: ${name}\n`;
const idms = `${object('ImageDigestMirrorSet', 'idms-release-0')}spec:\n  imageDigestMirrors:\n  - mirrors:\n    - corp:5000/openshift/release\n    source: quay.io/openshift-release-dev/ocp-v4.0-art-dev\n`;
const files: Readonly<Record<string, string>> = {
  'idms-oc-mirror.yaml': idms,
  'itms-oc-mirror.yaml': object('ImageTagMirrorSet', 'itms-generic-0'),
  'cs-redhat.yaml': object('CatalogSource', 'cs-redhat'),
  'cc-redhat.yaml': object('ClusterCatalog', 'cc-redhat'),
  'signature-configmap.json': '{"kind":"ConfigMap","apiVersion":"v1"}',
  'signature-configmap.yaml': object('ConfigMap', 'mirrored-release-signatures'),
  'updateService.yaml': object('UpdateService', 'update-service-oc-mirror'),
};

function put(folder: string): string {
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return folder;
}

const handlersOf = (world: JobsWorld) => resourcesHandlers(world.desk, world.jobs);

describe('cluster resources', () => {
  it('of a folder come in the order to apply them, and say what happens to nodes', async () => {
    const world = await jobsWorld();
    const folder = put(join(world.disk, 'set', 'working-dir', 'cluster-resources'));
    const token = await world.token(join(world.disk, 'set'), 'archive-in');
    const found = await handlersOf(world)['resources.list'](
      { of: { kind: 'folder', folder: token } },
      context,
    );
    expect(found.folder).toBe(folder);
    expect(found.files.map(({ order, kind, reboots }) => `${order} ${kind} ${reboots}`)).toEqual([
      '1 ImageDigestMirrorSet changed',
      '2 ImageTagMirrorSet may',
      '3 CatalogSource no',
      '4 ClusterCatalog no',
      '5 ConfigMap no',
      '6 UpdateService no',
    ]);
    expect(found.files.slice(0, 2).map(({ note }) => note.code)).toEqual([
      'RESOURCES_DIGEST_MIRRORS',
      'RESOURCES_TAG_MIRRORS',
    ]);
    expect(found.files[0]?.text).toBe(idms);
    expect(found.fragment?.text).toContain('source: quay.io/openshift-release-dev/ocp-v4.0-art-dev');
    await world.jobs.close();
  });

  it('of a job are what its run wrote, and are copied out with the fragment', async () => {
    const world = await jobsWorld();
    const [started] = await world.start(await world.exportTo(join(world.disk, 'a')));
    const folder = put(join(world.disk, 'ws', 'working-dir', 'cluster-resources'));
    const fragment = join(world.disk, 'ws', 'working-dir', 'install-config-imageDigestSources.yaml');
    writeFileSync(fragment, 'imageDigestSources: []\n');
    const resources = [...Object.keys(files).map((name) => join(folder, name)), fragment];
    (await world.run(0)).finish({ resources });
    const { id } = await world.until(started?.id ?? '', 'succeeded');
    const of = { kind: 'job' as const, jobId: id };
    const handlers = handlersOf(world);
    expect((await handlers['resources.list']({ of }, context)).fragment?.text).toBe(
      'imageDigestSources: []\n',
    );
    const out = join(world.disk, 'out');
    mkdirSync(out);
    const to = await world.token(out, 'output-folder');
    const { files: written } = await handlers['resources.export']({ of, to }, context);
    expect(readdirSync(out).sort()).toEqual([...written].sort());
    expect(written).toHaveLength(8);
    expect(readFileSync(join(out, 'idms-oc-mirror.yaml'), 'utf8')).toBe(idms);
    await world.jobs.close();
  });

  it('that are not there, and folders that take none, are said in words', async () => {
    const world = await jobsWorld();
    const handlers = handlersOf(world);
    mkdirSync(join(world.disk, 'empty'));
    const folder = await world.token(join(world.disk, 'empty'), 'archive-in');
    const of = { kind: 'folder' as const, folder };
    await expect(handlers['resources.list']({ of }, context)).rejects.toMatchObject({
      code: 'RESOURCES_ABSENT',
    });
    put(join(world.disk, 'empty'));
    await expect(handlers['resources.export']({ of, to: folder }, context)).rejects.toMatchObject({
      code: 'PATH_TOKEN_PURPOSE',
    });
    const file = join(world.disk, 'file');
    writeFileSync(file, '');
    const to = await world.token(file, 'output-folder');
    await expect(handlers['resources.export']({ of, to }, context)).rejects.toMatchObject({
      code: 'RESOURCES_NOT_EXPORTED',
    });
    await world.jobs.close();
  });

  it('that somebody has spoiled are shown last, as they are', async () => {
    const world = await jobsWorld();
    const folder = put(join(world.disk, 'set'));
    writeFileSync(join(folder, 'a-broken.yaml'), 'kind: [\n');
    const token = await world.token(folder, 'archive-in');
    const { files: found } = await handlersOf(world)['resources.list'](
      { of: { kind: 'folder', folder: token } },
      context,
    );
    expect(found.at(-1)).toMatchObject({ name: 'a-broken.yaml', kind: '', text: 'kind: [\n' });
    await world.jobs.close();
  });
});

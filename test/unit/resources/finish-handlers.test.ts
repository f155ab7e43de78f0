import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { FinishChoices, PathToken } from '../../../core/contract/index.ts';
import { resourcesHandlers } from '../../../core/host/cluster-resources/resources-handlers.ts';
import { createAuthorityStore } from '../../../core/host/registries/authority-store.ts';
import { buildResources } from '../../../core/resources/index.ts';
import { context, jobsWorld, type JobsWorld } from '../../support/jobs-world.ts';
import { authority } from '../../support/registry-tls.ts';
import { copied, resourceOptions } from '../../support/resources-images.ts';

const source = 'cs-redhat-operator-index-v4-19.yaml';

function put(folder: string, registry: string, minor = 19): string {
  const images = [copied('operatorCatalog', `registry.redhat.io/redhat/redhat-operator-index:v4.${minor}`)];
  mkdirSync(folder, { recursive: true });
  for (const file of buildResources(images, { registry }, resourceOptions).files) {
    writeFileSync(join(folder, file.fileName), file.text);
  }
  return folder;
}

interface Place {
  readonly folder: string;
  readonly of: { readonly kind: 'folder'; readonly folder: PathToken };
}

async function placeIn(world: JobsWorld, name: string, registry: string, minor?: number): Promise<Place> {
  const folder = put(join(world.disk, name), registry, minor);
  return { folder, of: { kind: 'folder', folder: await world.token(folder, 'archive-in') } };
}

const chosen = (of: FinishChoices, name: string): FinishChoices => ({
  ...of,
  catalogs: of.catalogs.map((catalog) => ({ ...catalog, name })),
});

describe('finishing cluster resources', () => {
  it('begins with a suggestion and the authority that is trusted here, and writes nothing', async () => {
    const world = await jobsWorld();
    const { folder, of } = await placeIn(world, 'set', 'reg.example:8443');
    await createAuthorityStore(world.desk.services, world.desk.folder).add('reg.example:8443', [authority]);
    const before = readFileSync(join(folder, source), 'utf8');
    const view = await resourcesHandlers(world.desk, world.jobs)['resources.finish']({ of }, context);
    expect(view).toMatchObject({
      registry: 'reg.example:8443',
      remembered: false,
      problems: [],
      catalogs: [{ file: source, pinned: false, now: { name: 'cs-redhat-operator-index-v4-19' } }],
      authorities: [{ pem: authority }],
      choices: { defaultSources: { kind: 'all' }, authority },
    });
    expect(view.files.map(({ order, kind, reboots }) => `${order} ${kind} ${reboots}`)).toEqual([
      '1 OperatorHub no',
      '2 ConfigMap no',
      '3 Image no',
      '4 CatalogSource no',
      '5 ClusterCatalog no',
    ]);
    expect(view.files[1]?.note.code).toBe('RESOURCES_CA_NODES');
    expect(view.findings.map(({ message }) => message.code)).toContain('RESOURCES_FINISH_DEFAULT_FIRST');
    expect(readFileSync(join(folder, source), 'utf8')).toBe(before);
    expect(readdirSync(folder)).toHaveLength(2);
    await world.jobs.close();
  });

  it('copies the finished form and offers the same choices at the next import into that registry', async () => {
    const world = await jobsWorld();
    const handlers = resourcesHandlers(world.desk, world.jobs);
    const { folder, of } = await placeIn(world, 'set', 'reg.example:8443');
    const before = readFileSync(join(folder, source), 'utf8');
    const { choices } = await handlers['resources.finish']({ of }, context);
    const mine = chosen(choices, 'our-operators');
    mkdirSync(join(world.disk, 'out'));
    const to = await world.token(join(world.disk, 'out'), 'output-folder');
    const { files } = await handlers['resources.export']({ of, to, choices: mine }, context);
    expect(readdirSync(join(world.disk, 'out')).sort()).toEqual([...files].sort());
    expect(files).toContain('operatorhub.yaml');
    expect(readFileSync(join(world.disk, 'out', source), 'utf8')).toContain('name: our-operators\n');
    expect(readFileSync(join(folder, source), 'utf8')).toBe(before);

    // Of a program that was started anew.
    const later = resourcesHandlers(world.desk, world.jobs);
    const again = await placeIn(world, 'next', 'reg.example:8443');
    const offered = await later['resources.finish']({ of: again.of }, context);
    expect(offered.remembered).toBe(true);
    expect(offered.choices).toEqual(mine);
    // What the import wrote is shown under its own name until somebody copies the finished form.
    const { files: listed } = await later['resources.list']({ of: again.of }, context);
    expect(listed[0]?.text).toContain('name: cs-redhat-operator-index-v4-19\n');
    const elsewhere = await placeIn(world, 'other', 'other.example');
    expect((await later['resources.finish']({ of: elsewhere.of }, context)).remembered).toBe(false);
    const newer = await placeIn(world, 'newer', 'reg.example:8443', 20);
    expect((await later['resources.finish']({ of: newer.of }, context)).choices.catalogs).toMatchObject([
      { file: 'cs-redhat-operator-index-v4-20.yaml', name: 'redhat-operators' },
    ]);
    await world.jobs.close();
  });

  it('shows problems at their fields, and copies nothing while there is one', async () => {
    const world = await jobsWorld();
    const handlers = resourcesHandlers(world.desk, world.jobs);
    const { of } = await placeIn(world, 'set', 'reg.example');
    const { choices } = await handlers['resources.finish']({ of }, context);
    const wrong = chosen(choices, 'Not Possible');
    const view = await handlers['resources.finish']({ of, choices: wrong }, context);
    expect(view.problems).toMatchObject([
      { file: source, field: 'name', message: { code: 'RESOURCES_FINISH_NAME_INVALID' } },
    ]);
    mkdirSync(join(world.disk, 'out'));
    const to = await world.token(join(world.disk, 'out'), 'output-folder');
    await expect(handlers['resources.export']({ of, to, choices: wrong }, context)).rejects.toMatchObject({
      code: 'RESOURCES_FINISH_NAME_INVALID',
    });
    expect(readdirSync(join(world.disk, 'out'))).toEqual([]);
    expect((await handlers['resources.finish']({ of }, context)).remembered).toBe(false);
    await world.jobs.close();
  });

  it('never replaces the files of the import', async () => {
    const world = await jobsWorld();
    const handlers = resourcesHandlers(world.desk, world.jobs);
    const { folder, of } = await placeIn(world, 'set', 'reg.example');
    const { choices } = await handlers['resources.finish']({ of }, context);
    const to = await world.token(folder, 'output-folder');
    await expect(handlers['resources.export']({ of, to, choices }, context)).rejects.toMatchObject({
      code: 'RESOURCES_EXPORT_ONTO_ORIGINALS',
    });
    expect(readdirSync(folder)).toHaveLength(2);
    await world.jobs.close();
  });

  it('has nothing to suggest without a CatalogSource', async () => {
    const world = await jobsWorld();
    const folder = join(world.disk, 'plain');
    mkdirSync(folder);
    writeFileSync(join(folder, 'a.yaml'), 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\n');
    const of = { kind: 'folder' as const, folder: await world.token(folder, 'archive-in') };
    const view = await resourcesHandlers(world.desk, world.jobs)['resources.finish']({ of }, context);
    expect(view).toMatchObject({
      catalogs: [],
      authorities: [],
      choices: { defaultSources: { kind: 'keep' } },
    });
    expect(view.registry).toBeUndefined();
    expect(view.files.map(({ name }) => name)).toEqual(['a.yaml']);
    await world.jobs.close();
  });
});

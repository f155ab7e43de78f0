import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openSet } from '../../../core/archive/index.ts';
import { systemFileSystem } from '../../../core/ports/index.ts';
import { registrySourceOf } from '../../support/registry-source.ts';
import {
  index,
  indexRepository,
  operatorWorld,
  shapeOf,
  type OperatorWorld,
} from '../../support/operator-world.ts';

let world: OperatorWorld;
beforeEach(async () => {
  world = await operatorWorld();
});
afterEach(() => world.close());

const logging = `- catalog: ${index}:v4.15
  packages:
    - name: cluster-logging
      channels:
        - name: stable-5.8
          minVersion: 5.8.1
`;
const disk = (name = 'disk'): string => join(world.directory, name);
const findingsOf = (events: readonly { readonly type: string }[]): string[] =>
  events.flatMap((event) =>
    event.type === 'finding' && 'message' in event ? (event.message as { readonly code: string }).code : [],
  );

/** Digest of an image that a bundle of the sample content names besides itself. */
function relatedOf(bundle: string): string {
  const found = world.content.catalog.packages
    .flatMap(({ bundles }) => bundles)
    .find(({ name }) => name === bundle)
    ?.relatedImages.find(({ image }) => !image.includes('bundle'));
  return found?.image.split('@')[1] ?? 'absent';
}

/** Digests that a manifest of the sample content names, and those that its children name. */
function blobsBelow(digest: string): string[] {
  const { index: stored } = world.content;
  const texts = stored
    .repositories()
    .flatMap((name) => [...(stored.repository(name)?.manifests ?? [])])
    .flatMap(([known, { bytes }]) => (known === digest ? [bytes.toString()] : []));
  const named = [...new Set(texts.flatMap((text) => text.match(/sha256:[0-9a-f]{64}/g) ?? []))];
  return named.flatMap((one) => [one, ...blobsBelow(one)]);
}

async function tagsOf(directory: string): Promise<string[]> {
  const set = await openSet(systemFileSystem, directory);
  await set.close();
  return [...(set.repositories.get(indexRepository)?.tags.keys() ?? [])];
}

describe('an image of a bundle that cannot be had', () => {
  it('upstream: its bundle is not offered, the rest is carried, the run says so', async () => {
    const gone = relatedOf('cluster-logging.v5.8.2');
    world.disturb(({ path }) =>
      path.includes(`/manifests/${gone}`) ? { kind: 'respond', status: 404 } : undefined,
    );
    const { report, events } = await world.mirror(logging, { destination: `file://${disk()}` });
    expect(report).toMatchObject({ status: 'incomplete', exitCode: 4 });
    expect(findingsOf(events)).toEqual(
      expect.arrayContaining(['CATALOG_BUNDLES_LEFT_OUT', 'CATALOG_BUNDLE_WITHHELD']),
    );
    world.disturb(undefined);
    const host = await world.target();
    await world.mirror(logging, { from: disk(), destination: `docker://${host}` });
    expect(shapeOf(await world.served(host, `${indexRepository}:v4.15`))).toEqual([
      'cluster-logging/stable-5.8: cluster-logging.v5.8.1',
    ]);
  });

  it('while bytes move: the catalogue is made again without it', async () => {
    const image = relatedOf('cluster-logging.v5.8.2');
    const own = blobsBelow(image).filter(
      (digest) => !blobsBelow(relatedOf('cluster-logging.v5.8.1')).includes(digest),
    );
    expect(own.length).toBeGreaterThan(0);
    world.disturb(({ path }) =>
      own.some((digest) => path.includes(`/blobs/${digest}`)) ? { kind: 'respond', status: 404 } : undefined,
    );
    const host = await world.target();
    const { report, events } = await world.mirror(logging, { destination: `docker://${host}` });
    expect(report).toMatchObject({ status: 'incomplete', exitCode: 4 });
    expect(findingsOf(events)).toContain('CATALOG_BUNDLES_LEFT_OUT');
    const offered = await world.served(host, `${indexRepository}:v4.15`).catch(() => undefined);
    const images = [...(offered?.packages.values() ?? [])].flatMap(({ bundles }) =>
      bundles.flatMap(({ relatedImages }) => relatedImages.map((related) => related.image)),
    );
    const source = registrySourceOf(host);
    for (const reference of images) {
      const [name = '', digest = ''] = reference.split('@');
      const path = name.slice(name.indexOf('/') + 1);
      expect(await source.resolveTag(path, digest.replace(':', '-')), reference).toBeDefined();
    }
    expect(images.some((reference) => reference.includes(image))).toBe(false);
  });
});

describe('a set that builds on one with the same catalogue', () => {
  it('is filtered from what the registry holds, on a machine that never read it', async () => {
    const host = await world.target();
    const bring = async (operators: string, name: string) => {
      const more = { target: 'enc1' };
      await world.mirror(operators, { destination: `file://${disk(name)}`, more });
      await rm(join(world.state, 'catalogs'), { recursive: true });
      return world.mirror(operators, { from: disk(name), destination: `docker://${host}` });
    };
    await bring(logging, 'one');
    const { report } = await bring(`${logging}    - name: local-storage-operator\n`, 'two');
    expect(report).toMatchObject({ status: 'complete', failures: [], receipt: { result: 'complete' } });
    const offered = await world.served(host, `${indexRepository}:v4.15`);
    expect([...offered.packages.keys()].sort()).toEqual(['cluster-logging', 'local-storage-operator']);
  });

  it('says what to load first where the registry has nothing of it', async () => {
    const more = { target: 'enc1' };
    await world.mirror(logging, { destination: `file://${disk('one')}`, more });
    await world.mirror(logging.replace('5.8.1', '5.8.2'), { destination: `file://${disk('two')}`, more });
    const host = await world.target();
    const { report } = await world.mirror(logging, { from: disk('two'), destination: `docker://${host}` });
    expect(report).toMatchObject({
      status: 'incomplete',
      failures: [{ type: 'operator', error: { code: 'ARCHIVE_BLOB_ABSENT' } }],
    });
    await expect(world.served(host, `${indexRepository}:v4.15`)).rejects.toThrow('404');
  });
});

describe('a catalogue under `operators`', () => {
  it('is carried unmodified, with its signature, when it is wanted whole', async () => {
    const host = await world.target();
    const { report } = await world.mirror(`- catalog: ${index}:v4.15\n  full: true\n`, {
      destination: `docker://${host}`,
    });
    expect(report.exitCode).toBe(0);
    const found = await registrySourceOf(host).resolveTag(indexRepository, 'v4.15');
    expect(found?.digest).toBe(world.content.catalog.digest);
  });

  it('gets the name that the configuration gives it', async () => {
    const host = await world.target();
    const named = logging.replace(
      '  packages:',
      '  targetCatalog: own/index\n  targetTag: prod\n  packages:',
    );
    const { report } = await world.mirror(named, { destination: `docker://${host}` });
    expect(report.exitCode).toBe(0);
    expect(report.resources.map((file) => file.split('/').at(-1))).toContain('cs-index-prod.yaml');
    expect(shapeOf(await world.served(host, 'own/index:prod'))).toHaveLength(1);
  });

  it('that is named by digest alone gets the digest of what was made of it as its tag', async () => {
    const host = await world.target();
    const { digest } = world.content.catalog;
    const { report } = await world.mirror(logging.replace(':v4.15', `@${digest}`), {
      destination: `docker://${host}`,
    });
    expect(report.exitCode).toBe(0);
    const answer = await fetch(`http://${host}/v2/${indexRepository}/tags/list`);
    const { tags } = (await answer.json()) as { readonly tags: readonly string[] };
    const offered = tags.filter((tag) => !tag.endsWith('.sig') && tag !== digest.replace(':', '-'));
    expect(offered).toEqual([expect.stringMatching(/^sha256-[0-9a-f]{64}$/)]);
    const found = await registrySourceOf(host).resolveTag(indexRepository, offered[0] ?? '');
    expect(offered[0]).toBe(found?.digest.replace(':', '-'));
  });

  it('that is not there is reported, and the other one is carried', async () => {
    const { report } = await world.mirror(`- catalog: ${index}:v4.99\n${logging}`, {
      destination: `file://${disk()}`,
    });
    expect(report).toMatchObject({ status: 'incomplete', exitCode: 4 });
    expect(report.failures.map(({ origin }) => origin)).toEqual([`${index}:v4.99`]);
    expect(await tagsOf(disk())).toContain('v4.15');
  });

  it('names a package that does not exist, and carries those that do', async () => {
    const { report, events } = await world.mirror(`${logging}    - name: cluster-loging\n`, {
      destination: `file://${disk()}`,
    });
    expect(report.exitCode).toBe(0);
    expect(findingsOf(events)).toContain('CATALOG_FILTER_PACKAGE_NEAR');
  });

  it('is pinned in the configuration that travels', async () => {
    await world.mirror(logging, { destination: `file://${disk()}` });
    const pinned = await readFile(join(disk(), 'imageset-config-pinned.yaml'), 'utf8');
    expect(pinned).toContain(`catalog: ${index}@${world.content.catalog.digest}`);
    expect(pinned).toContain('targetTag: v4.15');
  });
});

describe('a set with operators', () => {
  it('gives a part of them, and offers no more than that', async () => {
    const both = `${logging}    - name: multicluster-engine\n`;
    await world.mirror(both, { destination: `file://${disk()}` });
    const host = await world.target();
    const part = `- catalog: ${index}:v4.15\n  packages:\n    - name: multicluster-engine\n      channels:\n        - name: stable-2.5\n`;
    const { report } = await world.mirror(part, { from: disk(), destination: `docker://${host}` });
    expect(report.exitCode).toBe(0);
    expect(shapeOf(await world.served(host, `${indexRepository}:v4.15`))).toEqual([
      'multicluster-engine/stable-2.5: multicluster-engine.v2.5.1',
    ]);
  });

  it('that holds a part of a channel offers no version without its bundle', async () => {
    const part = `- catalog: ${index}:v4.15\n  packages:\n    - name: multicluster-engine\n      channels:\n        - name: stable-2.5\n`;
    await world.mirror(part, { destination: `file://${disk()}` });
    const whole = `- catalog: ${index}:v4.15\n  packages:\n    - name: multicluster-engine\n`;
    const host = await world.target();
    const { report, events } = await world.mirror(whole, { from: disk(), destination: `docker://${host}` });
    expect(report.exitCode).toBe(0);
    expect(findingsOf(events)).toContain('CATALOG_PACKAGE_HELD_PARTLY');
    expect(shapeOf(await world.served(host, `${indexRepository}:v4.15`))).toEqual([
      'multicluster-engine/stable-2.5: multicluster-engine.v2.5.1',
    ]);
  });

  it('says what is new since the set before, and carries only that', async () => {
    const until = (version: string): string =>
      logging.trimEnd().concat(`\n          maxVersion: ${version}\n`);
    const first = await world.mirror(until('5.8.1'), { destination: `file://${disk()}` });
    expect(findingsOf(first.events)).not.toContain('CATALOG_BUNDLES_NEW');
    const second = await world.mirror(until('5.8.2'), { destination: `file://${disk()}` });
    const told = second.events.flatMap((event) =>
      event.type === 'finding' && event.message.code === 'CATALOG_BUNDLES_NEW' ? [event.message] : [],
    );
    expect(told.map(({ affected }) => affected)).toEqual([['cluster-logging.v5.8.2']]);
    expect(second.report.bytesStored).toBeLessThan(first.report.bytesStored);
  });

  it('is cut again for somebody else without a registry', async () => {
    await world.mirror(`${logging}    - name: multicluster-engine\n`, { destination: `file://${disk()}` });
    const part = `- catalog: ${index}:v4.15\n  packages:\n    - name: multicluster-engine\n`;
    const { report } = await world.mirror(part, { from: disk(), destination: `file://${disk('cut')}` });
    expect(report.exitCode).toBe(0);
    const host = await world.target();
    const loaded = await world.mirror(part, { from: disk('cut'), destination: `docker://${host}` });
    expect(loaded.report.exitCode).toBe(0);
    expect(shapeOf(await world.served(host, `${indexRepository}:v4.15`))).toEqual([
      'multicluster-engine/stable-2.4: multicluster-engine.v2.4.1',
      'multicluster-engine/stable-2.5: multicluster-engine.v2.5.1',
    ]);
  });

  it('made twice from the same catalogue holds the same filtered catalogue', async () => {
    const digests = [];
    for (const name of ['first', 'second']) {
      await world.mirror(logging, { destination: `file://${disk(name)}` });
      const set = await openSet(systemFileSystem, disk(name));
      await set.close();
      const tags = [...(set.repositories.get(indexRepository)?.tags ?? [])];
      digests.push(tags.find(([tag]) => /^[0-9a-f]{32}$/.test(tag))?.[1]);
    }
    expect(digests[0]).toMatch(/^sha256:/);
    expect(digests[1]).toBe(digests[0]);
  });
});

describe('a template for the CatalogSource', () => {
  it('lends its fields, and one that cannot be read is told', async () => {
    const file = join(world.directory, 'template.yaml');
    await mkdir(world.directory, { recursive: true });
    await writeFile(
      file,
      'apiVersion: operators.coreos.com/v1alpha1\nkind: CatalogSource\nspec:\n  displayName: Ours\n',
    );
    await cp(file, join(world.directory, 'copy.yaml'));
    const host = await world.target();
    const withTemplate = (name: string): string =>
      logging.replace('  packages:', `  targetCatalogSourceTemplate: ${name}\n  packages:`);
    const { report } = await world.mirror(withTemplate(file), { destination: `docker://${host}` });
    const written = report.resources.find((name) => name.includes('/cs-')) ?? '';
    expect(await readFile(written, 'utf8')).toContain('displayName: Ours');
    const other = await world.mirror(withTemplate('nowhere.yaml'), {
      destination: `docker://${await world.target()}`,
    });
    expect(other.report.exitCode).toBe(0);
    expect(findingsOf(other.events)).toContain('CATALOG_TEMPLATE_UNREADABLE');
  });
});

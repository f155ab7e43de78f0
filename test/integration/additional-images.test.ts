import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SetManifest } from '../../core/archive/index.ts';
import { describeCode } from '../../core/contract/index.ts';
import { listContent } from '../support/docker-registry.ts';
import { copyImage, pullWhole, rawDigest } from '../support/integration-skopeo.ts';
import { createStage, wholeHosts, type JsonRun, type Stage } from '../support/integration-stage.ts';
import { createWorld, startUpstream, type Upstream, type World } from '../support/integration-world.ts';

// Every form of oc-mirror-v2.md 7.2, carried through an archive into a real registry.

let world: World;
let upstream: Upstream;
let stage: Stage;
let digestOf: (name: string) => string;

beforeAll(async () => {
  world = await createWorld();
  upstream = await startUpstream(world);
  stage = await createStage(join(world.directory, 'connected'), {
    registriesConf: wholeHosts(upstream.registry.host, [
      'quay.io',
      'registry.redhat.io',
      'registry.access.redhat.com',
    ]),
  });
  digestOf = (name) => {
    const entry = Object.entries(upstream.content.digests).find(([reference]) =>
      reference.startsWith(`quay.io/practice/${name}`),
    );
    if (entry === undefined) throw new Error(`no ${name}`);
    return entry[1];
  };
});

afterAll(() => world.close());

interface Carried {
  readonly exported: JsonRun;
  readonly imported: JsonRun;
  readonly host: string;
  readonly set: SetManifest;
  /** `repository:tag digest` of what the registry holds now. */
  readonly held: readonly string[];
}

let carriages = 0;

/** Exports the entries of `additionalImages` (and more of `mirror`, as YAML lines) and loads them into a registry of their own. */
async function carry(entries: readonly string[], flags = '', more = ''): Promise<Carried> {
  const name = `set-${++carriages}`;
  const items = entries.map((entry) => `    - ${entry.replaceAll('\n', '\n      ')}\n`).join('');
  await stage.write(
    `${name}.yaml`,
    `apiVersion: mirror.openshift.io/v2alpha1\nkind: ImageSetConfiguration\nmirror:\n  additionalImages:\n${items}${more}`,
  );
  const exported = await stage.report(`sluice mirror --v2 -c ${name}.yaml file://${name} ${flags}`);
  expect(exported.report, exported.errors + JSON.stringify(exported.findings)).toBeDefined();
  const registry = await world.registry(name);
  const imported = await stage.report(
    `sluice mirror --v2 -c ${name}.yaml --from file://${name} docker://${registry.host} --dest-tls-verify=false ${flags.replace(upstream.registry.host, registry.host)}`,
  );
  return {
    exported,
    imported,
    host: registry.host,
    set: JSON.parse(await readFile(join(stage.directory, name, 'sluice-set.json'), 'utf8')) as SetManifest,
    held: await listContent(registry.host),
  };
}

const codes = ({ exported, imported }: Carried): unknown[] => [exported.code, imported.code];

describe('when additional images are named in every form that oc-mirror takes', () => {
  it('keeps the tag, gives a digest its own tag, and takes tag with digest by the digest', async () => {
    const multi = digestOf('multi');
    const bydigest = digestOf('bydigest');
    const carried = await carry([
      'name: registry.redhat.io/ubi8/ubi:latest',
      `name: quay.io/practice/bydigest@${bydigest}`,
      `name: quay.io/practice/multi:renamed@${multi}`,
      'name: docker://quay.io/practice/zstd:1.0',
    ]);
    expect(codes(carried), carried.exported.errors + carried.imported.errors).toEqual([0, 0]);
    expect(carried.held).toEqual(
      [
        `practice/bydigest:${bydigest.replace(':', '-')} ${bydigest}`,
        `practice/multi:renamed ${multi}`,
        `practice/zstd:1.0 ${digestOf('zstd')}`,
        `ubi8/ubi:latest ${upstream.content.digests['registry.redhat.io/ubi8/ubi:latest']}`,
      ].sort(),
    );
    for (const [index, line] of carried.held.entries()) {
      const [name = ''] = line.split(' ');
      await pullWhole(carried.host, name, join(world.directory, 'pulled', `forms-${index}`));
    }
  });

  it('gives images the names of targetRepo and targetTag', async () => {
    const bydigest = digestOf('bydigest');
    const carried = await carry([
      'name: quay.io/practice/zstd:1.0\ntargetRepo: tools/compressed',
      'name: quay.io/practice/multi:1.0\ntargetTag: v1',
      `name: quay.io/practice/bydigest@${bydigest}\ntargetRepo: pinned\ntargetTag: stable`,
    ]);
    expect(codes(carried), carried.exported.errors + carried.imported.errors).toEqual([0, 0]);
    expect(carried.held).toEqual([
      `pinned:stable ${bydigest}`,
      `practice/multi:v1 ${digestOf('multi')}`,
      `tools/compressed:1.0 ${digestOf('zstd')}`,
    ]);
  });

  it('takes layouts on disk, with a single image and with lists', async () => {
    const layout = join(stage.directory, 'layouts');
    await stage.write('layouts/.keep', '');
    const source = (name: string): string => `docker://${upstream.registry.host}/practice/${name}`;
    await copyImage(source('zstd:1.0'), `oci:${layout}/zstd`);
    await copyImage(source('oci-index:2.0'), `oci:${layout}/index:2.0`);
    const carried = await carry([
      'name: oci://layouts/zstd',
      `name: oci://${layout}/index\ntargetRepo: from-disk/index\ntargetTag: "2.0"`,
      'name: oci://layouts/zstd\ntargetRepo: from-disk/relative',
    ]);
    expect(codes(carried), carried.exported.errors + carried.imported.errors).toEqual([0, 0]);
    expect(carried.held).toEqual(
      [
        `layouts/zstd:latest ${digestOf('zstd')}`,
        `from-disk/index:2.0 ${digestOf('oci-index')}`,
        `from-disk/relative:latest ${digestOf('zstd')}`,
      ].sort(),
    );
    await pullWhole(carried.host, 'from-disk/index:2.0', join(world.directory, 'pulled', 'layout'));
  });

  it('asks for targetRepo where a folder’s name cannot be a repository’s', async () => {
    await stage.write(
      'layout-case.yaml',
      'apiVersion: mirror.openshift.io/v2alpha1\nkind: ImageSetConfiguration\nmirror:\n  additionalImages:\n    - name: oci:///Images/zstd\n',
    );
    const { code, findings } = await stage.report('sluice mirror --v2 -c layout-case.yaml file://case');
    expect(code).toBe(1);
    expect(findings.map((finding) => finding.code)).toContain('CONFIG_LAYOUT_NEEDS_TARGET');
  });

  it('leaves out what blockedImages name, and says so', async () => {
    const carried = await carry(
      ['name: quay.io/practice/zstd:1.0', 'name: quay.io/practice/multi:1.0'],
      '',
      '  blockedImages:\n    - name: quay.io/practice/multi:1.0\n',
    );
    expect(codes(carried)).toEqual([0, 0]);
    expect(carried.held).toEqual([`practice/zstd:1.0 ${digestOf('zstd')}`]);
    expect(carried.exported.findings.filter(({ code }) => code === 'IMAGE_BLOCKED')).toHaveLength(1);
  });
});

describe('when an image is signed with cosign', () => {
  it('carries the signature under its tag, byte for byte', async () => {
    const carried = await carry(['name: quay.io/practice/signed:1.0']);
    expect(codes(carried)).toEqual([0, 0]);
    const digest = digestOf('signed');
    const tag = `${digest.replace(':', '-')}.sig`;
    expect(carried.held.map((line) => line.split(' ')[0])).toEqual([
      'practice/signed:1.0',
      `practice/signed:${tag}`,
    ]);
    expect(await rawDigest(carried.host, `practice/signed:${tag}`)).toBe(
      await rawDigest(upstream.registry.host, `practice/signed:${tag}`),
    );
    await pullWhole(carried.host, `practice/signed:${tag}`, join(world.directory, 'pulled', 'signature'));
  });

  it('leaves the signature behind with --remove-signatures', async () => {
    const carried = await carry(['name: quay.io/practice/signed:1.0'], '--remove-signatures');
    expect(codes(carried)).toEqual([0, 0]);
    expect(carried.held).toEqual([`practice/signed:1.0 ${digestOf('signed')}`]);
  });
});

describe('when only some platforms of an image are wanted', () => {
  const sparse = 'name: quay.io/practice/multi:1.0\nplatforms:\n  - os: linux\n    architecture: amd64';

  it('archives the list unchanged with the wanted instance alone; a registry that wants whole lists says why it refuses', async () => {
    const carried = await carry([sparse, 'name: quay.io/practice/zstd:1.0']);
    expect(carried.exported.code, carried.exported.errors).toBe(0);
    const [list] = carried.set.images.filter(({ repository }) => repository === 'practice/multi');
    expect(list?.digest).toBe(digestOf('multi'));
    expect(
      Object.entries(carried.set.closures).find(([digest]) => digest === list?.digest)?.[1],
    ).toHaveLength(1);
    // docker-registry 2.8 takes a list only together with all that it names.
    expect(carried.imported.code).toBe(8);
    expect(carried.imported.report?.status).toBe('incomplete');
    const [failure, ...others] = carried.imported.report?.failures ?? [];
    expect(others).toEqual([]);
    expect(failure).toMatchObject({
      origin: 'quay.io/practice/multi:1.0',
      error: { code: 'MANIFEST_BLOBS_MISSING' },
    });
    expect(describeCode('MANIFEST_BLOBS_MISSING', failure?.error.params ?? {}, 'en').next).toContain(
      'mirror all platforms',
    );
    expect(carried.held).toEqual([`practice/zstd:1.0 ${digestOf('zstd')}`]);
  });

  it('says which platform an image does not have', async () => {
    const carried = await carry([sparse.replace('amd64', 's390x'), 'name: quay.io/practice/zstd:1.0']);
    expect(codes(carried)).toEqual([8, 8]);
    expect(JSON.stringify(carried.exported.report?.failures)).toContain('linux/s390x');
    expect(carried.set.complete).toBe('incomplete');
    expect(carried.held).toHaveLength(1);
  });
});

describe('when something that was asked for cannot be had', () => {
  it('carries the rest, names what is missing in the set, and both sides answer with the category’s bit', async () => {
    // After its mirror, an image is looked for where it was published: not from here.
    const carried = await carry(
      ['name: quay.io/practice/gone:1.0', 'name: quay.io/practice/zstd:1.0'],
      `--offline-allow ${upstream.registry.host}`,
    );
    expect(codes(carried)).toEqual([8, 8]);
    expect(carried.set).toMatchObject({
      complete: 'incomplete',
      missing: [{ origin: 'quay.io/practice/gone:1.0' }],
    });
    expect(carried.imported.report?.failures.map(({ origin }) => origin)).toEqual([
      'quay.io/practice/gone:1.0',
    ]);
    expect(carried.held).toEqual([`practice/zstd:1.0 ${digestOf('zstd')}`]);
  });

  it('refuses two images that would get the same name', async () => {
    const carried = await carry([
      'name: quay.io/practice/zstd:1.0\ntargetRepo: one\ntargetTag: "1"',
      'name: quay.io/practice/multi:1.0\ntargetRepo: one\ntargetTag: "1"',
      'name: quay.io/practice/signed:1.0',
    ]);
    expect(codes(carried)[0]).not.toBe(0);
    expect(carried.exported.report?.failures.map(({ error }) => error.code)).toContain(
      'DESTINATION_COLLISION',
    );
  });
});

describe('when images go from registry to registry, without an archive', () => {
  it('puts them below the namespace, shortened to the nesting that the target allows', async () => {
    const registry = await world.registry('direct');
    await stage.write(
      'direct.yaml',
      'apiVersion: mirror.openshift.io/v2alpha1\nkind: ImageSetConfiguration\nmirror:\n  additionalImages:\n    - name: quay.io/practice/multi:1.0\n    - name: registry.redhat.io/ubi8/ubi:latest\n',
    );
    const run = (to: string, flags = ''): Promise<JsonRun> =>
      stage.report(
        `sluice mirror --v2 -c direct.yaml --workspace file://workspace docker://${registry.host}/${to} --dest-tls-verify=false ${flags}`,
      );
    expect(await run('mirror/ocp')).toMatchObject({ code: 0, errors: '' });
    expect(await run('mirror/ocp', '--max-nested-paths 2')).toMatchObject({ code: 0, errors: '' });
    const names = (await listContent(registry.host)).map((line) => line.split(' ')[0]);
    expect(names).toEqual([
      'mirror/ocp-practice-multi:1.0',
      'mirror/ocp-ubi8-ubi:latest',
      'mirror/ocp/practice/multi:1.0',
      'mirror/ocp/ubi8/ubi:latest',
    ]);
    const itms = await readFile(
      join(stage.directory, 'workspace', 'working-dir', 'cluster-resources', 'itms-oc-mirror.yaml'),
      'utf8',
    );
    expect(itms).toContain('mirror/ocp');
  });
});

import { copyFile, mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { listContent } from '../support/docker-registry.ts';
import {
  goldenConfiguration,
  goldenFile,
  goldenKey,
  goldenPresent,
  isReleaseOrAdditional,
  recordedContent,
  startGoldenUpstream,
  type GoldenUpstream,
} from '../support/integration-golden.ts';
import { createStage, expectSuccess, wholeHosts, type Stage } from '../support/integration-stage.ts';
import { createWorld, type World } from '../support/integration-world.ts';

let world: World;
let stage: Stage;

beforeAll(async () => {
  world = await createWorld();
  stage = await createStage(join(world.directory, 'machine'), {
    variables: { OCP_SIGNATURE_VERIFICATION_PK: goldenKey },
  });
});

afterAll(() => world.close());

/** The archive alone, as a disk brings it. */
async function bring(archive: string): Promise<void> {
  await mkdir(join(stage.directory, archive), { recursive: true });
  await copyFile(
    goldenFile(archive, 'mirror_000001.tar'),
    join(stage.directory, archive, 'mirror_000001.tar'),
  );
}

const skipped = '(skipped where the golden archives of the shared folder are absent)';

describe.skipIf(!goldenPresent)(`when an archive of the real oc-mirror 4.17 is loaded ${skipped}`, () => {
  beforeAll(async () => {
    await bring('01-m2d-connected');
    await bring('03-m2d-4.15.0-2');
    await stage.write('isc.yaml', await goldenConfiguration('isc.yaml'));
    await stage.write('isc-operators.yaml', await goldenConfiguration('isc.yaml', true));
    await stage.write('isc-012.yaml', await goldenConfiguration('isc-012.yaml'));
    await stage.write('isc-enclave.yaml', await goldenConfiguration('isc-enclave.yaml'));
  });

  it('gives exactly the repositories, tags and digests that oc-mirror’s own import gave', async () => {
    const registry = await world.registry('enterprise');
    const outcome = await stage.type(
      `sluice mirror --v2 -c isc.yaml --from file://01-m2d-connected docker://${registry.host} --layout oc-mirror-4.17 --dest-tls-verify=false --offline-allow ${registry.host}`,
    );
    expectSuccess(outcome);
    expect(await listContent(registry.host)).toEqual(
      await recordedContent('05-d2m-enterprise', '05-ent.catalog'),
    );
  });

  it('brings the operators that oc-mirror brought, and a catalogue that offers no others', async () => {
    const registry = await world.registry('enterprise-operators');
    const outcome = await stage.type(
      `sluice mirror --v2 -c isc-operators.yaml --from file://01-m2d-connected docker://${registry.host} --layout oc-mirror-4.17 --dest-tls-verify=false --offline-allow ${registry.host}`,
    );
    expectSuccess(outcome);
    const catalog = 'redhat/redhat-operator-index:';
    const isCatalog = (line: string): boolean => line.startsWith(catalog);
    const held = await listContent(registry.host);
    const recorded = (await readFile(goldenFile('05-d2m-enterprise', '05-ent.catalog'), 'utf8'))
      .trim()
      .split('\n');
    expect(held.filter((line) => !isCatalog(line))).toEqual(
      recorded.filter((line) => !isCatalog(line)).sort(),
    );
    // 4.17 carries a catalogue as it is; since then it is filtered, and we keep the original beside it.
    const [original = ''] = recorded.filter(isCatalog).map((line) => line.split(' ')[1] ?? '');
    expect(held.filter(isCatalog)).toEqual([
      `${catalog}${original.replace(':', '-')} ${original}`,
      expect.stringMatching(new RegExp(`^${catalog}v4\\.15 sha256:(?!${original.slice(7)})[0-9a-f]{64}$`)),
    ]);
  });

  it('loads an archive of three releases, and from it one release alone', async () => {
    const registry = await world.registry('enterprise-012');
    const all = await recordedContent('05-d2m-enterprise', '05-ent.catalog');
    const load = async (configuration: string): Promise<string[]> => {
      const outcome = await stage.type(
        `sluice mirror --v2 -c ${configuration} --from file://03-m2d-4.15.0-2 docker://${registry.host} --layout oc-mirror-4.17 --dest-tls-verify=false`,
      );
      expectSuccess(outcome);
      return (await listContent(registry.host)).filter((line) => line.startsWith('openshift'));
    };
    const one = await load('isc-enclave.yaml');
    expect(one.filter((line) => line.includes('/ocp-release:'))).toEqual([
      expect.stringContaining('4.15.2-x86_64'),
    ]);
    expect(one).toHaveLength(7);
    const three = await load('isc-012.yaml');
    expect(three.filter((line) => line.includes('/ocp-release:'))).toHaveLength(3);
    expect(all).toEqual(expect.arrayContaining(three));
  });

  it('tells a version that the archive does not hold by its name, and loads what it holds', async () => {
    const registry = await world.registry('enterprise-absent');
    const { code, report } = await stage.report(
      `sluice mirror --v2 -c isc.yaml --from file://03-m2d-4.15.0-2 docker://${registry.host} --layout oc-mirror-4.17 --dest-tls-verify=false`,
    );
    expect(code).toBe(2);
    expect(report?.status).toBe('incomplete');
    expect(report?.failures.map(({ origin, error }) => `${origin} ${error.code}`)).toEqual([
      expect.stringContaining('4.15.3'),
    ]);
    const held = await listContent(registry.host);
    expect(held.filter((line) => line.includes('/ocp-release:'))).toHaveLength(3);
  });

  it('writes the mirror sets that oc-mirror wrote, for releases and additional images', async () => {
    const registry = await world.registry('enterprise-resources');
    expectSuccess(
      await stage.type(
        `sluice mirror --v2 -c isc.yaml --from file://01-m2d-connected docker://${registry.host} --workspace file://resources --layout oc-mirror-4.17 --dest-tls-verify=false`,
      ),
    );
    for (const file of ['idms-oc-mirror.yaml', 'itms-oc-mirror.yaml']) {
      const theirs = await readFile(
        goldenFile('05-d2m-enterprise', '05-d2m-ent.wd', 'cluster-resources', file),
        'utf8',
      );
      const ours = await readFile(
        join(stage.directory, 'resources', 'working-dir', 'cluster-resources', file),
        'utf8',
      );
      expect(mirrorSets(ours)).toEqual(
        new Map(
          [...mirrorSets(theirs.replaceAll('127.0.0.1:5002', registry.host))].filter(
            ([name]) => !name.includes('operator'),
          ),
        ),
      );
    }
  });

  it('stores the same images under the current names when no layout is given', async () => {
    const registry = await world.registry('enterprise-current');
    const outcome = await stage.type(
      `sluice mirror --v2 -c isc.yaml --from file://01-m2d-connected docker://${registry.host} --dest-tls-verify=false`,
    );
    expectSuccess(outcome);
    const held = await listContent(registry.host);
    const digests = (lines: readonly string[]): string[] =>
      [...new Set(lines.map((line) => line.split(' ')[1] ?? ''))].sort();
    expect(digests(held)).toEqual(digests(await recordedContent('05-d2m-enterprise', '05-ent.catalog')));
    expect(held.filter((line) => line.startsWith('openshift/release-images:'))).toHaveLength(4);
  });
});

describe.skipIf(!goldenPresent)(
  `when an enterprise registry has the names of oc-mirror 4.17 ${skipped}`,
  () => {
    let host: string;

    const enterprise = (name: string): Promise<Stage> =>
      createStage(join(world.directory, name), {
        registriesConf: wholeHosts(host, ['quay.io', 'registry.redhat.io']),
        variables: { OCP_SIGNATURE_VERIFICATION_PK: goldenKey },
      });

    beforeAll(async () => {
      host = (await world.registry('older-enterprise')).host;
    });

    it('is read under those names for the enclave’s archive, which carries the current ones', async () => {
      const machine = await enterprise('older-enterprise');
      await machine.write('isc.yaml', await goldenConfiguration('isc.yaml'));
      await machine.write('isc-rel.yaml', await goldenConfiguration('isc-rel.yaml'));
      expectSuccess(
        await machine.type(
          `sluice mirror --v2 -c isc.yaml --from file://${stage.directory}/01-m2d-connected docker://${host} --layout oc-mirror-4.17 --workspace file://workspace --dest-tls-verify=false`,
        ),
      );
      expectSuccess(
        await machine.type(`sluice mirror --v2 -c isc-rel.yaml file://disk --offline-allow ${host}`),
      );
      const enclave = await world.registry('older-enclave');
      expectSuccess(
        await machine.type(
          `sluice mirror --v2 -c isc-rel.yaml --from file://disk docker://${enclave.host} --dest-tls-verify=false`,
        ),
      );
      const held = await listContent(enclave.host);
      expect(held.map((line) => line.split(':')[0])).toEqual([
        'openshift/release-images',
        ...Array.from({ length: 6 }, () => 'openshift/release'),
      ]);
      const recorded = await recordedContent('05-d2m-enterprise', '05-ent.catalog');
      const known = new Map(recorded.map((line) => [line.split(' ')[1], line.split(' ')[0]]));
      const [payload, ...components] = held.map((line) => known.get(line.split(' ')[1]) ?? line);
      expect(payload).toBe('openshift-release-dev/ocp-release:4.15.2-x86_64');
      for (const name of components) expect(name).toContain('openshift-release-dev/ocp-v4.0-art-dev:');
    });

    it('says what is missing on a machine to which no set was brought', async () => {
      const machine = await enterprise('no-set');
      await machine.write('isc-rel.yaml', await goldenConfiguration('isc-rel.yaml'));
      const { code, report, errors } = await machine.report(
        `sluice mirror --v2 -c isc-rel.yaml file://disk --offline-allow ${host}`,
      );
      expect(code).toBe(2);
      expect(errors + JSON.stringify(report?.failures)).toContain('RELEASE_GRAPH_NOT_IN_SET');
    });
  },
);

describe.skipIf(!goldenPresent)(`when oc-mirror’s own upstream is exported by us ${skipped}`, () => {
  let upstream: GoldenUpstream;
  let connected: Stage;

  beforeAll(async () => {
    upstream = await startGoldenUpstream(world);
    connected = await createStage(join(world.directory, 'connected'), {
      registriesConf: (await readFile(goldenFile('fixtures', 'rc-up.conf'), 'utf8')).replaceAll(
        '127.0.0.1:5001',
        upstream.registry.host,
      ),
      variables: { OCP_SIGNATURE_VERIFICATION_PK: goldenKey, ...upstream.variables },
    });
    await connected.write('isc.yaml', await goldenConfiguration('isc.yaml'));
  });

  it('holds the image digests that oc-mirror recorded, and cosign’s signature besides', async () => {
    const { code, report, errors } = await connected.report(
      'sluice mirror --v2 -c isc.yaml file://disk --layout oc-mirror-4.17',
    );
    expect(code, errors).toBe(0);
    expect(report?.status).toBe('complete');
    const registry = await world.registry('enterprise-ours');
    expectSuccess(
      await connected.type(
        `sluice mirror --v2 -c isc.yaml --from file://disk docker://${registry.host} --layout oc-mirror-4.17 --dest-tls-verify=false`,
      ),
    );
    const held = await listContent(registry.host);
    // 4.17 carries no cosign signatures; the current oc-mirror and we do.
    const signatures = held.filter((line) => /:sha256-[0-9a-f]{64}\.sig /.test(line));
    expect(signatures.map((line) => line.split(':')[0])).toEqual(['lab/signed']);
    expect(held.filter((line) => !signatures.includes(line))).toEqual(
      await recordedContent('05-d2m-enterprise', '05-ent.catalog'),
    );
  });

  it('plans the mapping that oc-mirror planned, for releases and additional images', async () => {
    expectSuccess(
      await connected.type('sluice mirror --v2 -c isc.yaml file://dry --layout oc-mirror-4.17 --dry-run'),
    );
    const ours = await readFile(
      join(connected.directory, 'dry', 'working-dir', 'dry-run', 'mapping.txt'),
      'utf8',
    );
    const theirs = await readFile(
      goldenFile('11-dryrun', '11-dryrun-m2d.wd', 'dry-run', 'mapping.txt'),
      'utf8',
    );
    // Theirs names the host of a local registry, which we have not.
    const expected = mapping(theirs, 'docker://localhost:55000/').filter(([, destination]) =>
      isReleaseOrAdditional(destination.split(':')[0] ?? ''),
    );
    expect(new Set(mapping(ours, `file://${connected.directory}/dry/`).map(String))).toEqual(
      new Set(expected.map(String)),
    );
  });
});

/** Source and destination of each line, the destination without `root`. */
function mapping(text: string, root: string): [string, string][] {
  return text
    .trim()
    .split('\n')
    .map((line) => {
      const at = line.indexOf(`=${root}`);
      expect(at, line).toBeGreaterThan(0);
      return [line.slice(0, at), line.slice(at + 1 + root.length)];
    });
}

/** Sources and mirrors of each document, in an order that both tools can be compared in. */
function mirrorSets(text: string): Map<string, string[]> {
  return new Map(
    parseAllDocuments(text).map((document) => {
      const { metadata, spec } = document.toJS() as {
        readonly metadata: { readonly name: string };
        readonly spec: Readonly<Record<string, { source: string; mirrors: string[] }[]>>;
      };
      const entries = Object.values(spec).flat();
      return [metadata.name, entries.map(({ source, mirrors }) => `${source} -> ${mirrors.join()}`).sort()];
    }),
  );
}

import { createHash } from 'node:crypto';
import { cp, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { listContent, type DockerRegistry } from '../support/docker-registry.ts';
import { inspectImage, pullWhole, rawDigest } from '../support/integration-skopeo.ts';
import {
  createStage,
  expectSuccess,
  insecureRegistry,
  registriesConfPath,
  wholeHosts,
  type Stage,
} from '../support/integration-stage.ts';
import { createWorld, startUpstream, type Upstream, type World } from '../support/integration-world.ts';

// The procedure of the enclave documentation, command by command, against real registries.

const connectedConfiguration = `apiVersion: mirror.openshift.io/v2alpha1
kind: ImageSetConfiguration
mirror:
  platform:
    architectures:
      - "amd64"
    channels:
      - name: stable-4.15
        minVersion: 4.15.0
        maxVersion: 4.15.3
`;
const enclaveConfiguration = connectedConfiguration
  .replace('minVersion: 4.15.0', 'minVersion: 4.15.2')
  .replace('maxVersion: 4.15.3', 'maxVersion: 4.15.2');
const documentedHosts = ['registry.redhat.io', 'quay.io'];
const versions = ['4.15.0', '4.15.1', '4.15.2', '4.15.3'];

let world: World;
let upstream: Upstream;
let enterprise: DockerRegistry;
let enclave: DockerRegistry;
let connectedStage: Stage;
let enterpriseStage: Stage;
let enclaveStage: Stage;

beforeAll(async () => {
  world = await createWorld();
  upstream = await startUpstream(world);
  enterprise = await world.registry('enterprise-registry.in');
  enclave = await world.registry('enclave-registry.in');
  const key = Buffer.from(upstream.content.publicKey);
  const keyed = { OCP_SIGNATURE_VERIFICATION_PK: 'release-key.asc' };
  const stage = async (name: string, conf: string, variables: Record<string, string>): Promise<Stage> => {
    const made = await createStage(join(world.directory, name), { registriesConf: conf, variables });
    await made.write('release-key.asc', key);
    return made;
  };
  connectedStage = await stage('connected', wholeHosts(upstream.registry.host, documentedHosts), {
    ...keyed,
    ...upstream.variables,
  });
  enterpriseStage = await stage(
    'enterprise',
    wholeHosts(enterprise.host, documentedHosts) + insecureRegistry(enterprise.host),
    keyed,
  );
  enclaveStage = await stage('enclave', insecureRegistry(enclave.host), keyed);
  await connectedStage.write('isc.yaml', connectedConfiguration);
  await enterpriseStage.write('isc.yaml', connectedConfiguration);
  await enterpriseStage.write('isc-enclave.yaml', enclaveConfiguration);
  await enclaveStage.write('isc-enclave.yaml', enclaveConfiguration);
});

afterAll(() => world.close());

/** `repository:tag digest` of everything that these versions consist of, as a target must hold it. */
function contentOf(wanted: readonly string[]): string[] {
  return upstream.content.releases
    .filter((release) => wanted.includes(release.version))
    .flatMap((release) => [
      `openshift/release-images:${release.tag} ${release.digest}`,
      ...release.components.map(
        ({ name, reference }) => `openshift/release:${release.tag}-${name} ${reference.split('@')[1]}`,
      ),
    ])
    .sort();
}

/** A disk is unplugged here and plugged in there. */
async function carry(from: Stage, name: string, to: Stage, as: string): Promise<void> {
  await cp(join(from.directory, name), join(to.directory, as), { recursive: true });
}

/** Every digest of `lines`, as skopeo is served it, equals the one upstream serves. */
async function expectUpstreamDigests(host: string, lines: readonly string[]): Promise<void> {
  for (const line of lines) {
    const [name = '', digest = ''] = line.split(' ');
    const origin = name.startsWith('openshift/release-images:')
      ? 'openshift-release-dev/ocp-release'
      : 'openshift-release-dev/ocp-v4.0-art-dev';
    expect(await rawDigest(host, name), name).toBe(digest);
    expect(await rawDigest(upstream.registry.host, `${origin}@${digest}`), name).toBe(digest);
  }
}

type Resource = Readonly<Record<string, unknown>> & {
  readonly metadata: { readonly name: string };
  readonly spec: { readonly imageDigestMirrors: unknown; readonly imageTagMirrors: unknown };
  readonly binaryData: Readonly<Record<string, string>>;
};

async function resources(stage: Stage, folder: string): Promise<Map<string, Resource>> {
  const path = join(stage.directory, folder, 'working-dir', 'cluster-resources');
  const found = new Map<string, Resource>();
  for (const file of (await readdir(path)).filter((name) => name.endsWith('.yaml'))) {
    for (const document of parseAllDocuments(await readFile(join(path, file), 'utf8'))) {
      const resource = document.toJS() as Resource;
      found.set(resource.metadata.name, resource);
    }
  }
  return found;
}

/** What a cluster must be told so that it finds the releases at `host`. */
const releaseMirrors = (host: string): unknown[] => [
  { mirrors: [`${host}/openshift/release-images`], source: 'quay.io/openshift-release-dev/ocp-release' },
  { mirrors: [`${host}/openshift/release`], source: 'quay.io/openshift-release-dev/ocp-v4.0-art-dev' },
];

describe('when the documented procedure is followed, command by command', () => {
  it('step 1 and 2: collects the channel into one archive, with a relative path', async () => {
    const outcome = await connectedStage.type('sluice mirror --v2 -c isc.yaml file://usb/enterprise-content');
    expectSuccess(outcome);
    expect(outcome.output).toContain('Complete.');
    const files = await readdir(join(connectedStage.directory, 'usb', 'enterprise-content'));
    expect(files).toEqual(
      expect.arrayContaining(['mirror_000001.tar', 'sluice-set.json', 'imageset-config.yaml']),
    );
    expect(upstream.asked.some((path) => path.includes('channel=stable-4.15'))).toBe(true);
  });

  it('step 3: loads it into the enterprise registry', async () => {
    await carry(connectedStage, 'usb/enterprise-content', enterpriseStage, 'enterprise-content');
    const outcome = await enterpriseStage.type(
      `sluice mirror --v2 -c isc.yaml --from file://enterprise-content docker://${enterprise.host}/ --offline-allow ${enterprise.host}`,
    );
    expectSuccess(outcome);
    const held = await listContent(enterprise.host);
    expect(held).toEqual(contentOf(versions));
    await expectUpstreamDigests(enterprise.host, held);
  });

  it('step 3 again: finds everything there and moves nothing', async () => {
    const { code, report } = await enterpriseStage.report(
      `sluice mirror --v2 -c isc.yaml --from file://enterprise-content docker://${enterprise.host}/`,
    );
    expect(code).toBe(0);
    expect(report).toMatchObject({
      bytesStored: 0,
      categories: [{ category: 'release', copied: 0, present: 28, failed: 0 }],
    });
  });

  it('tells clusters of the enterprise where the images are', async () => {
    const written = await resources(enterpriseStage, 'enterprise-content');
    const mirrors = releaseMirrors(enterprise.host);
    expect(written.get('idms-release-0')).toMatchObject({
      apiVersion: 'config.openshift.io/v1',
      kind: 'ImageDigestMirrorSet',
      spec: { imageDigestMirrors: expect.arrayContaining(mirrors) as unknown },
    });
    expect(written.get('idms-release-0')?.spec.imageDigestMirrors).toHaveLength(2);
    // The payload is also asked for by its tag (oc-mirror-v2.md 8.1).
    expect(written.get('itms-release-0')?.spec.imageTagMirrors).toEqual(mirrors.slice(0, 1));
  });

  it('writes the signatures of the four releases for the clusters, byte for byte', async () => {
    const written = await resources(enterpriseStage, 'enterprise-content');
    const { binaryData } = written.get('mirrored-release-signatures') ?? { binaryData: {} };
    const signatures = upstream.content.releases
      .filter(({ version }) => versions.includes(version))
      .map(({ digest }) => [
        digest.replace(':', '-'),
        upstream.content.signatures.get(digest)?.toString('base64'),
      ]);
    const byDigest = Object.entries(binaryData).map(([key, value]) => [key.replace(/-\d+$/, ''), value]);
    expect(byDigest.sort()).toEqual(signatures.sort());
  });

  it('step 4 to 6: cuts the enclave’s archive from the enterprise registry, offline and without an update service', async () => {
    upstream.asked.length = 0;
    const outcome = await enterpriseStage.type(
      `sluice mirror --v2 -c isc-enclave.yaml file://${enterpriseStage.directory}/disk-enc1/ --offline-allow ${enterprise.host}`,
    );
    expectSuccess(outcome);
    expect(upstream.asked).toEqual([]);
  });

  it('step 7 and 8: loads it into the enclave registry, which then holds 4.15.2 and nothing else', async () => {
    await carry(enterpriseStage, 'disk-enc1', enclaveStage, 'local-disk');
    const outcome = await enclaveStage.type(
      `sluice mirror --v2 -c isc-enclave.yaml --from file://local-disk docker://${enclave.host} --offline-allow ${enclave.host}`,
    );
    expectSuccess(outcome);
    const held = await listContent(enclave.host);
    expect(held).toEqual(contentOf(['4.15.2']));
    await expectUpstreamDigests(enclave.host, held);
    expect(upstream.asked).toEqual([]);
  });

  it('leaves images in the enclave that a container engine pulls whole', async () => {
    for (const line of contentOf(['4.15.2'])) {
      const [name = '', digest = ''] = line.split(' ');
      const folder = join(world.directory, 'pulled', createHash('sha256').update(name).digest('hex'));
      await pullWhole(enclave.host, name, folder);
      expect(await inspectImage(enclave.host, name)).toMatchObject({ Digest: digest });
    }
  });

  it('tells clusters of the enclave where the images are, with one signature', async () => {
    const written = await resources(enclaveStage, 'local-disk');
    expect([...written.keys()].sort()).toEqual([
      'idms-release-0',
      'itms-release-0',
      'mirrored-release-signatures',
    ]);
    expect(written.get('idms-release-0')?.spec.imageDigestMirrors).toEqual(
      expect.arrayContaining(releaseMirrors(enclave.host)),
    );
    expect(Object.keys(written.get('mirrored-release-signatures')?.binaryData ?? {})).toHaveLength(1);
  });

  it('writes the same mirror sets again from the carried set alone, without any registry', async () => {
    expectSuccess(
      await enclaveStage.type(
        `sluice resources --from file://local-disk --output file://again/working-dir docker://${enclave.host}`,
      ),
    );
    const [first, again] = [
      await resources(enclaveStage, 'local-disk'),
      await resources(enclaveStage, 'again'),
    ];
    for (const name of ['idms-release-0', 'itms-release-0']) {
      expect(again.get(name)?.spec).toEqual(first.get(name)?.spec);
    }
    expect(again.get('mirrored-release-signatures')?.binaryData).toEqual(
      first.get('mirrored-release-signatures')?.binaryData,
    );
  });

  it('kept the state of each machine apart, and every run is finished', async () => {
    const counts = await Promise.all(
      [connectedStage, enterpriseStage, enclaveStage].map(async (stage) => {
        const { code, output } = await stage.type('sluice runs --all --json');
        expect(code).toBe(0);
        const runs = JSON.parse(output) as { state: string; source: string }[];
        expect(runs.map(({ state }) => state)).toEqual(runs.map(() => 'complete'));
        return runs.length;
      }),
    );
    expect(counts).toEqual([1, 3, 1]);
  });
});

describe('when the enterprise has an update service of its own', () => {
  it('asks the one that UPDATE_URL_OVERRIDE names, and carries the same content', async () => {
    upstream.asked.length = 0;
    const { code, report, errors } = await enterpriseStage.report(
      `sluice mirror --v2 -c isc-enclave.yaml file://disk-osus --offline-allow ${enterprise.host},${upstream.services}`,
      { UPDATE_URL_OVERRIDE: `http://${upstream.services}/graph` },
    );
    expect(code, errors).toBe(0);
    expect(report?.categories).toMatchObject([{ category: 'release', copied: 7, failed: 0 }]);
    expect(upstream.asked.filter((path) => path.startsWith('/graph?'))).toHaveLength(1);
    // Signatures travelled in the set: nobody was asked for them.
    expect(upstream.asked.filter((path) => path.includes('signature'))).toEqual([]);
  });

  it('is refused the update service when only the registry may be contacted', async () => {
    upstream.asked.length = 0;
    const { code, findings } = await enterpriseStage.report(
      `sluice mirror --v2 -c isc-enclave.yaml file://disk-refused --offline-allow ${enterprise.host}`,
      { UPDATE_URL_OVERRIDE: `http://${upstream.services}/graph` },
    );
    expect(upstream.asked).toEqual([]);
    // What the set brought stands in for it, and the run says so.
    expect(code).toBe(0);
    expect(findings.filter(({ level }) => level === 'warning').map((finding) => finding.code)).toEqual(
      expect.arrayContaining(['HOST_NOT_ALLOWED', 'RELEASE_GRAPH_CARRIED_USED']),
    );
  });
});

describe('when the enterprise’s registries.conf names repositories instead of whole hosts', () => {
  it('is made from the cluster resources, and step 6 reads through it alone', async () => {
    const printed = await enterpriseStage.type(
      'sluice registries-conf --from-resources enterprise-content --insecure',
    );
    expectSuccess(printed);
    expect(printed.output).toContain(`${enterprise.host}/openshift/release-images`);
    expect(printed.output).not.toMatch(/^location *= *"quay\.io"$/m);
    const other = await createStage(join(world.directory, 'enterprise-by-repository'), {
      registriesConf: printed.output,
      variables: {
        OCP_SIGNATURE_VERIFICATION_PK: join(enterpriseStage.directory, 'release-key.asc'),
        // Another configuration, the same machine.
        SLUICE_STATE_DIR: join(enterpriseStage.directory, '.local', 'state', 'sluice'),
      },
    });
    await other.write('isc-enclave.yaml', enclaveConfiguration);
    const { code, report, errors } = await other.report(
      `sluice mirror --v2 -c isc-enclave.yaml file://disk-enc1 --offline-allow ${enterprise.host}`,
    );
    expect(code, errors).toBe(0);
    expect(report?.categories).toMatchObject([{ category: 'release', copied: 7, failed: 0 }]);
    const plain = await enterpriseStage.type('sluice inspect file://disk-enc1 --json');
    const same = await other.type('sluice inspect file://disk-enc1 --json');
    const blobs = (text: string): unknown => (JSON.parse(text) as { blobs: unknown }).blobs;
    expect(blobs(same.output)).toEqual(blobs(plain.output));
  });

  it('takes the file that CONTAINERS_REGISTRIES_CONF names before the one in the home folder', async () => {
    const elsewhere = await enterpriseStage.write(
      'elsewhere.conf',
      await readFile(join(enterpriseStage.directory, registriesConfPath)),
    );
    const stage = await createStage(join(world.directory, 'enterprise-by-variable'), {
      registriesConf: wholeHosts('127.0.0.1:1', documentedHosts),
      variables: {
        CONTAINERS_REGISTRIES_CONF: elsewhere,
        OCP_SIGNATURE_VERIFICATION_PK: join(enterpriseStage.directory, 'release-key.asc'),
        SLUICE_STATE_DIR: join(enterpriseStage.directory, '.local', 'state', 'sluice'),
      },
    });
    await stage.write('isc-enclave.yaml', enclaveConfiguration);
    const { code, output } = await stage.type(
      `sluice plan --v2 -c isc-enclave.yaml file://disk --offline-allow ${enterprise.host} --json`,
    );
    expect(code).toBe(0);
    expect(JSON.parse(output)).toMatchObject({ totals: { images: 7 }, unplanned: [] });
  });
});

describe('when a part of the archive is loaded', () => {
  it('mirrors only what the configuration of step 3 asks for', async () => {
    const registry = await world.registry('part');
    const outcome = await enterpriseStage.type(
      `sluice mirror --v2 -c isc-enclave.yaml --from file://enterprise-content docker://${registry.host}/mirror/ocp --dest-tls-verify=false`,
    );
    expectSuccess(outcome);
    expect(await listContent(registry.host)).toEqual(
      contentOf(['4.15.2']).map((line) => `mirror/ocp/${line}`),
    );
  });
});

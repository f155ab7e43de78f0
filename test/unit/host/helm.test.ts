import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { chartYaml, packChart, podOf } from '../../support/helm-charts.ts';
import { indexOf, sha256 } from '../../support/helm-repository.ts';
import { hostOf, pushImage, registryWorld, type RegistryWorld } from '../../support/host-registries.ts';
import { mirrorHere, type HostRun } from '../../support/host-world.ts';

const plain = { sourceTlsVerify: false, destinationTlsVerify: false, retryTimes: 0 };

let world: RegistryWorld;
let server: Server;
let url: string;
let documents: Map<string, Buffer>;
beforeEach(async () => {
  world = await registryWorld();
  documents = new Map();
  server = createServer((request, response) => {
    const found = documents.get(request.url ?? '');
    response.writeHead(found === undefined ? 404 : 200).end(found);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/charts`;
});
afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  await world.close();
});

/** Puts a chart that runs `image` into the repository. */
async function serve(name: string, version: string, template: string): Promise<void> {
  const bytes = await packChart(
    { 'Chart.yaml': chartYaml(name, version), 'templates/pod.yaml': template },
    name,
  );
  documents.set(`/charts/${name}-${version}.tgz`, bytes);
  const entry = { version, url: `${name}-${version}.tgz`, digest: sha256(bytes) };
  documents.set('/charts/index.yaml', Buffer.from(indexOf({ [name]: [entry] })));
}

async function mirror(helm: string, run: Omit<HostRun, 'config'>): ReturnType<typeof mirrorHere> {
  const config = join(world.directory, 'isc-helm.yaml');
  const head = 'apiVersion: mirror.openshift.io/v2alpha1\nkind: ImageSetConfiguration\nmirror:\n  helm:\n';
  await writeFile(config, head + helm.replace(/^/gm, '    ').trimEnd());
  return mirrorHere(world, { ...run, config, more: { ...plain, ...run.more } });
}

const wanted = (name: string): string =>
  `repositories:\n  - name: lab\n    url: ${url}\n    charts:\n      - name: ${name}\n        version: 1.0.0\n`;
/** Lists of lists, each of the one before nine times. */
const aliases = (depth: number): string =>
  `a0: &a0 [x]\n${Array.from({ length: depth }, (_, at) => `a${at + 1}: &a${at + 1} [${Array.from({ length: 9 }, () => `*a${at}`).join(', ')}]\n`).join('')}`;
const digestOf = async (host: string, name: string): Promise<number> =>
  (
    await fetch(`http://${host}/v2/${name.replace(':', '/manifests/')}`, {
      headers: { accept: 'application/vnd.oci.image.manifest.v1+json' },
    })
  ).status;

describe('charts under `helm`', () => {
  it('bring their images into a set, and from there into a registry without any network', async () => {
    const source = await world.registry();
    await pushImage(source, 'lab/web', '2.1');
    await serve('web', '1.0.0', podOf(`${hostOf(source)}/lab/web:2.1`));
    const folder = join(world.directory, 'disk');
    const { report } = await mirror(wanted('web'), { destination: `file://${folder}` });
    expect(report).toMatchObject({
      exitCode: 0,
      categories: [{ category: 'helm', asked: 1, copied: 1, failed: 0 }],
    });
    documents.clear();
    const target = hostOf(await world.registry());
    const loaded = await mirror(wanted('web'), {
      from: folder,
      destination: `docker://${target}`,
      more: { offlineAllow: [target] },
    });
    expect(loaded.report.exitCode).toBe(0);
    expect(await digestOf(target, 'lab/web:2.1')).toBe(200);
  });

  it('are rendered with the values that are given, which travel with the set', async () => {
    const source = await world.registry();
    await pushImage(source, 'lab/web', '2.1');
    await pushImage(source, 'lab/web', '3.0');
    await serve('web', '1.0.0', podOf(`${hostOf(source)}/lab/web:{{ .Values.tag | default "2.1" }}`));
    const values = join(world.directory, 'values.yaml');
    await writeFile(values, 'tag: "3.0"\n');
    const folder = join(world.directory, 'disk');
    const { report } = await mirror(wanted('web'), {
      destination: `file://${folder}`,
      more: { helmValues: [{ chart: 'web', file: values }] },
    });
    expect(report.exitCode).toBe(0);
    const target = hostOf(await world.registry());
    await mirror(wanted('web'), { from: folder, destination: `docker://${target}` });
    expect(await digestOf(target, 'lab/web:3.0')).toBe(200);
    expect(await digestOf(target, 'lab/web:2.1')).toBe(404);
  });

  it.each([
    ['HELM_VALUES_INVALID', '- a\n'],
    ['HELM_VALUES_INVALID', 'a: [\n'],
    ['HELM_VALUES_INVALID', aliases(9)],
    ['HELM_VALUES_UNREADABLE', undefined],
  ])('%s for values that are %j', async (code, text) => {
    const file = join(world.directory, 'values.yaml');
    if (text !== undefined) await writeFile(file, text);
    await serve('web', '1.0.0', podOf('registry.example/lab/web:2.1'));
    const more = { helmValues: [{ chart: 'web', file }] };
    const run = mirror(wanted('web'), { destination: `file://${join(world.directory, 'disk')}`, more });
    await expect(run).rejects.toMatchObject({ code });
  });

  it('that name no image are an error, not silence, and the others are carried', async () => {
    const source = await world.registry();
    await pushImage(source, 'lab/web', '2.1');
    await serve('empty', '1.0.0', 'kind: ConfigMap\napiVersion: v1\nmetadata:\n  name: none\n');
    const local = join(world.directory, 'web-1.0.0.tgz');
    await writeFile(
      local,
      await packChart(
        {
          'Chart.yaml': chartYaml('web', '1.0.0'),
          'templates/p.yaml': podOf(`${hostOf(source)}/lab/web:2.1`),
        },
        'web',
      ),
    );
    const both = `${wanted('empty')}local:\n  - name: web\n    path: ${local}\n`;
    const { report } = await mirror(both, { destination: `file://${join(world.directory, 'disk')}` });
    expect(report).toMatchObject({ status: 'incomplete', exitCode: 16 });
    expect(report.failures.map(({ origin, error }) => [origin, error.code])).toEqual([
      ['empty 1.0.0', 'HELM_NO_IMAGES'],
    ]);
    expect(report.categories).toMatchObject([{ category: 'helm', copied: 1, failed: 1 }]);
  });

  it('of a repository that is not there are said to be missing', async () => {
    const { report } = await mirror(wanted('web'), {
      destination: `file://${join(world.directory, 'disk')}`,
    });
    expect(report.exitCode).toBe(16);
    expect(report.failures.map(({ error }) => error.code)).toEqual(['HELM_INDEX_ABSENT']);
  });
});

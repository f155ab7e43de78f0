import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { SluiceError } from '../../../core/contract/index.ts';
import { systemClock, systemFileSystem, systemRandom } from '../../../core/ports/index.ts';
import {
  listenOnLoopback,
  startPractice,
  type PracticeEnvironment,
  type PracticeOptions,
} from '../../../core/practice/index.ts';
import { digestOf } from '../../../core/reference/index.ts';

let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'practice-environment-'));
});
afterAll(() => rm(root, { recursive: true }));

const start = (name: string, more: Partial<PracticeOptions> = {}): Promise<PracticeEnvironment> =>
  startPractice({
    directory: join(root, name),
    scale: 'tiny',
    fs: systemFileSystem,
    clock: systemClock,
    random: systemRandom,
    ...more,
  });

const failure = async (work: Promise<unknown>): Promise<SluiceError> => {
  const error: unknown = await work.then(
    () => undefined,
    (cause: unknown) => cause,
  );
  if (error instanceof SluiceError) return error;
  throw new Error('no SluiceError was thrown');
};

describe('when the practice environment is up', () => {
  let practice: PracticeEnvironment;
  beforeAll(async () => {
    practice = await start('up');
  });
  afterAll(() => practice.stop());

  it('listens on the loopback address only, on three ports', () => {
    const urls = [practice.urls.upstream, practice.urls.enterprise, practice.urls.enclave];
    for (const url of urls) expect(new URL(url).hostname).toBe('127.0.0.1');
    expect(new Set(urls).size).toBe(3);
  });

  it('redirects whole hosts: to the upstream when connected, to the enterprise registry behind it', async () => {
    const { connected, enterprise, enclave } = practice.stages;
    const text = await readFile(connected.registriesConf.path, 'utf8');
    expect(text).toBe(connected.registriesConf.text);
    for (const host of ['quay.io', 'registry.redhat.io', 'registry.access.redhat.com']) {
      expect(text).toContain(`[[registry]]
location="${host}"
[[registry.mirror]]
location="${practice.hosts.upstream}"
insecure=true`);
      expect(enterprise.registriesConf.text).toContain(`location="${host}"
[[registry.mirror]]
location="${practice.hosts.enterprise}"`);
    }
    expect(enclave.registriesConf.text).not.toContain('registry.mirror');
    expect(enclave.registriesConf.text).toContain(practice.hosts.enclave);
  });

  it('writes the image sets of the documentation', async () => {
    const { connected, enclave, enterprise } = practice.stages;
    expect(parse(await readFile(connected.imageSetConfig.path, 'utf8'))).toEqual({
      apiVersion: 'mirror.openshift.io/v2alpha1',
      kind: 'ImageSetConfiguration',
      mirror: {
        platform: {
          architectures: ['amd64'],
          channels: [{ name: 'stable-4.15', minVersion: '4.15.0', maxVersion: '4.15.3' }],
        },
        additionalImages: practice.content.additionalImages.map((name) => ({ name })),
      },
    });
    expect(parse(enclave.imageSetConfig.text)).toMatchObject({
      mirror: { platform: { channels: [{ minVersion: '4.15.2', maxVersion: '4.15.2' }] } },
    });
    const carried = await readFile(join(enterprise.directory, 'isc-enclave.yaml'), 'utf8');
    expect(carried).toBe(enclave.imageSetConfig.text);
    const operators = parse(connected.imageSetConfigWithOperators.text) as {
      mirror: { operators: { catalog: string; packages: { name: string }[] }[] };
    };
    expect(operators.mirror.operators[0]?.packages.map(({ name }) => name)).toContain('multicluster-engine');
  });

  it('gives each stage the variables that lead to its servers and its key', async () => {
    const { variables } = practice.stages.connected;
    const channel = await fetch(`${variables['UPDATE_URL_OVERRIDE']}?channel=stable-4.15&arch=amd64`);
    expect(channel.status).toBe(200);
    const { digest } = practice.content.releases[2] ?? { digest: '' };
    const signature = await fetch(`${variables['OCP_SIGNATURE_URL']}${digest.replace(':', '=')}/signature-1`);
    expect(signature.status).toBe(200);
    const key = await readFile(variables['OCP_SIGNATURE_VERIFICATION_PK'] ?? '', 'utf8');
    expect(key).toBe(practice.content.publicKey);
    const shell = await readFile(join(practice.stages.connected.directory, 'variables.sh'), 'utf8');
    expect(shell).toContain(`export OCP_SIGNATURE_URL='${practice.urls.signatures}'`);
    expect(practice.stages.enterprise.variables['UPDATE_URL_OVERRIDE']).toBe(practice.urls.enterpriseGraph);
    expect(practice.stages.enclave.variables['UPDATE_URL_OVERRIDE']).toBeUndefined();
  });
});

describe('when the practice environment is stopped and started again', () => {
  it('finds what its registries held, and frees the ports between', async () => {
    const first = await start('again');
    const blob = `/v2/a/b/blobs/${digestOf('kept')}`;
    const pushed = await fetch(`${first.urls.enterprise}/v2/a/b/blobs/uploads/?digest=${digestOf('kept')}`, {
      method: 'POST',
      body: 'kept',
    });
    expect(pushed.status).toBe(201);
    await first.stop();
    await first.stop();
    await expect(fetch(first.urls.enterprise)).rejects.toThrow();

    const port = Number(new URL(first.urls.enterprise).port);
    const second = await start('again', { ports: { enterprise: port } });
    expect(second.urls.enterprise).toBe(first.urls.enterprise);
    expect(await (await fetch(second.urls.enterprise + blob)).text()).toBe('kept');
    expect((await fetch(second.urls.enclave + blob)).status).toBe(404);
    await second.stop();
  });
});

describe('when the practice environment cannot start', () => {
  it('names the port that is in use, and leaves nothing running', async () => {
    const other = await listenOnLoopback((_request, response) => response.end(), 'other');
    const free = await listenOnLoopback((_request, response) => response.end(), 'other');
    await free.close();
    const ports = { upstream: free.port, enclave: other.port };
    const error = await failure(start('port', { ports }));
    expect(error.code).toBe('PRACTICE_PORT_IN_USE');
    expect(error.params).toMatchObject({ role: 'enclave', port: other.port });
    await other.close();
    await expect(fetch(free.url)).rejects.toThrow();
  });

  it('names the folder that it cannot write to', async () => {
    const file = join(root, 'file');
    await writeFile(file, 'in the way');
    const error = await failure(start('file'));
    expect(error.code).toBe('PRACTICE_DIRECTORY_UNUSABLE');
    expect(error.affected).toEqual([file]);
  });
});

describe('when a practice server runs as its own process', () => {
  const script = join(import.meta.dirname, '../../../core/practice/serve.ts');
  const run = (...args: string[]): ChildProcess => spawn(process.execPath, [script, ...args]);
  const firstLine = async (child: ChildProcess): Promise<{ url: string; bytes?: number }> => {
    const [chunk] = (await once(child.stdout ?? child, 'data')) as [Buffer];
    return JSON.parse(chunk.toString()) as { url: string; bytes?: number };
  };

  it('announces its address, serves, and ends on SIGTERM', async () => {
    const directory = join(root, 'serve');
    const child = run('--role', 'upstream', '--dir', directory);
    const { url, bytes } = await firstLine(child);
    expect(bytes).toBeGreaterThan(4_000_000);
    expect((await fetch(`${url}/v2/ubi8/ubi/manifests/latest`)).status).toBe(200);
    expect(await readFile(join(directory, 'registries.conf'), 'utf8')).toContain(new URL(url).host);
    child.kill('SIGTERM');
    expect(await once(child, 'exit')).toEqual([0, null]);
  });

  it('is a writable registry in the other role', async () => {
    const child = run('--role', 'registry');
    const { url } = await firstLine(child);
    const pushed = await fetch(`${url}/v2/a/b/blobs/uploads/?digest=${digestOf('x')}`, {
      method: 'POST',
      body: 'x',
    });
    expect(pushed.status).toBe(201);
    child.kill('SIGTERM');
    await once(child, 'exit');
  });

  it.each([
    [['--role', 'teapot'], 'teapot'],
    [['--role', 'upstream', '--scale', 'huge'], 'huge'],
    [['--role', 'registry', '--port', '70000'], '70000'],
  ])('refuses %j with the reason', async (args, named) => {
    const child = run(...args);
    let said = '';
    child.stderr?.on('data', (chunk: Buffer) => {
      said += chunk.toString();
    });
    expect(await once(child, 'close')).toEqual([1, null]);
    expect(said).toContain('PRACTICE_ARGUMENT_INVALID');
    expect(said).toContain(named);
  });
});

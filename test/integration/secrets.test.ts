import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCli } from '../../core/cli/program.ts';
import { systemClock, systemEnvironment, systemFileSystem, systemRandom } from '../../core/ports/index.ts';
import {
  buildPracticeContent,
  createMemoryStore,
  createSiteRegistry,
  createUpstream,
  imageSetConfig,
  listenOnLoopback,
  registriesConf,
  type LoopbackServer,
  type PracticeContent,
} from '../../core/practice/index.ts';

// Nothing that proves who we are may leave through any door: not in output, events, archives,
// state or reports. The canaries are searched for in every byte that the runs leave behind.
const source = { username: 'source-user', password: 'canary-source-9f3b2c' };
const target = { username: 'target-user', password: 'canary-target-71d0aa' };

let directory: string;
let content: PracticeContent;
let upstream: LoopbackServer;
let enterprise: LoopbackServer;
const shown: string[] = [];
const tokens = new Set<string>();

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'sluice-secrets-'));
  content = await buildPracticeContent({ scale: 'tiny' });
  const edge = { clock: systemClock, random: systemRandom };
  const onRequest = (request: { headers?: Readonly<Record<string, unknown>> }): void => {
    const header = request.headers?.['authorization'];
    if (typeof header === 'string') tokens.add(header.replace(/^\w+ /, ''));
  };
  const watch = {
    before: (request: { headers: Readonly<Record<string, unknown>> }) => void onRequest(request),
  };
  const upstreamRegistry = createUpstream(content, {
    ...edge,
    ...watch,
    auth: { kind: 'bearer', ...source, service: 'practice' },
  });
  upstream = await listenOnLoopback(upstreamRegistry.listener, 'upstream');
  const site = createSiteRegistry(content, createMemoryStore(), {
    ...edge,
    ...watch,
    auth: { kind: 'basic', ...target },
  });
  enterprise = await listenOnLoopback(site.listener, 'enterprise');
  const host = (server: LoopbackServer): string => `127.0.0.1:${server.port}`;
  const conf = registriesConf(host(upstream), [host(enterprise)]);
  await writeFile(join(directory, 'registries.conf'), conf);
  await writeFile(join(directory, 'key.asc'), content.publicKey);
  await writeFile(
    join(directory, 'isc.yaml'),
    imageSetConfig({
      minVersion: '4.15.2',
      maxVersion: '4.15.2',
      additionalImages: content.additionalImages,
    }),
  );
  await mkdir(join(directory, 'secret'));
  await writeFile(join(directory, 'secret', 'auth.json'), authFile(source.password, target.password));
  await writeFile(
    join(directory, 'secret', 'wrong.json'),
    authFile('canary-wrong-550e84', 'canary-wrong-550e84'),
  );
});

afterAll(async () => {
  await upstream.close();
  await enterprise.close();
  await rm(directory, { recursive: true });
});

function authFile(sourcePassword: string, targetPassword: string): string {
  const entry = (username: string, password: string) => ({
    auth: Buffer.from(`${username}:${password}`).toString('base64'),
  });
  return JSON.stringify({
    auths: {
      [`127.0.0.1:${upstream.port}`]: entry(source.username, sourcePassword),
      [`127.0.0.1:${enterprise.port}`]: entry(target.username, targetPassword),
    },
  });
}

async function run(args: readonly string[]): Promise<number> {
  const write = (text: string): void => void shown.push(text);
  return runCli({
    argv: args,
    output: { write },
    errors: { write },
    signal: new AbortController().signal,
    services: {
      fs: systemFileSystem,
      clock: systemClock,
      random: systemRandom,
      environment: {
        ...systemEnvironment(),
        home: directory,
        workingDirectory: directory,
        variables: {
          CONTAINERS_REGISTRIES_CONF: join(directory, 'registries.conf'),
          OCP_SIGNATURE_VERIFICATION_PK: join(directory, 'key.asc'),
          UPDATE_URL_OVERRIDE: `${upstream.url}/api/upgrades_info/v1/graph`,
          OCP_SIGNATURE_URL: `${upstream.url}/signatures/openshift/release/`,
          SLUICE_STATE_DIR: join(directory, 'state'),
        },
      },
    },
  });
}

async function* everyFile(folder: string): AsyncGenerator<string> {
  for (const entry of await readdir(folder, { withFileTypes: true, recursive: true })) {
    const path = join(entry.parentPath, entry.name);
    if (entry.isFile() && !path.includes('/secret/')) yield path;
  }
}

describe('when registries want credentials', () => {
  it('works with them, and leaves them nowhere', async () => {
    const auth = ['--authfile', 'secret/auth.json'];
    const host = `docker://127.0.0.1:${enterprise.port}`;
    expect(await run(['mirror', '-c', 'isc.yaml', ...auth, 'file://disk'])).toBe(0);
    expect(await run(['mirror', '-c', 'isc.yaml', ...auth, '--json', '--from', 'file://disk', host])).toBe(0);
    expect(await run(['plan', '-c', 'isc.yaml', ...auth, '--json', 'file://disk'])).toBe(0);
    expect(await run(['inspect', '--json', 'disk'])).toBe(0);
    expect(await run(['runs', '--all', '--json'])).toBe(0);
    // Runs that fail for their credentials talk about them most.
    const wrong = ['--authfile', 'secret/wrong.json'];
    expect(await run(['mirror', '-c', 'isc.yaml', ...wrong, 'file://other'])).not.toBe(0);
    expect(await run(['mirror', '-c', 'isc.yaml', ...wrong, '--from', 'file://disk', host])).not.toBe(0);
    const text = shown.join('');
    expect(text).toContain('wrong.json');

    expect(tokens.size).toBeGreaterThan(1);
    const canaries = [
      source.password,
      target.password,
      'canary-wrong-550e84',
      ...[source, target].map(({ username, password }) =>
        Buffer.from(`${username}:${password}`).toString('base64'),
      ),
      ...tokens,
    ];
    for (const canary of canaries) expect(text).not.toContain(canary);
    let files = 0;
    for await (const path of everyFile(directory)) {
      files += 1;
      const bytes = await readFile(path);
      for (const canary of canaries) expect(bytes.includes(canary), `${path} holds a secret`).toBe(false);
    }
    expect(files).toBeGreaterThan(10);
  });
});

import { existsSync } from 'node:fs';
import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { scanSet, systemServices, type HostServices } from '../../../core/host/index.ts';
import { scannerCommand } from '../../../core/host/approval/scanner-command.ts';
import { approvalsIn, enclave, scanned } from '../../support/approval-world.ts';
import {
  hostOf,
  pushImage,
  pushList,
  registryWorld,
  type RegistryWorld,
} from '../../support/host-registries.ts';
import { mirrorHere } from '../../support/host-world.ts';

let world: RegistryWorld;
let from: string;
let digests: string[];

beforeEach(async () => {
  world = await registryWorld();
  from = join(world.directory, 'disk');
  const source = await world.registry();
  const image = await pushImage(source, 'lab/app', '1');
  const list = await pushList(source, 'lab/list', '1', ['amd64', 'arm64']);
  digests = [image.digest, ...list.map(({ digest }) => digest)];
  const names = ['app', 'list'].map((name) => `name: ${hostOf(source)}/lab/${name}:1`);
  await mirrorHere(world, {
    config: await world.configuration(...names),
    destination: `file://${from}`,
    more: { sourceTlsVerify: false },
  });
});
afterEach(() => world.close());

function services(): HostServices {
  const system = systemServices();
  const variables = { SLUICE_STATE_DIR: world.state, PATH: process.env['PATH'] ?? '' };
  return { ...system, environment: { ...system.environment, home: world.home, variables } };
}

/** A program that stands for a scanner: it checks the layout that it is given, and writes a report like Trivy's. */
async function scanner(body: string): Promise<string> {
  const path = join(world.directory, 'scanner.mjs');
  const head = `
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
const folder = process.argv.at(-1);
const read = (digest) => {
  const bytes = readFileSync(folder + '/blobs/' + digest.replace(':', '/'));
  if ('sha256:' + createHash('sha256').update(bytes).digest('hex') !== digest) throw new Error('changed');
  return bytes;
};
const [entry] = JSON.parse(readFileSync(folder + '/index.json', 'utf8')).manifests;
const manifest = JSON.parse(read(entry.digest));
for (const { digest } of manifest.layers) read(digest);
const config = manifest.config.digest;
const report = (more = {}) => JSON.stringify({
  SchemaVersion: 2, ArtifactType: 'container_image', Metadata: { ImageID: config },
  Results: [{ Vulnerabilities: [{ VulnerabilityID: 'CVE-2026-1', Severity: 'HIGH' }] }], ...more });
`;
  await writeFile(path, head + body);
  return `${process.execPath} '${path}' --input {image}`;
}

const scan = (command: string, more: object = {}) =>
  scanSet(services(), { from, command, timeout: 60, signal: new AbortController().signal, ...more });
const leftOver = async (): Promise<string[]> =>
  readdir(join(world.state, 'approvals', 'scratch')).catch(() => []);

describe('a scanner of the operator’s own', () => {
  it('is given each image of a set as an OCI layout, and its reports are taken in', async () => {
    const results = await scan(await scanner('process.stdout.write(report());'));
    expect(results.map(({ digest }) => digest).sort()).toEqual([...digests].sort());
    expect(results.every(({ scan: taken }) => taken?.worst === 'high')).toBe(true);
    const approvals = approvalsIn(world);
    const facts = await approvals.read();
    expect(facts.scans.size).toBe(3);
    const [known] = await approvals.lookup(facts)(digests.slice(0, 1) as never);
    expect(known?.scan).toMatchObject({ tool: 'Trivy', findings: [{ id: 'CVE-2026-1' }] });
    expect(known?.scan.scannedAt).toBeDefined();
    expect(await leftOver()).toEqual([]);
  });

  it('is asked only about what is not approved, when an enclave is named', async () => {
    for (const digest of digests.slice(1)) await scanned(world, digest);
    const results = await scan(await scanner('process.stdout.write(report());'), { enclave });
    expect(results.map(({ digest }) => digest)).toEqual(digests.slice(0, 1));
  });

  it.each([
    [
      'fails',
      'console.error("no database"); process.stdout.write(report()); process.exitCode = 3;',
      'APPROVAL_SCANNER_FAILED',
    ],
    ['writes no report', 'console.log("done");', 'APPROVAL_REPORT_UNREADABLE'],
    [
      'reports about another image',
      'process.stdout.write(report({ Metadata: { RepoDigests: ["a@sha256:" + "0".repeat(64)] } }));',
      'APPROVAL_REPORT_OTHER_IMAGE',
    ],
  ])('that %s leaves the image "not scanned", and the others go on', async (_, body, code) => {
    const results = await scan(await scanner(body));
    expect(results.map(({ error }) => error?.code)).toEqual([code, code, code]);
    expect((await approvalsIn(world).read()).scans.size).toBe(0);
    expect(await leftOver()).toEqual([]);
  });

  it('that takes too long is ended, with what it started', async () => {
    const marker = join(world.directory, 'still-alive');
    const child = `setTimeout(() => require('fs').writeFileSync(${JSON.stringify(marker)}, ''), 2500)`;
    const body = `
import { spawn } from 'node:child_process';
spawn(process.execPath, ['-e', ${JSON.stringify(child)}], { stdio: 'inherit' });
setInterval(() => undefined, 1000);`;
    const [first] = await scan(await scanner(body), { timeout: 1 });
    expect(first?.error).toMatchObject({ code: 'APPROVAL_SCANNER_TIMEOUT', params: { seconds: 1 } });
    await delay(2600);
    expect(existsSync(marker)).toBe(false);
  }, 30_000);

  it('that is not installed is told once', async () => {
    await expect(scan('no-such-scanner {image}')).rejects.toMatchObject({
      code: 'APPROVAL_SCANNER_MISSING',
      params: { program: 'no-such-scanner', reason: 'ENOENT' },
    });
    expect(await leftOver()).toEqual([]);
  });

  it('is stopped when the operator stops it', async () => {
    const stop = new AbortController();
    const running = scan(await scanner('setInterval(() => undefined, 1000);'), { signal: stop.signal });
    await delay(700);
    stop.abort(new Error('stopped'));
    await expect(running).rejects.toThrow('stopped');
    expect(await leftOver()).toEqual([]);
  });
});

describe('a scanner’s command', () => {
  it('is split at blanks, quotes keep them, and no shell sees it', () => {
    const command = scannerCommand(
      `/opt/my scanner`.replace('my ', '') + ` -o json "oci-dir:{image}" 'a b' $HOME;ls`,
    );
    expect(command.program).toBe('/opt/scanner');
    expect(command.argumentsFor('/x y/$&')).toEqual(['-o', 'json', 'oci-dir:/x y/$&', 'a b', '$HOME;ls']);
  });

  it.each(['', 'trivy image', '{image}', '"trivy {image}', "trivy '{image}"])('%j is refused', (text) => {
    expect(() => scannerCommand(text)).toThrow(/APPROVAL_SCANNER_COMMAND_INVALID/);
  });
});

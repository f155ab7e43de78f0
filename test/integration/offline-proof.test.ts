import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { imageSetConfig } from '../../core/practice/index.ts';
import { mirrorHere } from '../support/host-world.ts';
import { startResumeUpstream, workFolder, type ResumeUpstream } from '../support/resume-world.ts';

const half = fileURLToPath(new URL('../support/offline-half.ts', import.meta.url));

let work: Awaited<ReturnType<typeof workFolder>>;
let upstream: ResumeUpstream;
beforeAll(async () => {
  work = await workFolder('offline');
  upstream = await startResumeUpstream(join(work.path, 'connected'), 'tiny');
});
afterAll(async () => {
  await upstream.stop();
  await work.remove();
});

interface Half {
  readonly interfaces: readonly string[];
  readonly routes: readonly string[];
  readonly ended: readonly {
    line: string;
    code: number | null;
    findings: readonly string[];
    errors: string;
  }[];
  readonly content: { readonly enterprise: readonly string[]; readonly enclave: readonly string[] };
}

/** Runs a script in a network namespace of its own, in which loopback is all there is. */
async function withoutNetwork(script: string, ...args: readonly string[]): Promise<string> {
  const inside = 'ip link set lo up && exec "$@"';
  const command = ['-rn', 'sh', '-c', inside, 'sh', process.execPath, script, ...args];
  const { stdout } = await promisify(execFile)('unshare', command, { maxBuffer: 64 * 1024 * 1024 });
  return stdout;
}

describe('the disconnected half of the mission', () => {
  it('runs where loopback is the whole network, and wants nobody else', async () => {
    const { content } = upstream;
    const config = async (name: string, more: { minVersion: string; maxVersion: string }): Promise<void> => {
      const { additionalImages, catalog: operators } = content;
      await writeFile(join(work.path, name), imageSetConfig({ additionalImages, operators, ...more }));
    };
    await config('isc.yaml', { minVersion: '4.15.1', maxVersion: '4.15.3' });
    await config('isc-enclave.yaml', { minVersion: '4.15.2', maxVersion: '4.15.2' });
    await writeFile(join(work.path, 'key.asc'), content.publicKey);
    const home = join(work.path, 'connected');
    const { report } = await mirrorHere(
      { variables: upstream.variables, state: join(home, 'state'), home },
      { config: join(work.path, 'isc.yaml'), destination: `file://${join(work.path, 'disk')}` },
    );
    expect(report.status).toBe('complete');
    await upstream.stop();

    const {
      interfaces,
      routes,
      ended,
      content: held,
    } = JSON.parse(await withoutNetwork(half, work.path)) as Half;
    expect({ interfaces, routes }).toEqual({ interfaces: ['lo'], routes: [] });
    for (const { line, code, findings, errors } of ended) {
      expect(code, `${line}\n${errors}`).toBe(0);
      expect(
        findings.filter((finding) => /HOST|NETWORK|DNS/.test(finding)),
        line,
      ).toEqual([]);
    }
    const releases = (lines: readonly string[]): string[] =>
      lines
        .filter((line) => line.startsWith('openshift/release-images:'))
        .map((line) => line.split(' ')[1] ?? '');
    const digestOfVersion = (version: string): string | undefined =>
      content.releases.find((release) => release.version === version)?.digest;
    expect(releases(held.enterprise)).toHaveLength(3);
    expect(releases(held.enclave)).toEqual([digestOfVersion('4.15.2')]);
    // Everything else that was asked for is in both.
    const others = (lines: readonly string[]): readonly string[] =>
      lines.filter((line) => !line.startsWith('openshift/'));
    expect(others(held.enclave).length).toBeGreaterThan(content.additionalImages.length);
    expect(others(held.enterprise)).toEqual(expect.arrayContaining([...others(held.enclave)]));
  });
});

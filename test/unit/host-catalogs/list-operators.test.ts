import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCli } from '../../../core/cli/program.ts';
import { catalogsWorld, practiceCatalog, type CatalogsWorld } from '../../support/host-catalogs-world.ts';

let world: CatalogsWorld;
let conf: string;
beforeAll(async () => {
  world = await catalogsWorld();
  conf = join(world.plan.directory, 'registries.conf');
  // All that is asked for is asked for at this one place.
  const { upstream } = world.plan.practice.hosts;
  await writeFile(
    conf,
    `[[registry]]\nprefix = "registry.redhat.io"\nlocation = "${upstream}"\ninsecure = true\n`,
  );
});
afterAll(() => world.close());

/** The command as it is typed at the connected site. */
async function type(line: string): Promise<{ code: number; output: string; errors: string }> {
  let output = '';
  let errors = '';
  const code = await runCli({
    argv: line.split(' '),
    services: await world.services('connected'),
    output: { write: (text) => void (output += text), isTTY: false },
    errors: { write: (text) => void (errors += text), isTTY: false },
    signal: new AbortController().signal,
  });
  return { code, output, errors };
}

const list = (rest: string) => type(`list operators ${rest} --registries-conf ${conf}`);

describe('sluice list operators', () => {
  it('lists the catalogues of a release, with whether they are there', async () => {
    const { code, output } = await list('--catalogs --version 4.15 --json');
    expect(code).toBe(0);
    expect(JSON.parse(output)).toMatchObject({
      kind: 'catalogs',
      version: '4.15',
      catalogs: [
        { catalog: practiceCatalog, available: true },
        { catalog: 'registry.redhat.io/redhat/certified-operator-index:v4.15', available: false },
        { catalog: 'registry.redhat.io/redhat/community-operator-index:v4.15', available: false },
        { catalog: 'registry.redhat.io/redhat/redhat-marketplace-index:v4.15', available: false },
      ],
    });
  });

  it('lists the operators of a catalogue as a table', async () => {
    const { code, output } = await list(`--catalog ${practiceCatalog}`);
    expect(code).toBe(0);
    expect(
      output
        .split('\n')
        .map((line) => line.split(/ {2,}/))
        .slice(0, 4),
    ).toEqual([
      ['package', 'name', 'default channel'],
      [expect.stringMatching(/^─+$/), expect.stringMatching(/^─+$/), expect.stringMatching(/^─+$/)],
      ['advanced-cluster-management', 'advanced-cluster-management', 'release-2.10'],
      ['cluster-logging', 'cluster-logging', 'stable'],
    ]);
  });

  it('lists the channels of an operator, and the versions of a channel', async () => {
    const channels = await list(`--catalog ${practiceCatalog} --package cluster-logging`);
    expect(channels.output).toMatch(/stable \(default\) +cluster-logging\.v5\.8\.2\n/);
    expect(channels.output).toMatch(/stable-5\.8 +cluster-logging\.v5\.8\.2\n/);
    const versions = await list(`--catalog ${practiceCatalog} --package cluster-logging --channel stable`);
    expect(versions.output).toMatch(/5\.8\.2 +cluster-logging\.v5\.8\.2\n/);
    expect(versions.output).toMatch(/5\.8\.0 +cluster-logging\.v5\.8\.0 \(deprecated\)\n/);
  });

  it('speaks Chinese', async () => {
    const { output } = await type(
      `--lang zh list operators --catalog ${practiceCatalog} --package loki-operator`,
    );
    expect(output).toMatch(/^通道 +最新 bundle\n/);
    expect(output).toContain('stable (默认)');
  });

  it.each([
    ['', 'CATALOG_LIST_UNSAID'],
    ['--catalogs', 'CATALOG_LIST_VERSION_MISSING'],
    ['--catalogs --version four', 'CLI_VALUE_INVALID'],
    [`--catalog ${practiceCatalog} --channel stable`, 'CATALOG_LIST_PACKAGE_MISSING'],
    [`--catalog ${practiceCatalog} --package nobody`, 'CATALOG_PACKAGE_UNKNOWN'],
    [`--catalog ${practiceCatalog} --package loki-operator --channel none`, 'CATALOG_CHANNEL_UNKNOWN'],
    ['--catalog quay.io/UPPER:1', 'REFERENCE_NAME_INVALID'],
  ])('with "%s" says what is missing (%s)', async (rest, code) => {
    const { code: exit, errors } = await type(
      `list operators ${rest} --registries-conf ${conf}`.replace('  ', ' '),
    );
    expect(exit).toBe(1);
    expect(errors).toContain(code);
  });
});

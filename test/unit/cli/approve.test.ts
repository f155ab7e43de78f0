import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runCli } from '../../../core/cli/program.ts';
import { systemServices } from '../../../core/host/index.ts';
import { carriedIn } from '../../support/approval-world.ts';
import { hostOf, pushImage, registryWorld, type RegistryWorld } from '../../support/host-registries.ts';
import { scanFixture, trivyReport } from '../../support/scan-reports.ts';

let world: RegistryWorld;
beforeEach(async () => {
  world = await registryWorld();
});
afterEach(() => world.close());

async function type(...argv: readonly string[]) {
  const services = systemServices();
  const [output, errors]: string[][] = [[], []];
  const into = (texts: string[] | undefined) => ({
    write: (text: string) => texts?.push(text) !== undefined,
  });
  const code = await runCli({
    argv,
    services: {
      ...services,
      environment: {
        ...services.environment,
        home: world.home,
        workingDirectory: world.directory,
        variables: { SLUICE_STATE_DIR: world.state, USER: 'officer' },
      },
    },
    output: into(output) as never,
    errors: into(errors) as never,
    signal: new AbortController().signal,
  });
  return { code, output: (output ?? []).join(''), errors: (errors ?? []).join('') };
}

async function report(name: string, value: unknown): Promise<string> {
  await writeFile(join(world.directory, name), JSON.stringify(value));
  return name;
}

describe('an approval round on the command line', () => {
  it('goes from the plan over scans, rules and a waiver to an export that holds back the rest', async () => {
    const source = await world.registry();
    const good = await pushImage(source, 'lab/good', '1');
    const bad = await pushImage(source, 'lab/bad', '1', 'bad');
    const other = await pushImage(source, 'lab/other', '1', 'other');
    const names = ['good', 'bad', 'other'].map((name) => `name: ${hostOf(source)}/lab/${name}:1`);
    const config = await world.configuration(...names);
    const gate = ['-c', config, '--approved-for', 'enclave-b', '--src-tls-verify=false', 'file://disk'];

    // Nobody knows yet what the enclave is to get.
    expect((await type('approve', 'list', '--for', 'enclave-b')).errors).toContain('APPROVAL_IMAGES_UNKNOWN');
    const planned = await type('plan', ...gate);
    expect(planned.output).toContain('Held back, not approved:');

    const toScan = await type(
      'approve',
      'to-scan',
      '--for',
      'enclave-b',
      '--registry',
      'enterprise:5000/mirror',
    );
    expect(toScan.output).toBe(
      [
        `enterprise:5000/mirror/lab/good@${good.digest}`,
        `enterprise:5000/mirror/lab/bad@${bad.digest}`,
        `enterprise:5000/mirror/lab/other@${other.digest}`,
        '',
      ].join('\n'),
    );
    const script = await type('approve', 'to-scan', '--for', 'enclave-b', '--as', 'trivy');
    expect(script.output).toContain(
      `trivy image --format json --output ${good.digest.replace(':', '-')}.json ${hostOf(source)}/lab/good@${good.digest}`,
    );

    const taken = await type(
      'approve',
      'import',
      await report('good.json', trivyReport(good.digest, [{ id: 'CVE-2026-1', severity: 'LOW' }])),
      await report('bad.json', trivyReport(bad.digest, [{ id: 'CVE-2026-2', severity: 'CRITICAL' }])),
    );
    expect(taken.code).toBe(0);
    expect(taken.output).toContain('good.json: Trivy, 1 finding, worst: low');

    const status = await type('approve', 'status', '--for', 'enclave-b', '--json');
    expect(status.code).toBe(1);
    expect(JSON.parse(status.output)).toMatchObject({
      counts: { approved: 1, held: 1, 'not-scanned': 1, waived: 0 },
    });
    const held = await type('approve', 'list', '--for', 'enclave-b', '--verdict', 'held');
    expect(held.output).toMatch(/lab\/bad:1[^]*above the limit \(critical; allowed is medium\): CVE-2026-2/);

    const run = await type('mirror', ...gate);
    expect(run.code).toBe(0);
    expect(run.output).toContain('Complete with approved exceptions');
    expect(
      (await carriedIn(join(world.directory, 'disk'))).manifest.images.map(({ digest }) => digest),
    ).toEqual([good.digest]);
    expect((await type('inspect', 'disk')).output).toContain('complete with approved exceptions');

    // Now somebody answers for the one, and the rules let the other go.
    const waiver = [
      '--cve',
      'CVE-2026-2',
      '--digest',
      bad.digest,
      '--owner',
      'A. Officer',
      '--reason',
      'no network',
    ];
    expect((await type('approve', 'waive', ...waiver, '--until', '2099-12-31')).code).toBe(0);
    expect((await type('approve', 'waive')).output).toContain('waived by A. Officer until 2099-12-31');
    const listed = JSON.parse((await type('approve', 'waive', '--json')).output) as { id: string }[];
    expect(listed).toMatchObject([{ state: 'in-force' }]);
    const log = await type('custody', 'show', '--installation');
    expect(log.output).toContain('scan report taken in');
    expect(log.output).toMatch(/Trivy[^\n]*, report good\.json, 1 digest scanned/);
    await type('approve', 'rule', '--for', 'enclave-b', '--allow', '*/lab/other', '--scan-days', '30');
    const rules = JSON.parse((await type('approve', 'rule', '--for', 'enclave-b')).output) as unknown;
    expect(rules).toMatchObject({ scanDays: 30, allow: { repositories: ['*/lab/other'] } });
    await type('approve', 'rule', '--for', 'enclave-b', '--scan-days', 'any');
    expect((await type('approve', 'status', '--for', 'enclave-b')).code).toBe(0);
    expect((await type('approve', 'to-scan', '--for', 'enclave-b')).errors).toContain(
      'Nothing is left to scan',
    );

    // Of a set, without any registry.
    const ofSet = await type('approve', 'list', '--for', 'enclave-c', '--from', 'file://disk', '--json');
    expect(JSON.parse(ofSet.output)).toMatchObject({ rows: [{ digest: good.digest, verdict: 'approved' }] });
  });

  it('takes back waivers and scans', async () => {
    const digest = `sha256:${'a1'.repeat(32)}`;
    const scan = await type('approve', 'import', await report('a.json', trivyReport(digest)), '--json');
    const [entry] = JSON.parse(scan.output) as { id: string }[];
    expect((await type('approve', 'forget', entry?.id ?? '')).output).toContain('1 taken back');
    expect((await type('approve', 'forget', 'nothing')).code).toBe(1);
    const asked = ['--digest', digest, '--owner', 'A', '--reason', 'r', '--until', '2099-01-01', '--json'];
    const [waiver] = JSON.parse((await type('approve', 'waive', ...asked)).output) as { id: string }[];
    const why = ['--reason', 'fixed upstream'];
    expect((await type('approve', 'revoke', waiver?.id ?? '', ...why)).output).toContain('1 waiver revoked');
    expect((await type('approve', 'revoke', waiver?.id ?? '', ...why)).code).toBe(1);
    expect((await type('approve', 'waive')).output).toMatch(/revoked by officer@.*: fixed upstream/);
    expect((await type('custody', 'show', '--installation')).output).toContain('because: fixed upstream');
  });
});

describe('what cannot be', () => {
  it.each([
    [['import', 'absent.json'], 'APPROVAL_REPORT_MISSING'],
    [['import', '.'], 'APPROVAL_REPORT_MISSING'],
    [['import', 'a', 'b', '--digest', 'sha256:1'], 'CLI_VALUE_INVALID'],
    [['import', 'a', '--scanned-at', '2026-02-31'], 'CLI_VALUE_INVALID'],
    [['list', '--for', 'Enclave B'], 'LEDGER_TARGET_NAME_INVALID'],
    [['list', '--for', 'b', '--verdict', 'good'], 'CLI_VALUE_INVALID'],
    [['to-scan', '--for', 'b', '--as', 'pdf'], 'CLI_VALUE_INVALID'],
    [['rule', '--for', 'b', '--severity', 'awful'], 'APPROVAL_RULE_INVALID'],
    [['rule', '--for', 'b', '--scan-days', '-1'], 'APPROVAL_RULE_INVALID'],
    [['rule', '--for', 'b', '--deny', 'a b'], 'APPROVAL_RULE_INVALID'],
    [['waive', '--digest', 'sha256:1'], 'APPROVAL_WAIVER_INVALID'],
    [['revoke', 'an-id', '--reason', ' '], 'APPROVAL_REASON_INVALID'],
    [
      ['waive', '--cve', 'CVE-2026-1', '--owner', 'A', '--reason', 'r', '--until', 'soon'],
      'APPROVAL_WAIVER_INVALID',
    ],
    [['waive', '--cve', 'CVE-2026-1', '--reason', 'r', '--until', '2099-01-01'], 'APPROVAL_WAIVER_INVALID'],
    [
      ['waive', '--cve', 'CVE-2026-1', '--owner', 'A', '--reason', 'r', '--until', '2020-01-01'],
      'APPROVAL_WAIVER_PAST',
    ],
  ])('%j is told by its code', async (argv, code) => {
    const shown = await type('approve', ...argv);
    expect(shown.errors).toContain(code);
    expect(shown.code).toBe(1);
  });

  it('a report without a digest says which option gives one, in both languages', async () => {
    await writeFile(join(world.directory, 'acs.json'), scanFixture('acs-summary.json'));
    expect((await type('approve', 'import', 'acs.json')).errors).toContain('leave --output away');
    expect((await type('--lang', 'zh', 'approve', 'import', 'acs.json')).errors).toContain('按摘要扫描');
    const digest = `sha256:${'a1'.repeat(32)}`;
    expect((await type('approve', 'import', 'acs.json', '--digest', digest)).code).toBe(0);
  });
});

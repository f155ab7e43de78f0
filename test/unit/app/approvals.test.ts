import { createHash } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { writeImagesFor } from '../../../core/ledger/index.ts';
import { digestNumber, judgedImage } from '../../support/judged-images.ts';
import { appWorld, type App, type AppWorld } from '../../support/app-world.ts';
import { trivyReport } from '../../support/scan-reports.ts';

let world: AppWorld;
let app: App;

const [good, bad] = [judgedImage(1), judgedImage(2)];
const known = [good, bad].map(({ origin, repositories, subjects }) => ({
  type: 'generic',
  origin,
  repositories: [...repositories],
  subjects: { root: subjects.root, indexes: [], subjects: [...subjects.subjects] },
}));

beforeEach(async () => {
  world = await appWorld();
  await mkdir(join(world.root, 'home'));
  app = await world.start();
  await app.call('enclaves.save', { id: 'b', name: 'Enclave B', yaml: '', notes: '', revision: 0 });
  // The name that its holdings go by.
  await writeImagesFor(world.services.fs, join(world.root, 'state'), 'enclave-b', {
    at: '2026-11-25T00:00:00.000Z',
    images: known,
  });
});
afterEach(() => world.remove());

async function reportToken(name: string, digest: string, severity: string) {
  const path = join(world.root, 'home', name);
  await writeFile(path, JSON.stringify(trivyReport(digest, [{ id: 'CVE-2026-1', severity }])));
  return (await app.host.acceptPath(path, 'report-file')).token;
}

const verdicts = async (): Promise<string[]> =>
  (await app.call('approvals.list', { enclaveId: 'b' })).rows.map(({ verdict }) => verdict);

describe('the approvals of an enclave, as a page asks for them', () => {
  it('go from reports over rules and waivers to verdicts', async () => {
    expect(await verdicts()).toEqual(['not-scanned', 'not-scanned']);
    const taken = await app.call('approvals.takeIn', {
      report: await reportToken('good.json', digestNumber(1), 'LOW'),
    });
    expect(taken).toMatchObject({ tool: 'Trivy', report: 'good.json', worst: 'low', findings: 1 });
    await app.call('approvals.takeIn', { report: await reportToken('bad.json', digestNumber(2), 'HIGH') });
    expect(await verdicts()).toEqual(['approved', 'held']);
    const { rules } = await app.call('approvals.rules', { enclaveId: 'b' });
    await app.call('approvals.setRules', { enclaveId: 'b', rules: { ...rules, severity: 'none' } });
    expect(await verdicts()).toEqual(['held', 'held']);
    const list = await app.call('approvals.toScan', { enclaveId: 'b', as: 'text', registry: 'reg:5000' });
    expect(list).toEqual({
      count: 2,
      text: `reg:5000/app/web-1@${digestNumber(1)}\nreg:5000/app/web-2@${digestNumber(2)}\n`,
    });
    const { waivers } = await app.call('approvals.waive', {
      enclaveId: 'b',
      scopes: [{ kind: 'image', digest: digestNumber(2) }],
      owner: 'A. Officer',
      reason: 'not reachable',
      until: '2099-12-31',
    });
    expect(await verdicts()).toEqual(['held', 'waived']);
    expect(await app.call('approvals.forget', { ids: [waivers[0]?.id ?? ''] })).toEqual({ count: 1 });
    expect(await verdicts()).toEqual(['held', 'held']);
  });

  it('leave a record of each report that was taken in: which file, by which scanner, about how much', async () => {
    const taken = await app.call('approvals.takeIn', {
      report: await reportToken('good.json', digestNumber(1), 'LOW'),
    });
    const sha256 = createHash('sha256')
      .update(await readFile(join(world.root, 'home', 'good.json')))
      .digest('hex');
    expect(taken).toMatchObject({ sha256, notices: [] });
    const { newest, state } = await app.call('custody.read', {});
    expect(state).toBe('whole');
    expect(newest.at(-1)).toMatchObject({
      kind: 'scanned',
      result: 'good',
      details: {
        scanner: expect.stringMatching(/^Trivy/),
        report: 'good.json',
        reportSha256: sha256,
        scanned: 1,
        findings: 1,
        digest: digestNumber(1),
      },
    });
  });

  it('list the waivers of all enclaves, and take one back with a reason that stands in the custody log', async () => {
    const waive = (enclaveId: string | undefined, n: number, until: string) =>
      app.call('approvals.waive', {
        ...(enclaveId !== undefined && { enclaveId }),
        scopes: [{ kind: 'image', digest: digestNumber(n) }],
        owner: 'A. Officer',
        reason: 'not reachable',
        until,
      });
    await waive('b', 1, '2099-12-31');
    await waive(undefined, 2, '2099-12-31');
    const { waivers } = await app.call('approvals.waivers', {});
    expect(waivers.map(({ state }) => state)).toEqual(['in-force', 'in-force']);
    const own = waivers.find(({ enclave }) => enclave !== undefined);
    const ids = [own?.id ?? ''];
    await expect(app.call('approvals.revoke', { ids, reason: '  ' })).rejects.toMatchObject({
      code: expect.stringMatching(/^APPROVAL_REASON_INVALID$|^APP_INPUT_INVALID$/),
    });
    const after = await app.call('approvals.revoke', { ids, reason: 'fixed\nupstream' });
    expect(after.notices).toEqual([]);
    expect(after.waivers.find(({ id }) => id === own?.id)).toMatchObject({
      state: 'revoked',
      revoked: { reason: 'fixed upstream' },
    });
    expect(await verdicts()).toEqual(['not-scanned', 'waived']);
    const { newest } = await app.call('custody.read', {});
    expect(newest.at(-1)).toMatchObject({
      kind: 'revoked',
      details: { waiver: own?.id, enclave: own?.enclave, digest: digestNumber(1), reason: 'fixed upstream' },
    });
    // Taken back once: there is nothing more to take back.
    const again = await app.call('approvals.revoke', { ids, reason: 'again' });
    expect(again.waivers.find(({ id }) => id === own?.id)?.revoked?.reason).toBe('fixed upstream');
  });

  it('are looked at by a page that may only look, and changed by none such', async () => {
    const viewer = { role: 'viewer' as const };
    const list = await app.call('approvals.list', { enclaveId: 'b' }, viewer);
    expect(list.plannedAt).toBe('2026-11-25T00:00:00.000Z');
    const report = await reportToken('good.json', digestNumber(1), 'LOW');
    await expect(app.call('approvals.takeIn', { report }, viewer)).rejects.toMatchObject({
      code: 'APP_VIEWER_ONLY',
    });
  });

  it('need an enclave that is saved, a token that was given for a report, and rules that can be followed', async () => {
    await expect(app.call('approvals.list', { enclaveId: 'other' })).rejects.toMatchObject({
      code: 'JOB_ENCLAVE_UNKNOWN',
    });
    const path = join(world.root, 'home', 'isc.yaml');
    await writeFile(path, '');
    const { token } = await app.host.acceptPath(path, 'config-file');
    await expect(app.call('approvals.takeIn', { report: token })).rejects.toMatchObject({
      code: 'PATH_TOKEN_PURPOSE',
    });
    const { rules } = await app.call('approvals.rules', { enclaveId: 'b' });
    await expect(
      app.call('approvals.setRules', { enclaveId: 'b', rules: { ...rules, scanDays: -1 } }),
    ).rejects.toMatchObject({ code: 'APP_INPUT_INVALID' });
  });
});

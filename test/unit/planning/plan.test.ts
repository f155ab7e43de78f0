import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CommandInput } from '../../../core/contract/index.ts';
import { planWorld, practiceYaml, releases, type PlanWorld } from '../../support/plan-world.ts';

type Request = CommandInput<'plan.create'>['request'];

let world: PlanWorld;
beforeEach(async () => {
  world = await planWorld();
});
afterEach(() => world.close());

async function exportOf(lines: readonly string[], more: Partial<Request> = {}): Promise<Request> {
  return {
    flow: 'export',
    site: 'connected',
    yaml: practiceYaml(lines),
    source: { kind: 'upstream' },
    destination: { kind: 'archive', folder: await world.folder('disk', 'archive-out') },
    options: {},
    afterwards: { verify: false, eject: false },
    ...more,
  };
}

describe('a plan', () => {
  it('is there before the medium is chosen, and says nothing of a medium then', async () => {
    const request = await exportOf(releases('4.15.0', '4.15.1'));
    const chosen = await world.call('plan.create', { request });
    const open = await world.call('plan.create', {
      request: { ...request, destination: { kind: 'undecided' } },
    });
    expect(open.report.totals).toEqual(chosen.report.totals);
    expect(open.report.archive).toBeUndefined();
    expect(JSON.stringify(open)).not.toContain(join(world.desk.folder, 'undecided'));
    expect(open.report.destination).toBe('…');
  });

  it('has exact numbers, the limit of a chunk, and the command that does the same', async () => {
    const request = await exportOf([
      ...releases('4.15.0', '4.15.1'),
      '  additionalImages: [{name: quay.io/practice/multi:1.0}]',
    ]);
    const { report, command, chunkLimit, planId } = await world.call('plan.create', { request });
    expect(report.releases.map(({ version }) => version)).toEqual(['4.15.0', '4.15.1']);
    expect(report.totals.images).toBeGreaterThan(10);
    expect(report.totals.writeBytes).toBe(report.totals.contentBytes);
    expect(report.unplanned).toEqual([]);
    expect(chunkLimit).toBe(500 * 1024 ** 3);
    expect(command).toContain(`-c ${join(world.desk.folder, 'plans', planId, 'imageset-config.yaml')}`);
    expect(command).toContain(`UPDATE_URL_OVERRIDE=${world.practice.urls.graph}`);
    expect(command.endsWith(`file://${join(world.directory, 'disk')}`)).toBe(true);
    expect('images' in report).toBe(false);
  });

  it('is paged, searched and filtered', async () => {
    const request = await exportOf([
      ...releases('4.15.0', '4.15.0'),
      '  additionalImages: [{name: quay.io/practice/multi:1.0}]',
    ]);
    const { planId, report } = await world.call('plan.create', { request });
    const page = (more: object) => world.call('plan.images', { planId, offset: 0, limit: 500, ...more });
    const all = await page({});
    expect(all.total).toBe(report.totals.images);
    expect((await page({ offset: 2, limit: 3 })).rows).toEqual(all.rows.slice(2, 5));
    expect(await page({ search: 'PRACTICE/multi' })).toMatchObject({
      total: 1,
      rows: [{ origin: 'quay.io/practice/multi:1.0', type: 'generic' }],
    });
    expect((await page({ category: 'release' })).total).toBe(all.total - 1);
    expect((await page({ category: 'helm' })).total).toBe(0);
    await expect(world.call('plan.images', { planId: 'gone', offset: 0, limit: 1 })).rejects.toMatchObject({
      code: 'PLAN_FORGOTTEN',
    });
  });

  it('of nearly the same configuration costs next to no requests', async () => {
    const first = await exportOf(releases('4.15.0', '4.15.1'));
    await world.call('plan.create', { request: first });
    const cost = world.requests('upstream');
    await world.call('plan.create', { request: first });
    const again = world.requests('upstream');
    const wider = await exportOf([
      ...releases('4.15.0', '4.15.1'),
      '  additionalImages: [{name: quay.io/practice/zstd:1.0}]',
    ]);
    await world.call('plan.create', { request: wider });
    const one = world.requests('upstream');
    expect(cost).toBeGreaterThan(25);
    expect(again).toBe(0);
    // The new image alone: its registry, its tag, whether it is signed.
    expect(one).toBeLessThanOrEqual(4);
    await world.call('content.refresh', {});
    await world.call('plan.create', { request: first });
    expect(world.requests('upstream')).toBe(cost);
  });

  it('names what cannot be had, and counts the rest', async () => {
    const request = await exportOf([
      '  additionalImages:',
      '  - name: quay.io/practice/multi:1.0',
      '  - name: quay.io/practice/absent:1.0',
    ]);
    const { report } = await world.call('plan.create', { request });
    expect(report.totals.images).toBe(1);
    expect(report.unplanned).toMatchObject([
      { origin: 'quay.io/practice/absent:1.0', error: { code: 'NOT_AT_REACHABLE_ENDPOINTS' } },
    ]);
  });

  it('that one finding refuses is refused with this finding', async () => {
    const request = await exportOf(releases('4.15.0', '4.15.0', 'stable-4.99'));
    await expect(world.call('plan.create', { request })).rejects.toMatchObject({
      code: 'RELEASE_CHANNEL_EMPTY',
      params: { channel: 'stable-4.99' },
    });
    expect(await readdir(join(world.desk.folder, 'plans'))).toEqual([]);
  });

  it('that several findings refuse says how many, with their codes folded', async () => {
    const request = await exportOf(['  platform: {channels: [{name: a-4.98}, {name: a-4.99}]}']);
    const error = await world.call('plan.create', { request }).catch((refused: unknown) => refused);
    expect(error).toMatchObject({ code: 'PLAN_REFUSED', params: { count: 2 } });
    expect(error).toHaveProperty('detail', expect.stringContaining('RELEASE_CHANNEL_EMPTY a-4.98'));
  });

  it('is given up at once, and leaves nothing behind', async () => {
    const controller = new AbortController();
    const request = await exportOf(releases('4.15.0', '4.15.3'));
    const planning = world.call('plan.create', { request }, controller.signal);
    controller.abort(new Error('given up'));
    await expect(planning).rejects.toThrow('given up');
    await expect.poll(() => readdir(join(world.desk.folder, 'plans')).catch(() => [])).toEqual([]);
  });

  it('keeps its files for their owner, and only of the newest twenty', async () => {
    const request = await exportOf(['  additionalImages: [{name: quay.io/practice/zstd:1.0}]']);
    const ids: string[] = [];
    for (let count = 0; count < 22; count++) {
      ids.push((await world.call('plan.create', { request })).planId);
    }
    const folder = join(world.desk.folder, 'plans');
    expect((await readdir(folder)).toSorted()).toEqual(ids.slice(2).toSorted());
    const { mode } = await stat(join(folder, ids[5] ?? '', 'imageset-config.yaml'));
    expect(mode & 0o777).toBe(0o600);
  });
});

describe('a request that cannot be', () => {
  it('has ends that do not fit its flow', async () => {
    const request = await exportOf([], { flow: 'enclave-import', site: 'enclave' });
    await expect(world.call('plan.create', { request })).rejects.toMatchObject({ code: 'RUN_ENDS_UNFIT' });
  });

  it('reads from where it writes', async () => {
    const folder = await world.folder('disk', 'archive-in');
    const request = await exportOf([], {
      flow: 'enclave-export',
      site: 'enterprise',
      source: { kind: 'archive', folder },
    });
    await expect(world.call('plan.create', { request })).rejects.toMatchObject({ code: 'RUN_SAME_FOLDER' });
  });

  it('names a registry that is none, or an enclave that is not there', async () => {
    const place = { host: 'https://registry.test/', namespace: '' };
    const request = await exportOf([], {
      flow: 'enterprise-import',
      site: 'enterprise',
      source: { kind: 'archive', folder: await world.folder('disk', 'archive-in') },
      destination: { kind: 'registry', place },
    });
    await expect(world.call('plan.create', { request })).rejects.toMatchObject({
      code: 'RUN_REGISTRY_INVALID',
    });
    const unknown = await exportOf([], { enclaveId: 'nobody' });
    await expect(world.call('plan.create', { request: unknown })).rejects.toMatchObject({
      code: 'JOB_ENCLAVE_UNKNOWN',
    });
  });
});

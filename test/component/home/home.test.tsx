import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { CapacityView, Drive, Job } from '../../../core/contract/index.ts';
import { practiceProgress } from '../../../renderer/src/features/home/practice-steps.ts';
import { openApp, stepHeading } from '../flows/open-app.tsx';
import { brief, job, tokens } from '../flows/samples.ts';
import { createWorld } from '../flows/world.ts';
import { remote } from '../support/fake-client.ts';
import { expectAccessible } from '../support/render.tsx';

const practised = (flow: Job['flow'], kind: 'succeeded' | 'failed' | 'running' = 'succeeded'): Job =>
  job(
    `p-${flow}`,
    flow,
    kind === 'failed' ? { kind, error: { code: 'PATH_GONE', params: {}, affected: [] } } : { kind },
    { practice: true },
  );

describe('home', () => {
  it('asks which environment this machine belongs to, and remembers it', async () => {
    const world = createWorld();
    const { user } = await openApp(world.client, '/');
    expect(await screen.findByRole('heading', { name: 'Where is this machine?' })).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Choose this environment: Enterprise' }));
    expect(world.client.inputsOf('settings.update')).toEqual([{ site: 'enterprise' }]);
    const card = await screen.findByRole('region', { name: 'Enterprise' });
    expect(within(card).getByRole('link', { name: 'Import into the enterprise' }).getAttribute('href')).toBe(
      '/enterprise/import',
    );
  });

  it('does not offer to change what the administrator has set', async () => {
    const world = createWorld({ site: 'enclave', locked: ['site'] });
    const { user } = await openApp(world.client, '/');
    const name = { name: 'Choose this environment: Connected' };
    await screen.findByText('This machine is here', { selector: '.pf-v6-c-label *' });
    const button = screen.getByRole('button', name);
    expect(button.getAttribute('aria-disabled')).toBe('true');
    await user.click(button);
    expect(world.client.inputsOf('settings.update')).toEqual([]);
  });

  it('starts the Practice environment with one click and leads to its first step', async () => {
    const world = createWorld();
    const { user, path } = await openApp(world.client, '/');
    await user.click(await screen.findByRole('button', { name: 'Try it here' }));
    expect(await screen.findByRole('heading', { name: 'Practice is running' })).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Begin: Export to a medium' }));
    await stepHeading('Content');
    expect(path()).toBe('/export/content');
    expect(world.client.inputsOf('settings.update')).toEqual([{ site: 'connected' }]);
  });

  it('says why the Practice environment could not be started', async () => {
    const world = createWorld();
    world.client.handle({
      'practice.start': () => {
        throw remote('PRACTICE_DIRECTORY_UNUSABLE', { directory: '/state', reason: 'ENOSPC' });
      },
    });
    const { user } = await openApp(world.client, '/');
    await user.click(await screen.findByRole('button', { name: 'Try it here' }));
    expect(await screen.findByText(/The practice folder \/state cannot be used/)).toBeTruthy();
  });

  it('suggests the next step and switches to its environment', async () => {
    const world = createWorld({ practice: true, site: 'connected', jobs: [practised('export')] });
    const { user } = await openApp(world.client, '/');
    await user.click(await screen.findByRole('button', { name: 'Go on: Import into the enterprise' }));
    await stepHeading('Set to load');
    expect(world.client.inputsOf('settings.update')).toEqual([{ site: 'enterprise' }]);
  });

  it('stops and resets Practice only after asking', async () => {
    const world = createWorld({ practice: true });
    const { user } = await openApp(world.client, '/');
    await user.click(await screen.findByRole('button', { name: 'Reset Practice' }));
    const dialog = await screen.findByRole('dialog', { name: /Reset Practice/ });
    await user.click(within(dialog).getByRole('button', { name: 'Cancel' }));
    expect(world.client.inputsOf('practice.reset')).toEqual([]);
    await user.click(screen.getByRole('button', { name: 'Stop Practice' }));
    await user.click(
      within(await screen.findByRole('dialog')).getByRole('button', { name: 'Stop Practice' }),
    );
    expect(await screen.findByRole('button', { name: 'Try it here' })).toBeTruthy();
  });

  it('shows jobs to go on with, and resumes them', async () => {
    const world = createWorld({ jobs: [job('j1', 'export', { kind: 'interrupted' })] });
    world.client.handle({ 'jobs.resume': () => ({ job: job('j1', 'export', { kind: 'running' }) }) });
    const { user } = await openApp(world.client, '/');
    const entry = await screen.findByRole('article', { name: 'Export to a medium' });
    await user.click(within(entry).getByRole('button', { name: /Resume/ }));
    expect(world.client.inputsOf('jobs.resume')).toEqual([{ jobId: 'j1' }]);
    expect(within(entry).getByRole('link', { name: /Open/ }).getAttribute('href')).toBe('/jobs/j1');
  });

  it('shows runs of the command line with the command that goes on with them', async () => {
    const world = createWorld();
    world.client.handle({
      'runs.waiting': () => ({
        runs: [
          {
            id: 'r1',
            kind: 'export',
            command: 'sluice mirror -c isc.yaml file:///data',
            source: 'registries',
            target: '/data',
            state: 'interrupted',
            alive: false,
            updated: '2026-11-25T10:00:00.000Z',
          },
        ],
      }),
    });
    await openApp(world.client, '/');
    const runs = await screen.findByRole('region', { name: 'Runs of the command line' });
    expect(within(runs).getByDisplayValue('sluice mirror -c isc.yaml file:///data')).toBeTruthy();
  });

  it('shows media with what is on them, and lists them again when one comes', async () => {
    const drive: Drive = {
      id: 'd1',
      label: 'TRANSFER',
      model: 'Stick',
      kind: 'usb',
      removable: true,
      capacity: 64 * 1024 ** 3,
      free: 32 * 1024 ** 3,
      readOnly: false,
      mounted: true,
      statuses: [],
      sets: [{ folder: tokens.set, display: '/media/TRANSFER/set', brief: { ...brief, problems: [] } }],
    };
    const drives: Drive[] = [];
    const world = createWorld({ drives });
    await openApp(world.client, '/');
    expect(await screen.findByText('No medium is plugged in')).toBeTruthy();
    drives.push(drive);
    world.client.handle({ 'drives.list': () => ({ drives: [drive] }) });
    world.client.emit('drives.changed', {});
    const entry = await screen.findByRole('article', { name: 'TRANSFER' });
    expect(within(entry).getByText('32.0 GiB free of 64.0 GiB')).toBeTruthy();
    expect(within(entry).getByText('Complete')).toBeTruthy();
  });

  it('tests a medium only after asking, shows how far it is, and what it really keeps', async () => {
    const drive: Drive = {
      id: 'd1',
      label: 'TRANSFER',
      model: 'Stick',
      kind: 'usb',
      removable: true,
      capacity: 64 * 1024 ** 3,
      free: 32 * 1024 ** 3,
      readOnly: false,
      mounted: true,
      statuses: [],
      sets: [],
    };
    const world = createWorld({ drives: [drive] });
    const running = { kind: 'running', phase: 'writing', bytes: 0, total: 0, rate: 0 } as const;
    world.client.handle({
      'drives.test': () => ({ test: { driveId: 'd1', state: running } }),
      'drives.cancelTest': () => ({}),
    });
    const { user } = await openApp(world.client, '/');
    const entry = await screen.findByRole('article', { name: 'TRANSFER' });
    await user.click(within(entry).getByRole('button', { name: 'Test this medium: TRANSFER' }));
    const dialog = await screen.findByRole('dialog', { name: 'What does TRANSFER really keep?' });
    expect(world.client.inputsOf('drives.test')).toEqual([]);
    await user.click(within(dialog).getByRole('button', { name: 'Test' }));
    expect(world.client.inputsOf('drives.test')).toEqual([{ id: 'd1' }]);
    const half = { ...running, bytes: 16 * 1024 ** 3, total: 32 * 1024 ** 3, rate: 20 * 1024 ** 2 };
    world.client.emit('drive.test', { driveId: 'd1', state: half });
    expect(await within(entry).findAllByText('16.0 GiB of 32.0 GiB, 20.0 MiB/s')).not.toEqual([]);
    await expectAccessible(entry);
    await user.click(within(entry).getByRole('button', { name: 'Stop the test' }));
    expect(world.client.inputsOf('drives.cancelTest')).toEqual([{ id: 'd1' }]);
    const params = { displaced: '24.0 GiB', holds: '8.0 GiB', first: 0 };
    const report: CapacityView = {
      verdict: 'bad',
      planned: half.total,
      written: half.total,
      right: 8 * 1024 ** 3,
      displaced: 24 * 1024 ** 3,
      blank: 0,
      altered: 0,
      unreadable: 0,
      firstWrong: 0,
      holds: 8 * 1024 ** 3,
      pastCache: true,
      writeRate: 20 * 1024 ** 2,
      readRate: 90 * 1024 ** 2,
      findings: [{ level: 'error', message: { code: 'MEDIA_TEST_WRAPS', params, affected: [] } }],
    };
    world.client.emit('drive.test', {
      driveId: 'd1',
      state: { kind: 'done', report },
    });
    expect(await within(entry).findByText(/of 32.0 GiB only 8.0 GiB came back right/)).toBeTruthy();
    expect(within(entry).getByText(/begins again from the front after 8.0 GiB/)).toBeTruthy();
  });

  it('has words for a machine on which nothing was run', async () => {
    await openApp(createWorld().client, '/');
    expect(await screen.findByText('Nothing was run yet')).toBeTruthy();
  });

  it('lets a viewer look, not start or change', async () => {
    const world = createWorld({ role: 'viewer' });
    const { user } = await openApp(world.client, '/');
    const start = await screen.findByRole('button', { name: 'Try it here' });
    await waitFor(() =>
      expect(screen.getByRole('button', { name: 'Try it here' }).getAttribute('aria-disabled')).toBe('true'),
    );
    await user.click(start);
    expect(world.client.inputsOf('practice.start')).toEqual([]);
  });

  it('is accessible with and without Practice, in both languages', async () => {
    for (const language of ['en', 'zh'] as const) {
      for (const practice of [true, false]) {
        const world = createWorld({
          practice,
          site: 'connected',
          jobs: [practised('export'), job('j1', 'export', { kind: 'interrupted' })],
        });
        const { container, unmount } = await openApp(world.client, '/', language);
        await screen.findByRole('heading', { level: 1 });
        await waitFor(() => expect(screen.getAllByRole('article').length).toBeGreaterThan(0));
        await expectAccessible(container);
        unmount();
      }
    }
  });
});

describe('how far the workflow was practised', () => {
  it.each<[string, readonly Job[], ReturnType<typeof practiceProgress>]>([
    ['nothing', [], { done: [], running: undefined, next: 'export' }],
    [
      'a run that is real does not count',
      [job('j', 'export', { kind: 'succeeded' })],
      { done: [], running: undefined, next: 'export' },
    ],
    [
      'a failure does not count',
      [practised('export', 'failed')],
      { done: [], running: undefined, next: 'export' },
    ],
    ['one at work', [practised('export', 'running')], { done: [], running: 'export', next: 'export' }],
    [
      'two done',
      [practised('enterprise-import'), practised('export')],
      { done: ['export', 'enterprise-import'], running: undefined, next: 'enclave-export' },
    ],
  ])('%s', (_what, jobs, expected) => {
    expect(practiceProgress(jobs)).toEqual(expected);
  });

  it('ends after four steps', () => {
    const all = (['export', 'enterprise-import', 'enclave-export', 'enclave-import'] as const).map((flow) =>
      practised(flow),
    );
    expect(practiceProgress(all).next).toBeUndefined();
  });
});

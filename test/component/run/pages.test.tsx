import { act, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { JobPage } from '../../../renderer/src/pages/job-page.tsx';
import { JobsPage } from '../../../renderer/src/pages/jobs-page.tsx';
import { expectAccessible, renderWith } from '../support/render.tsx';
import { clientWith, jobOf, report } from './samples.ts';

const jobs = [
  jobOf({ kind: 'running' }, { id: 'now' }),
  jobOf({ kind: 'interrupted' }, { id: 'cut', flow: 'enclave-export', enclave: 'north' }),
  jobOf({ kind: 'succeeded' }, { id: 'done', report, endedAt: '2026-01-01T01:00:00Z' }),
];

describe('the page of jobs', () => {
  it('tells what runs, what waits for somebody, and what has been', async () => {
    const { container } = await renderWith(<JobsPage />, { client: clientWith(jobs) });
    const at = async (name: string) => within(await screen.findByRole('grid', { name }));
    expect((await at('At work and waiting')).getByText('Running')).toBeTruthy();
    expect((await at('Need a decision')).getByText('Interrupted')).toBeTruthy();
    expect((await at('History')).getByText('Succeeded')).toBeTruthy();
    await expectAccessible(container);
  });

  it('is accessible in Chinese', async () => {
    const { container } = await renderWith(<JobsPage />, { client: clientWith(jobs), language: 'zh' });
    expect(await screen.findByRole('grid', { name: '需要处理' })).toBeTruthy();
    await expectAccessible(container);
  });

  it('has words for a machine where nothing was done yet', async () => {
    await renderWith(<JobsPage />, { client: clientWith([]) });
    expect(await screen.findByText(/Nothing has been done here yet/)).toBeTruthy();
    expect(screen.getByText('No job is at work.')).toBeTruthy();
  });

  it('follows a job from running to history', async () => {
    const client = clientWith(jobs);
    await renderWith(<JobsPage />, { client });
    await screen.findByRole('grid', { name: 'At work and waiting' });
    act(() => client.emit('job.snapshot', { job: jobOf({ kind: 'cancelled' }, { id: 'now' }) }));
    expect(await screen.findByText('No job is at work.')).toBeTruthy();
    expect(within(screen.getByRole('grid', { name: 'History' })).getByText('Cancelled')).toBeTruthy();
  });

  it('filters the history', async () => {
    const { user } = await renderWith(<JobsPage />, { client: clientWith(jobs) });
    await user.selectOptions(await screen.findByRole('combobox', { name: 'State' }), 'Failed');
    expect(screen.getByText('No job matches the filter.')).toBeTruthy();
  });

  it('removes a job only after asking', async () => {
    const client = clientWith(jobs, { 'jobs.remove': () => ({}) });
    const { user } = await renderWith(<JobsPage />, { client });
    const history = within(await screen.findByRole('grid', { name: 'History' }));
    await user.click(history.getByRole('button', { name: /^Remove from the list: Export to a medium/ }));
    const dialog = within(await screen.findByRole('dialog'));
    await user.click(dialog.getByRole('button', { name: 'Cancel' }));
    expect(client.inputsOf('jobs.remove')).toEqual([]);
    await user.click(history.getByRole('button', { name: /^Remove from the list: Export to a medium/ }));
    await user.click(within(await screen.findByRole('dialog')).getByRole('button', { name: 'Remove' }));
    expect(client.inputsOf('jobs.remove')).toEqual([{ jobId: 'done' }]);
    await waitFor(() => expect(screen.queryByRole('grid', { name: 'History' })).toBeNull());
  });

  it('fetches older jobs when asked to', async () => {
    const old = jobOf({ kind: 'failed', error: { code: 'X', params: {}, affected: [] } }, { id: 'old' });
    const client = clientWith(jobs, {
      'jobs.list': ({ offset }) => ({ jobs: offset === 0 ? jobs : [old], total: 4 }),
    });
    const { user } = await renderWith(<JobsPage />, { client });
    await user.click(await screen.findByRole('button', { name: 'Show older jobs' }));
    const history = within(await screen.findByRole('grid', { name: 'History' }));
    expect(await history.findByText('Failed')).toBeTruthy();
    expect(client.inputsOf('jobs.list').at(-1)).toEqual({ offset: 3, limit: 100 });
    await waitFor(() => expect(screen.queryByRole('button', { name: 'Show older jobs' })).toBeNull());
  });

  it('shows runs of the command line with the command that goes on', async () => {
    const client = clientWith(jobs, {
      'runs.waiting': () => ({
        runs: [
          {
            id: 'r1',
            kind: 'export',
            command: 'sluice mirror -c isc.yaml file:///disk',
            source: 'registries',
            target: '/disk',
            state: 'interrupted',
            alive: false,
            updated: '2026-01-01T00:00:00Z',
          },
        ],
      }),
    });
    await renderWith(<JobsPage />, { client });
    expect(await screen.findByDisplayValue('sluice mirror -c isc.yaml file:///disk')).toBeTruthy();
    expect(screen.getByText('stopped')).toBeTruthy();
  });
});

describe('the page of one job', () => {
  const open = (route: string) =>
    renderWith(<JobPage />, { client: clientWith(jobs), route, path: '/jobs/:id/:tab?' });

  it('shows the result below the overview once it is over', async () => {
    const { container } = await open('/jobs/done');
    expect(await screen.findByRole('heading', { level: 1, name: 'Export to a medium' })).toBeTruthy();
    expect(await screen.findByRole('heading', { name: 'Result' })).toBeTruthy();
    expect(screen.getByRole('region', { name: 'What was made' })).toBeTruthy();
    await expectAccessible(container);
  });

  it('opens the tab that the address names, and changes the address with the tab', async () => {
    const { user } = await open('/jobs/done/files');
    expect(await screen.findByText('/media/stick/content/sluice-set.json')).toBeTruthy();
    expect(screen.getByText('mirror_000002.tar')).toBeTruthy();
    await user.click(screen.getByRole('tab', { name: 'Log' }));
    expect(await screen.findByText('Nothing has been logged yet.')).toBeTruthy();
  });

  it('opens the overview for a tab that does not exist', async () => {
    await open('/jobs/now/nonsense');
    expect(await screen.findByRole('progressbar', { name: 'Progress of the whole job' })).toBeTruthy();
  });
});

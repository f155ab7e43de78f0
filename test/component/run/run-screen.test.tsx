import { act, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { JobState, Message } from '../../../core/contract/index.ts';
import { LiveRegion } from '../../../renderer/src/components/live-region.tsx';
import { RunScreen } from '../../../renderer/src/features/run/run-screen.tsx';
import { remote } from '../support/fake-client.ts';
import { expectAccessible, renderWith } from '../support/render.tsx';
import { clientWith, gib, jobOf, progressOf } from './samples.ts';
import { sampleInfo } from '../support/samples.ts';

const diskFull: Message = {
  code: 'JOB_NOT_SAVED',
  params: { path: '/state/jobs', reason: 'ENOSPC' },
  affected: [],
};
const away: Message = {
  code: 'JOB_MEDIUM_AWAY',
  params: { folder: '/media/stick', done: '12 GiB', total: '48 GiB' },
  affected: [],
};

interface StateCase {
  readonly state: JobState;
  readonly label: string;
  /** A part of the words that say what it means. */
  readonly words: RegExp | undefined;
  readonly actions: readonly string[];
}

const cases: readonly StateCase[] = [
  {
    state: { kind: 'queued' },
    label: 'Waiting for its turn',
    words: /starts by itself/,
    actions: ['Pause', 'Cancel the job'],
  },
  { state: { kind: 'running' }, label: 'Running', words: undefined, actions: ['Pause', 'Cancel the job'] },
  { state: { kind: 'pausing' }, label: 'Pausing', words: /put aside/, actions: ['Cancel the job'] },
  {
    state: { kind: 'paused', reason: 'user' },
    label: 'Paused',
    words: /Nothing moves until you resume/,
    actions: ['Resume', 'Cancel the job'],
  },
  {
    state: { kind: 'paused', reason: 'medium', message: away },
    label: 'Waiting for the medium',
    words: /stopped after 12 GiB of 48 GiB/,
    actions: ['Pause', 'Cancel the job'],
  },
  {
    state: { kind: 'paused', reason: 'medium' },
    label: 'Waiting for the medium',
    words: /Plug the same medium in again/,
    actions: ['Pause', 'Cancel the job'],
  },
  { state: { kind: 'cancelling' }, label: 'Cancelling', words: /is being kept/, actions: [] },
  {
    state: { kind: 'cancelled' },
    label: 'Cancelled',
    words: /Resume moves only the rest/,
    actions: ['Resume'],
  },
  {
    state: { kind: 'failed', error: diskFull },
    label: 'Failed',
    words: /no space left/,
    actions: ['Resume'],
  },
  {
    state: { kind: 'interrupted' },
    label: 'Interrupted',
    words: /Nothing that was finished is lost/,
    actions: ['Resume'],
  },
  {
    state: { kind: 'incomplete', count: 3 },
    label: 'Incomplete',
    words: /3 things that were asked for are missing/,
    actions: ['Resume'],
  },
  {
    state: { kind: 'succeeded' },
    label: 'Succeeded',
    words: /Everything that was asked for is there/,
    actions: [],
  },
];

describe('the run screen', () => {
  it.each(cases)('shows the state $label with its words and what can be done', async (expected) => {
    const job = jobOf(expected.state);
    const { container } = await renderWith(<RunScreen jobId={job.id} />, { client: clientWith([job]) });
    expect((await screen.findAllByText(expected.label)).length).toBeGreaterThan(0);
    if (expected.words !== undefined) expect(screen.getByText(expected.words)).toBeTruthy();
    const buttons = ['Pause', 'Resume', 'Cancel the job'].filter(
      (name) => screen.queryByRole('button', { name }) !== null,
    );
    expect(buttons).toEqual(expected.actions);
    await expectAccessible(container);
  });

  it('is accessible and speaks Chinese', async () => {
    const job = jobOf({ kind: 'running' });
    const { container } = await renderWith(<RunScreen jobId={job.id} />, {
      client: clientWith([job]),
      language: 'zh',
    });
    expect(await screen.findByText('正在运行')).toBeTruthy();
    expect(screen.getByText(/quay\.io 要求放慢速度：等待 12 秒，之后使用 2 个连接。/)).toBeTruthy();
    await expectAccessible(container);
  });

  it('says how far the whole is, for eyes and for screen readers', async () => {
    const job = jobOf({ kind: 'running' });
    await renderWith(<RunScreen jobId={job.id} />, { client: clientWith([job]) });
    const bar = await screen.findByRole('progressbar', { name: 'Progress of the whole job' });
    expect(bar.getAttribute('aria-valuenow')).toBe('42');
    expect(bar.getAttribute('aria-valuetext')).toBe(
      '42%, Move content, 12.0 GiB of 48.0 GiB, 6 min 8 s left',
    );
    expect(screen.getByText('80 of 192')).toBeTruthy();
    expect(screen.getByText('100 MiB/s')).toBeTruthy();
  });

  it('shows the phases with state and share', async () => {
    const job = jobOf({ kind: 'running' });
    await renderWith(<RunScreen jobId={job.id} />, { client: clientWith([job]) });
    const strip = await screen.findByRole('list', { name: 'Phases' });
    expect(within(strip).getByLabelText('Move content: under way')).toBeTruthy();
    expect(within(strip).getByText('30% of the work')).toBeTruthy();
    expect(within(strip).getByText('50% done')).toBeTruthy();
  });

  it('tells how each host behaves in plain words, and why', async () => {
    const job = jobOf(
      { kind: 'running' },
      {
        progress: progressOf({
          hosts: [
            { host: 'quay.io', state: 'waiting', secondsToWait: 12, concurrency: 2, at: '' },
            { host: 'a.example', state: 'given-up', at: '' },
            {
              host: 'b.example',
              state: 'retrying',
              secondsToWait: 5,
              cause: { code: 'APP_BUSY', params: {}, affected: [] },
              at: '',
            },
            { host: 'c.example', state: 'something-new', at: '' },
          ],
        }),
      },
    );
    await renderWith(<RunScreen jobId={job.id} />, { client: clientWith([job]) });
    expect(
      await screen.findByText(/quay\.io asked us to slow down: waiting 12 s, then 2 connections\./),
    ).toBeTruthy();
    expect(screen.getByText(/a\.example is given up/)).toBeTruthy();
    expect(screen.getByText(/b\.example did not answer as it should: trying again in 5 s\./)).toBeTruthy();
    expect(screen.getByText(/A job is at work/)).toBeTruthy();
    expect(screen.getByText('c.example: something-new.')).toBeTruthy();
  });

  it('asks before it cancels, and keeps the job when that is closed', async () => {
    const job = jobOf({ kind: 'running' });
    const client = clientWith([job], {
      'jobs.cancel': () => ({ job: jobOf({ kind: 'cancelling' }) }),
    });
    const { user } = await renderWith(<RunScreen jobId={job.id} />, { client });
    await user.click(await screen.findByRole('button', { name: 'Cancel the job' }));
    const dialog = await screen.findByRole('dialog');
    expect(document.activeElement?.textContent).toBe('Keep it running');
    await user.keyboard('{Escape}');
    expect(client.inputsOf('jobs.cancel')).toEqual([]);
    await user.click(screen.getByRole('button', { name: 'Cancel the job' }));
    await user.click(
      within(await screen.findByRole('dialog')).getByRole('button', { name: 'Cancel the job' }),
    );
    expect(client.inputsOf('jobs.cancel')).toEqual([{ jobId: 'job-1' }]);
    expect(await screen.findByText('Cancelling')).toBeTruthy();
    expect(dialog.isConnected).toBe(false);
  });

  it('pauses and resumes, and shows why that failed', async () => {
    const job = jobOf({ kind: 'running' });
    const client = clientWith([job], {
      'jobs.pause': () => ({ job: jobOf({ kind: 'paused', reason: 'user' }) }),
    });
    client.handle({
      'jobs.resume': () => {
        throw remote('JOB_CANNOT_RESUME');
      },
    });
    const { user } = await renderWith(<RunScreen jobId={job.id} />, { client });
    await user.click(await screen.findByRole('button', { name: 'Pause' }));
    await user.click(await screen.findByRole('button', { name: 'Resume' }));
    expect(await screen.findByText(/cannot be resumed/)).toBeTruthy();
  });

  it('names the jobs that a queued one waits for', async () => {
    const first = jobOf({ kind: 'running' }, { id: 'job-0', createdAt: '2025-12-31T00:00:00Z' });
    const queued = jobOf({ kind: 'queued' });
    await renderWith(<RunScreen jobId={queued.id} />, { client: clientWith([queued, first]) });
    const link = await screen.findByRole('link', { name: 'Export to a medium' });
    expect(link.getAttribute('href')).toBe('/jobs/job-0');
  });

  it('groups failures by cause, with what to do, and tries only them again', async () => {
    const job = jobOf({ kind: 'incomplete', count: 7 }, { progress: progressOf({ imagesFailed: 7 }) });
    const client = clientWith([job], {
      'jobs.failures': () => ({
        groups: [
          {
            message: { code: 'HOST_RATE_LIMITED', params: { host: 'quay.io', until: '12:00' }, affected: [] },
            count: 6,
            origins: ['a', 'b', 'c', 'd', 'e', 'f'].map((name) => `quay.io/${name}`),
            retryable: true,
          },
          {
            message: { code: 'BRAND_NEW_CODE', params: {}, affected: [] },
            count: 1,
            origins: ['quay.io/z'],
            retryable: false,
          },
        ],
      }),
      'jobs.resume': () => ({ job: jobOf({ kind: 'running' }) }),
    });
    const { user, container } = await renderWith(<RunScreen jobId={job.id} />, { client });
    expect(await screen.findByText(/quay\.io asks not to be contacted again before 12:00/)).toBeTruthy();
    expect(screen.getByText('and 3 more')).toBeTruthy();
    expect(screen.getByText('BRAND_NEW_CODE')).toBeTruthy();
    await expectAccessible(container);
    await user.click(screen.getByRole('button', { name: 'Show them in the list' }));
    await waitFor(() => {
      expect(client.inputsOf('jobs.items').at(-1)).toMatchObject({ status: ['failed'] });
    });
    await user.click(screen.getByRole('button', { name: 'Try the 7 failed images again' }));
    expect(client.inputsOf('jobs.resume')).toEqual([{ jobId: 'job-1' }]);
  });

  it('does not offer to try again while the job runs, and says why', async () => {
    const job = jobOf({ kind: 'running' }, { progress: progressOf({ imagesFailed: 2 }) });
    const { user } = await renderWith(<RunScreen jobId={job.id} />, { client: clientWith([job]) });
    const button = await screen.findByRole('button', { name: 'Try the 2 failed images again' });
    expect(button.getAttribute('aria-disabled')).toBe('true');
    await user.hover(button);
    expect(await screen.findByText(/when the job has come to its end/)).toBeTruthy();
  });

  it('says once that closing the page harms nothing', async () => {
    const job = jobOf({ kind: 'running' });
    await renderWith(<RunScreen jobId={job.id} />, { client: clientWith([job]) });
    expect(await screen.findByText(/the job goes on in Sluice on bastion/)).toBeTruthy();
  });

  it('lets a viewer look and tells why nothing can be done', async () => {
    const job = jobOf({ kind: 'running' });
    const client = clientWith([job], { 'app.info': () => ({ ...sampleInfo, role: 'viewer' }) });
    const { user } = await renderWith(<RunScreen jobId={job.id} />, { client });
    const pause = await screen.findByRole('button', { name: 'Pause' });
    expect(pause.getAttribute('aria-disabled')).toBe('true');
    await user.click(pause);
    expect(client.inputsOf('jobs.pause')).toEqual([]);
  });

  it('announces a phase or a tenth, and nothing in between', async () => {
    const job = jobOf({ kind: 'running' });
    const client = clientWith([job]);
    await renderWith(
      <LiveRegion>
        <RunScreen jobId={job.id} />
      </LiveRegion>,
      { client },
    );
    await screen.findByText('Running');
    const region = document.querySelector('[aria-live="polite"].sluice-visually-hidden');
    const show = (progress: Parameters<typeof progressOf>[0]): void =>
      act(() =>
        client.emit('job.snapshot', { job: jobOf({ kind: 'running' }, { progress: progressOf(progress) }) }),
      );
    show({ fraction: 0.45, bytesDone: 13 * gib });
    expect(region?.textContent).toBe('');
    show({ fraction: 0.51 });
    expect(region?.textContent).toBe('50% done.');
    show({ fraction: 0.53, phase: 'verify' });
    expect(region?.textContent).toBe('Read back and compare begins.');
  });

  it('fetches a job that is not in the list, and says when there is none', async () => {
    const client = clientWith([], {
      'jobs.get': () => {
        throw remote('JOB_UNKNOWN', { id: 'job-9' });
      },
    });
    const { user } = await renderWith(<RunScreen jobId="job-9" />, { client });
    expect(await screen.findByText('There is no job job-9 on this machine.')).toBeTruthy();
    client.handle({ 'jobs.get': () => ({ job: jobOf({ kind: 'running' }, { id: 'job-9' }) }) });
    await user.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByText('Running')).toBeTruthy();
  });

  it('has no list of images when a set is read back', async () => {
    const job = jobOf({ kind: 'running' }, { kind: 'verify' });
    await renderWith(<RunScreen jobId={job.id} />, { client: clientWith([job]) });
    expect(await screen.findByRole('tab', { name: 'Log' })).toBeTruthy();
    expect(screen.queryByRole('tab', { name: 'Images' })).toBeNull();
  });
});

import { act, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import type { CommandOutput, JobItem, LogLine } from '../../../core/contract/index.ts';
import { ItemsPanel } from '../../../renderer/src/features/run/items-panel.tsx';
import { LogPanel } from '../../../renderer/src/features/run/log-panel.tsx';
import { remote } from '../support/fake-client.ts';
import { expectAccessible, renderWith } from '../support/render.tsx';
import { clientWith, itemOf, jobOf, lineOf } from './samples.ts';

const running = jobOf({ kind: 'running' });

function itemsClient(rows: readonly JobItem[]) {
  return clientWith([running], {
    'jobs.items': ({ offset, limit, status }): CommandOutput<'jobs.items'> => {
      const found = rows.filter((row) => status === undefined || status.includes(row.status));
      const count = (one: JobItem['status']): number => rows.filter((row) => row.status === one).length;
      return {
        rows: found.slice(offset, offset + limit),
        total: found.length,
        counts: {
          waiting: count('waiting'),
          copying: count('copying'),
          copied: count('copied'),
          present: count('present'),
          failed: count('failed'),
          'not-attempted': count('not-attempted'),
        },
      };
    },
  });
}

const rows: readonly JobItem[] = Array.from({ length: 5000 }, (_, index) =>
  itemOf(
    index,
    index === 2 ? { status: 'failed', error: { code: 'APP_BUSY', params: {}, affected: [] } } : {},
  ),
);

describe('the table of images', () => {
  it('draws only the rows in view, however many there are', async () => {
    const { container } = await renderWith(<ItemsPanel jobId="job-1" />, { client: itemsClient(rows) });
    const table = await screen.findByRole('grid', { name: 'Images' });
    expect(
      await within(table).findByRole('button', { name: 'registry.in/openshift/image-0: details' }),
    ).toBeTruthy();
    expect(table.getAttribute('aria-rowcount')).toBe('5001');
    expect(within(table).getAllByRole('row').length).toBeLessThan(60);
    await expectAccessible(container);
  });

  it('has a column for reasons only when some image has one', async () => {
    const { unmount } = await renderWith(<ItemsPanel jobId="job-1" />, { client: itemsClient(rows) });
    expect(await screen.findByRole('columnheader', { name: 'What happened' })).toBeTruthy();
    unmount();
    await renderWith(<ItemsPanel jobId="job-1" />, {
      client: itemsClient(rows.map((row) => itemOf(row.index, { status: 'copied' }))),
    });
    await screen.findByRole('button', { name: 'registry.in/openshift/image-0: details' });
    expect(screen.queryByRole('columnheader', { name: 'What happened' })).toBeNull();
  });

  it('shows a change where it stands', async () => {
    const client = itemsClient(rows);
    await renderWith(<ItemsPanel jobId="job-1" />, { client });
    const name = await screen.findByRole('button', { name: 'registry.in/openshift/image-1: details' });
    const row = name.closest('tr');
    expect(row?.textContent).toContain('Waiting');
    act(() => client.emit('job.items', { jobId: 'job-1', rows: [itemOf(1, { status: 'copying' })] }));
    expect(row?.isConnected).toBe(true);
    expect(row?.textContent).toContain('Copying');
  });

  it('filters by state with counts, by kind and by name, and asks the host for it', async () => {
    const client = itemsClient(rows);
    const { user } = await renderWith(<ItemsPanel jobId="job-1" />, { client });
    await user.click(await screen.findByRole('button', { name: 'Failed (1)' }));
    expect(await screen.findByText(/A job is at work/)).toBeTruthy();
    await waitFor(() =>
      expect(screen.queryByRole('button', { name: 'registry.in/openshift/image-0: details' })).toBeNull(),
    );
    await user.selectOptions(screen.getByRole('combobox', { name: 'Kind of content' }), 'Operator');
    await user.type(screen.getByRole('textbox', { name: 'Find in names' }), 'tools');
    await waitFor(() =>
      expect(client.inputsOf('jobs.items').at(-1)).toMatchObject({
        status: ['failed'],
        category: 'operator',
        search: 'tools',
      }),
    );
    await user.click(screen.getByRole('button', { name: /^All/ }));
    await waitFor(() => expect(client.inputsOf('jobs.items').at(-1)).not.toHaveProperty('status'));
  });

  it('shows an image whole, with why it failed', async () => {
    const { user } = await renderWith(<ItemsPanel jobId="job-1" />, { client: itemsClient(rows) });
    await user.click(await screen.findByRole('button', { name: 'registry.in/openshift/image-2: details' }));
    const dialog = await screen.findByRole('dialog');
    expect(within(dialog).getByDisplayValue('registry.in/openshift/image-2')).toBeTruthy();
    expect(within(dialog).getByText(/A job is at work/)).toBeTruthy();
  });

  it('says why it is empty: nothing matches, or nothing is known yet', async () => {
    const { user } = await renderWith(<ItemsPanel jobId="job-1" />, { client: itemsClient([]) });
    expect(await screen.findByText(/listed once it is known/)).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Copied (0)' }));
    expect(await screen.findByText('No image matches.')).toBeTruthy();
  });

  it('says when the images cannot be fetched, and tries again', async () => {
    const client = itemsClient(rows);
    client.handle({
      'jobs.items': () => {
        throw remote('BRIDGE_UNREACHABLE');
      },
    });
    const { user } = await renderWith(<ItemsPanel jobId="job-1" />, { client });
    const again = await screen.findByRole('button', { name: 'Try again' });
    client.handle({ 'jobs.items': () => ({ rows: [itemOf(0)], total: 1, counts: zero }) });
    await user.click(again);
    expect(
      await screen.findByRole('button', { name: 'registry.in/openshift/image-0: details' }),
    ).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Try again' })).toBeNull();
  });

  it('stops while the page is hidden, and asks again when it is seen', async () => {
    const client = itemsClient(rows);
    await renderWith(<ItemsPanel jobId="job-1" />, { client });
    const name = await screen.findByRole('button', { name: 'registry.in/openshift/image-1: details' });
    const hidden = vi.spyOn(document, 'hidden', 'get').mockReturnValue(true);
    act(() => void document.dispatchEvent(new Event('visibilitychange')));
    act(() => client.emit('job.items', { jobId: 'job-1', rows: [itemOf(1, { status: 'copied' })] }));
    expect(name.closest('tr')?.textContent).toContain('Waiting');
    const before = client.inputsOf('jobs.items').length;
    hidden.mockRestore();
    act(() => void document.dispatchEvent(new Event('visibilitychange')));
    await waitFor(() => expect(client.inputsOf('jobs.items').length).toBeGreaterThan(before));
  });
});

const zero = { waiting: 1, copying: 0, copied: 0, present: 0, failed: 0, 'not-attempted': 0 };

function told(seq: number, line: Partial<LogLine>): LogLine {
  return { seq, at: '2026-01-01T00:00:00Z', level: 'info', ...line };
}

const lines: readonly LogLine[] = [
  told(0, { event: { name: 'run', params: { id: 'r1', resumed: 'false' } } }),
  told(1, { event: { name: 'phase', params: { phase: 'transfer', state: 'start' } } }),
  told(2, { level: 'warning', message: { code: 'APP_BUSY', params: {}, affected: ['quay.io/a'] } }),
  told(3, { level: 'debug', text: 'GET /v2/' }),
  told(4, { event: { name: 'unheard-of', params: { weight: 3 } } }),
  told(5, { event: { name: 'state', params: { state: 'paused' } } }),
  told(6, {
    level: 'note',
    event: { name: 'host', params: { host: 'quay.io', state: 'waiting', seconds: 12 } },
  }),
];

function logClient(all: readonly LogLine[] = lines) {
  return clientWith([running], {
    'jobs.logs': ({ after, limit }) => ({
      lines: all.filter(({ seq }) => seq > after).slice(0, limit),
      oldest: 0,
    }),
  });
}

describe('the log panel', () => {
  it('puts coded lines into words, in the language of the page', async () => {
    const { container } = await renderWith(<LogPanel jobId="job-1" />, { client: logClient() });
    const log = await screen.findByRole('region', { name: 'Log' });
    expect(within(log).getByText('Run r1 begins.')).toBeTruthy();
    expect(within(log).getByText('Move content: begins.')).toBeTruthy();
    expect(within(log).getByText(/A job is at work.* quay\.io\/a/)).toBeTruthy();
    expect(within(log).getByText('quay.io asked us to slow down: waiting 12 s.')).toBeTruthy();
    expect(within(log).getByText('unheard-of weight=3')).toBeTruthy();
    expect(within(log).getByText("The job's state: Paused.")).toBeTruthy();
    await expectAccessible(container);
  });

  it('speaks Chinese', async () => {
    const { container } = await renderWith(<LogPanel jobId="job-1" />, {
      client: logClient(),
      language: 'zh',
    });
    expect(await screen.findByText('传输内容：开始。')).toBeTruthy();
    await expectAccessible(container);
  });

  it('shows details only when asked for, and searches in the words', async () => {
    const { user } = await renderWith(<LogPanel jobId="job-1" />, { client: logClient() });
    await screen.findByText('Run r1 begins.');
    expect(screen.queryByText('GET /v2/')).toBeNull();
    await user.selectOptions(screen.getByRole('combobox', { name: 'Show' }), 'Everything');
    expect(screen.getByText('GET /v2/')).toBeTruthy();
    await user.type(screen.getByRole('textbox', { name: 'Find in the log' }), 'SLOW down');
    expect(screen.getByText('1 line')).toBeTruthy();
    await user.selectOptions(screen.getByRole('combobox', { name: 'Show' }), 'Errors only');
    expect(screen.getByText('No line matches.')).toBeTruthy();
  });

  it('adds lines while they come', async () => {
    const client = logClient();
    await renderWith(<LogPanel jobId="job-1" />, { client });
    await screen.findByText('Run r1 begins.');
    act(() => client.emit('job.log', { jobId: 'job-1', lines: [lineOf(7, { text: 'one more' })] }));
    expect(screen.getByText('one more')).toBeTruthy();
    act(() => client.emit('job.log', { jobId: 'job-2', lines: [lineOf(8, { text: 'not mine' })] }));
    expect(screen.queryByText('not mine')).toBeNull();
  });

  it('copies what is shown', async () => {
    const { user } = await renderWith(<LogPanel jobId="job-1" />, { client: logClient() });
    await screen.findByText('Run r1 begins.');
    await user.selectOptions(screen.getByRole('combobox', { name: 'Show' }), 'Warnings and errors');
    await user.click(screen.getByRole('button', { name: 'Copy what is shown' }));
    expect(await navigator.clipboard.readText()).toMatch(
      /^2026-01-01T00:00:00Z warning A job is at work.* quay\.io\/a$/,
    );
  });

  it('draws only the lines in view of a long log', async () => {
    const many = Array.from({ length: 3000 }, (_, seq) => lineOf(seq));
    await renderWith(<LogPanel jobId="job-1" />, { client: logClient(many) });
    expect(await screen.findByText('3000 lines')).toBeTruthy();
    expect(document.querySelectorAll('.sluice-log-line').length).toBeLessThan(120);
  });
});

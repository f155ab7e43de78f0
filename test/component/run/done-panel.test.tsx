import { act, screen, waitFor, within } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Job } from '../../../core/contract/index.ts';
import { DonePanel } from '../../../renderer/src/features/run/done-panel.tsx';
import type { FakeHandlers } from '../support/fake-client.ts';
import { remote } from '../support/fake-client.ts';
import { expectAccessible, renderWith } from '../support/render.tsx';
import { clientWith, jobOf, progressOf, report, verification } from './samples.ts';
import { sampleInfo } from '../support/samples.ts';

afterEach(() => vi.restoreAllMocks());

function show(overrides: Partial<Job>, handlers: FakeHandlers = {}, language: 'en' | 'zh' = 'en') {
  const job = jobOf({ kind: 'succeeded' }, { report, ...overrides });
  const client = clientWith([job], handlers);
  return renderWith(<DonePanel jobId={job.id} />, { client, language }).then((rendered) => ({
    ...rendered,
    client,
    job,
  }));
}

describe('the result of a job', () => {
  it('says what was made, from the report', async () => {
    const { container } = await show({ verification, driveId: 'drive-1' });
    const made = await screen.findByRole('region', { name: 'What was made' });
    expect(within(made).getByText('Generation 3, 47.0 GiB in 2 files')).toBeTruthy();
    expect(within(made).getByText('3.0 GiB')).toBeTruthy();
    expect(within(made).getByText('12 min 34 s')).toBeTruthy();
    const table = within(made).getByRole('grid', { name: 'By kind of content' });
    expect(within(table).getAllByRole('row')).toHaveLength(2);
    expect(within(table).getByRole('row', { name: 'Release 190 180 10 0 0' })).toBeTruthy();
    await expectAccessible(container);
  });

  it.each([
    ['en', '2 sets have to be carried: generations 2, 3', /Load them in this order/],
    ['zh', '需要携带 2 个传输集：第 2、3 代', /按代次从早到晚/],
  ] as const)(
    'says that all sets of a retried export have to be carried (%s)',
    async (language, title, how) => {
      const earlierSets = [{ id: 'set-2', generation: 2 }];
      const { container } = await show({ verification, attempts: 2, earlierSets }, {}, language);
      expect(await screen.findByText(title)).toBeTruthy();
      expect(screen.getByText(how).textContent).toContain(report.set?.directory);
      await expectAccessible(container);
    },
  );

  it('says nothing of other sets where there is one', async () => {
    await show({ verification });
    await screen.findByRole('region', { name: 'What was made' });
    expect(screen.queryByText(/have to be carried/)).toBeNull();
  });

  it('is accessible in Chinese', async () => {
    const { container } = await show({ verification, driveId: 'drive-1' }, {}, 'zh');
    expect(await screen.findByText('内容读取自介质本身，而非本机内存。')).toBeTruthy();
    await expectAccessible(container);
  });

  it('shows each file with its sum, and that it came from the medium', async () => {
    await show({ verification });
    const table = await screen.findByRole('grid', { name: 'Files of the set' });
    expect(within(table).getAllByText('As written')).toHaveLength(2);
    expect(within(table).getByText('a'.repeat(64))).toBeTruthy();
    expect(screen.getByText('All 2 files are as they were written (47.0 GiB).')).toBeTruthy();
    expect(screen.getByText(/read from the medium itself/)).toBeTruthy();
  });

  it('says in plain words when the bytes may have come from memory', async () => {
    await show({ verification: { ...verification, pastCache: false } });
    expect(await screen.findByText(/unplug the medium, plug it in again and verify once more/)).toBeTruthy();
  });

  it('does not let a damaged set look good', async () => {
    const [first, second] = verification.chunks;
    if (first === undefined || second === undefined) throw new RangeError('no chunks');
    await show({
      state: { kind: 'incomplete', count: 1 },
      verification: {
        ...verification,
        chunks: [first, { ...second, state: 'damaged' }],
        problems: [{ code: 'JOB_CHUNK_DAMAGED', params: { file: 'mirror_000002.tar' }, affected: [] }],
      },
    });
    expect(await screen.findByText(/1 file is damaged or missing/)).toBeTruthy();
    expect(screen.getByText(/mirror_000002\.tar is not on the medium as it was written/)).toBeTruthy();
    expect(screen.queryByText(/Carry the medium/)).toBeNull();
  });

  it('reads the set back when asked to, and shows how that goes', async () => {
    const verify = jobOf(
      { kind: 'running' },
      { id: 'verify-1', kind: 'verify', progress: progressOf({ fraction: 0.3 }) },
    );
    const { user, client } = await show({}, { 'jobs.verify': () => ({ job: verify }) });
    expect(await screen.findByText('The set has not been read back yet.')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Verify now' }));
    expect(client.inputsOf('jobs.verify')).toEqual([{ jobId: 'job-1' }]);
    expect(await screen.findByRole('progressbar', { name: 'The set is being read back.' })).toBeTruthy();
    expect(screen.getByRole('link', { name: 'Open the job' }).getAttribute('href')).toBe('/jobs/verify-1');
    act(() =>
      client.emit('job.snapshot', { job: { ...verify, state: { kind: 'succeeded' }, verification } }),
    );
    expect(await screen.findByText(/All 2 files are as they were written/)).toBeTruthy();
  });

  it('ejects, and says only then that it is safe to unplug', async () => {
    let finish: (answer: { safeToUnplug: boolean }) => void = () => undefined;
    const { user, client } = await show(
      { driveId: 'drive-1' },
      { 'drives.eject': () => new Promise((resolve) => (finish = resolve)) },
    );
    await user.click(await screen.findByRole('button', { name: /Eject the medium/ }));
    expect(screen.getByText(/Do not unplug it yet/)).toBeTruthy();
    expect(screen.queryByText(/safe to unplug/)).toBeNull();
    await act(async () => finish({ safeToUnplug: true }));
    expect(await screen.findByText('It is safe to unplug the medium.')).toBeTruthy();
    expect(client.inputsOf('drives.eject')).toEqual([{ id: 'drive-1' }]);
  });

  it('never says that it is safe when the host does not know', async () => {
    const { user } = await show({ driveId: 'drive-1' }, { 'drives.eject': () => ({ safeToUnplug: false }) });
    await user.click(await screen.findByRole('button', { name: /Eject the medium/ }));
    expect(await screen.findByText(/cannot tell whether it may be unplugged/)).toBeTruthy();
  });

  it('shows why ejecting failed and lets it be tried again', async () => {
    const { user } = await show(
      { driveId: 'drive-1' },
      {
        'drives.eject': () => {
          throw remote('JOB_EJECT_FAILED', { reason: 'EBUSY' });
        },
      },
    );
    await user.click(await screen.findByRole('button', { name: /Eject the medium/ }));
    expect(await screen.findByText(/could not be ejected: in use, EBUSY/)).toBeTruthy();
    expect(screen.getByRole('button', { name: /Eject the medium/ })).toBeTruthy();
  });

  it('says how to go on where nothing can be ejected', async () => {
    await show(
      { driveId: 'drive-1' },
      {
        'app.info': () => ({ ...sampleInfo, capabilities: { ...sampleInfo.capabilities, eject: false } }),
      },
    );
    expect(await screen.findByText(/Unmount the medium with the system's own tools/)).toBeTruthy();
  });

  it('knows that the medium was ejected by the job itself', async () => {
    await show({ driveId: 'drive-1', ejected: true });
    expect(await screen.findByText('It is safe to unplug the medium.')).toBeTruthy();
  });

  it('saves label, sheet and report as files in the language of the page', async () => {
    const create = vi.spyOn(URL, 'createObjectURL').mockReturnValue('blob:label');
    const clicked: string[] = [];
    vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
      clicked.push(`${this.download} ${this.href}`);
    });
    const { user, client } = await show(
      {},
      {
        'jobs.document': ({ document, format }) => ({
          fileName: `sluice-${document}.${format}`,
          mediaType: 'text/html;charset=utf-8',
          text: '<p>label</p>',
        }),
      },
    );
    await user.click(await screen.findByRole('button', { name: 'Save label for the medium' }));
    await waitFor(() => expect(clicked).toEqual(['sluice-label.html blob:label']));
    expect(create.mock.calls[0]?.[0]).toBeInstanceOf(Blob);
    await user.click(screen.getByRole('button', { name: 'Save report as CSV' }));
    expect(client.inputsOf('jobs.document')).toEqual([
      { jobId: 'job-1', document: 'label', format: 'html', language: 'en' },
      { jobId: 'job-1', document: 'report', format: 'csv', language: 'en' },
    ]);
    expect(document.querySelector('a[download]')).toBeNull();
  });

  it('shows why a document cannot be had', async () => {
    const { user } = await show(
      {},
      {
        'jobs.document': () => {
          throw remote('JOB_DOCUMENT_UNAVAILABLE');
        },
      },
    );
    await user.click(await screen.findByRole('button', { name: 'Save transfer sheet' }));
    expect(await screen.findByText(/no transfer set to describe/)).toBeTruthy();
  });

  it.each([
    ['export', { flow: 'export' }, /Carry the medium to the enterprise network/, []],
    [
      'export in the Practice environment',
      { flow: 'export', practice: true },
      /Carry the medium/,
      ['/enterprise/import'],
    ],
    ['enclave export', { flow: 'enclave-export', enclave: 'north' }, /the enclave north/, []],
    [
      'enterprise import',
      {
        kind: 'import',
        flow: 'enterprise-import',
        report: { ...report, set: undefined, resources: ['idms.yaml'] },
      },
      /make a set for each enclave/,
      ['/resources?job=job-1', '/enterprise/enclaves'],
    ],
    [
      'enclave import',
      {
        kind: 'import',
        flow: 'enclave-import',
        report: { ...report, set: undefined, resources: ['idms.yaml'] },
      },
      /installed and updated from the registry now/,
      ['/resources?job=job-1'],
    ],
  ] as const)('names the next step after an %s', async (_name, overrides, words, links) => {
    await show(overrides as Partial<Job>);
    const next = await screen.findByRole('region', { name: 'What comes next' });
    expect(within(next).getByText(words)).toBeTruthy();
    expect(
      within(next)
        .queryAllByRole('link')
        .map((link) => link.getAttribute('href')),
    ).toEqual(links);
  });

  it('shows only the state while the job is not over', async () => {
    await show({ state: { kind: 'paused', reason: 'user' } });
    expect(await screen.findByText(/Nothing moves until you resume/)).toBeTruthy();
    expect(screen.queryByText('For the way')).toBeNull();
  });

  it('says so when there is no report', async () => {
    await show({ state: { kind: 'cancelled' }, report: undefined });
    expect(await screen.findByText(/ended before anything was planned/)).toBeTruthy();
  });
});

import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { pathTokenSchema } from '../../../core/contract/index.ts';
import { previewOf, reportDocument } from '../../../core/report/index.ts';
import { ReportPage } from '../../../renderer/src/pages/report-page.tsx';
import { fullReport, hostileNames } from '../../support/report-full.ts';
import { brief, driveOf, factsOf, mediaClient, tokenOf } from '../media/samples.ts';
import { remote, type FakeHandlers } from '../support/fake-client.ts';
import { expectAccessible, renderWith } from '../support/render.tsx';

const documents = {
  en: reportDocument(fullReport(), 'en'),
  zh: reportDocument(fullReport(), 'zh'),
};

function show(
  options: {
    readonly route?: string;
    readonly language?: 'en' | 'zh';
    readonly handlers?: FakeHandlers;
  } = {},
) {
  const { route = `/report?folder=${tokenOf(7)}`, language = 'en', handlers = {} } = options;
  const client = mediaClient(
    [driveOf(1, { sets: [{ folder: tokenOf(11), display: '/media/stick1/before', brief }] })],
    {
      'reports.preview': ({ language: asked }) => documents[asked],
      'paths.describe': ({ token }) =>
        factsOf(pathTokenSchema.parse(token), { purpose: 'output-folder', display: '/srv/reports' }),
      ...handlers,
    },
  );
  return renderWith(<ReportPage />, { client, language, route }).then((rendered) => ({
    ...rendered,
    client,
  }));
}

describe('the report page', () => {
  it('shows what the file shows: the verdict, the facts, every section', async () => {
    const { client, container } = await show();
    expect(await screen.findByText('Do not use this set as it is.')).toBeTruthy();
    expect(client.inputsOf('reports.preview')).toEqual([
      { of: { kind: 'folder', folder: tokenOf(7) }, language: 'en' },
    ]);
    for (const { title } of documents.en.sections) {
      expect(screen.getByRole('heading', { name: title, level: 2 }), title).toBeTruthy();
    }
    expect(screen.getAllByText(hostileNames.script).length).toBeGreaterThan(0);
    expect(container.querySelector('script, iframe, img')).toBeNull();
    await expectAccessible(container);
  }, 60_000);

  it('is accessible in Chinese, and asks for the report in it', async () => {
    const { client, container } = await show({ language: 'zh' });
    expect(await screen.findByText('请勿直接使用此传输集。')).toBeTruthy();
    expect(client.inputsOf('reports.preview')[0]?.language).toBe('zh');
    await expectAccessible(container);
  }, 60_000);

  it('leads to a section, also for the keyboard', async () => {
    const { user } = await show();
    const sections = within(await screen.findByRole('navigation', { name: 'Sections' }));
    await user.click(sections.getByRole('button', { name: 'Custody log' }));
    expect(document.activeElement?.textContent).toBe('Custody log');
  });

  it('says how much of a long table is only in the file', async () => {
    await show({ handlers: { 'reports.preview': () => previewOf(documents.en, 3) } });
    expect(
      (await screen.findAllByText(/further rows? (?:is|are) in the saved report/)).length,
    ).toBeGreaterThan(2);
  });

  it('saves the whole report in a folder, in a format', async () => {
    const { user, client } = await show({
      handlers: {
        'reports.make': () => ({ display: '/srv/reports/r.json', fileName: 'r.json', bytes: 2048 }),
      },
    });
    await user.click(await screen.findByRole('button', { name: 'Save report' }));
    const dialog = within(await screen.findByRole('dialog', { name: 'Save the report' }));
    expect(dialog.getByRole('button', { name: 'Save' }).hasAttribute('disabled')).toBe(true);
    await user.click(dialog.getByRole('radio', { name: /^JSON/ }));
    await user.click(await dialog.findByRole('radio', { name: /stick1/ }));
    const save = dialog.getByRole('button', { name: 'Save' });
    await waitFor(() => expect(save.hasAttribute('disabled')).toBe(false));
    await user.click(save);
    expect(await dialog.findByText('Saved: /srv/reports/r.json (2.0 KiB)')).toBeTruthy();
    expect(client.inputsOf('reports.make')).toEqual([
      {
        of: { kind: 'folder', folder: tokenOf(7) },
        language: 'en',
        format: 'json',
        into: tokenOf(1),
        replace: false,
      },
    ]);
  });

  it('says why it could not be saved', async () => {
    const { user } = await show({
      handlers: {
        'reports.make': () => {
          throw remote('REPORT_FILE_EXISTS', { path: '/srv/reports/r.html' });
        },
      },
    });
    await user.click(await screen.findByRole('button', { name: 'Save report' }));
    const dialog = within(await screen.findByRole('dialog', { name: 'Save the report' }));
    await user.click(await dialog.findByRole('radio', { name: /stick1/ }));
    const save = dialog.getByRole('button', { name: 'Save' });
    await waitFor(() => expect(save.hasAttribute('disabled')).toBe(false));
    await user.click(save);
    expect(await dialog.findByText(/There is already a file \/srv\/reports\/r\.html/)).toBeTruthy();
  });

  it('compares with another set when one is chosen, and not any more', async () => {
    const { user, client } = await show();
    await user.click(await screen.findByRole('button', { name: 'Compare with another set' }));
    const dialog = within(await screen.findByRole('dialog', { name: 'Compare with another set' }));
    await user.click(await dialog.findByRole('radio', { name: /before/ }));
    const compare = dialog.getByRole('button', { name: 'Compare' });
    await waitFor(() => expect(compare.hasAttribute('disabled')).toBe(false));
    await user.click(compare);
    expect(await screen.findByText(/Compared with the set in \/srv\/reports/)).toBeTruthy();
    await waitFor(() => expect(client.inputsOf('reports.preview').at(-1)?.previous).toBe(tokenOf(11)));
    await user.click(screen.getByRole('button', { name: 'Compare with the set before it again' }));
    await waitFor(() => expect(client.inputsOf('reports.preview').at(-1)).not.toHaveProperty('previous'));
  });

  it('is about the set of a job when its address names one', async () => {
    const { client } = await show({ route: '/report?job=job-1' });
    await screen.findByText('Do not use this set as it is.');
    expect(client.inputsOf('reports.preview')[0]?.of).toEqual({ kind: 'job', jobId: 'job-1' });
  });

  it.each(['/report', '/report?folder=/etc/passwd', '/report?from=yesterday&to=today'])(
    'says where to begin at %s',
    async (route) => {
      const { client } = await show({ route });
      expect(await screen.findByText(/open the set where it is chosen to be read/)).toBeTruthy();
      expect(client.calls.filter(({ name }) => name === 'reports.preview')).toEqual([]);
    },
  );

  it('lets a period be chosen when no set is, and leads to its report', async () => {
    const { client, user, container } = await show({ route: '/report' });
    expect(await screen.findByText(/open the set where it is chosen to be read/)).toBeTruthy();
    expect(client.inputsOf('reports.preview')).toEqual([]);
    await expectAccessible(container);
    const [from, to] = [screen.getByLabelText('First day'), screen.getByLabelText('Last day')];
    const button = screen.getByRole('button', { name: 'Show the report' });
    fireEvent.change(from, { target: { value: '2026-04-01' } });
    fireEvent.change(to, { target: { value: '2026-03-31' } });
    expect(button.hasAttribute('disabled')).toBe(true);
    fireEvent.change(from, { target: { value: '2026-01-01' } });
    await user.click(button);
    const of = { kind: 'period', from: '2026-01-01', to: '2026-03-31' };
    await waitFor(() => expect(client.inputsOf('reports.preview')).toEqual([{ of, language: 'en' }]));
    await user.click(await screen.findByRole('button', { name: 'Save report' }));
    const dialog = within(await screen.findByRole('dialog', { name: 'Save the report' }));
    expect(dialog.getAllByRole('radio', { name: /HTML|JSON|CycloneDX/ })).toHaveLength(2);
  }, 60_000);

  it('says why there is no report', async () => {
    await show({
      handlers: {
        'reports.preview': () => {
          throw remote('REPORT_SET_WITHOUT_MANIFEST', { directory: '/media/x' });
        },
      },
    });
    expect(await screen.findByText(/No report can be made about the archive in \/media\/x/)).toBeTruthy();
  });
});

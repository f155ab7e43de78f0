import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type {
  CatalogChoices,
  FinishChoices,
  FinishedResourcesView,
  ResourceFileView,
} from '../../../core/contract/index.ts';
import { FinishSection } from '../../../renderer/src/features/resources/finish-section.tsx';
import { driveOf, factsOf, mediaClient, tokenOf } from '../media/samples.ts';
import { remote, type FakeClient, type FakeHandlers } from '../support/fake-client.ts';
import { expectAccessible, renderWith, type Rendered } from '../support/render.tsx';

const of = { kind: 'job', jobId: 'job-1' } as const;
const registry = 'reg.example:8443';
const fileName = 'cs-redhat-operator-index-v4-19.yaml';
const empty: CatalogChoices = {
  file: fileName,
  name: '',
  namespace: '',
  displayName: '',
  publisher: '',
  pollInterval: '',
  security: '',
  priority: '',
};
const now = { ...empty, name: 'cs-redhat-operator-index-v4-19', namespace: 'openshift-marketplace' };
const suggested: CatalogChoices = {
  ...empty,
  name: 'redhat-operators',
  displayName: 'Red Hat Operators',
  publisher: 'Red Hat',
  pollInterval: '30m',
  security: 'restricted',
};

const fileOf = (name: string, kind: string, order: number, text: string): ResourceFileView => ({
  name,
  kind,
  text,
  order,
  reboots: 'no',
  note: { code: 'RESOURCES_KEEP_NODES', params: {}, affected: [] },
});

/** A host in small: what it is asked for is in its answer. */
function answerTo(choices: FinishChoices | undefined): FinishedResourcesView {
  const used = choices ?? { catalogs: [suggested], defaultSources: { kind: 'all' }, authority: '' };
  const [catalog = empty] = used.catalogs;
  const isWrong = /[A-Z]/.test(catalog.name);
  const hub = fileOf('operatorhub.yaml', 'OperatorHub', 1, 'kind: OperatorHub\n');
  const text = `kind: CatalogSource\nname: ${catalog.name}\n`;
  return {
    registry,
    catalogs: [
      {
        file: fileName,
        image: `${registry}/redhat/redhat-operator-index:v4.19`,
        pinned: false,
        now,
        suggested,
      },
    ],
    choices: used,
    remembered: false,
    authorities: [{ subject: 'CN=Enclave root', pem: 'PEM of the enclave' }],
    problems: isWrong
      ? [
          {
            file: fileName,
            field: 'name',
            message: { code: 'RESOURCES_FINISH_NAME_INVALID', params: { name: catalog.name }, affected: [] },
          },
        ]
      : [],
    findings: [
      {
        level: 'warning',
        message: {
          code: 'RESOURCES_FINISH_DEFAULT_FIRST',
          params: { name: catalog.name },
          affected: [fileName],
        },
      },
    ],
    files: [
      fileOf(fileName, 'CatalogSource', 2, text),
      ...(used.defaultSources.kind === 'keep' ? [] : [hub]),
    ],
  };
}

const clientOf = (handlers: FakeHandlers = {}): FakeClient =>
  mediaClient([driveOf(1)], {
    'resources.finish': ({ choices }) => answerTo(choices),
    ...handlers,
  });

async function opened(
  client: FakeClient,
  language: 'en' | 'zh' = 'en',
): Promise<Rendered & { readonly lastChoices: () => FinishChoices | undefined }> {
  const rendered = await renderWith(<FinishSection of={of} />, { client, language });
  const toggle = language === 'en' ? 'Finishing touches (optional)' : '完善（可选）';
  await rendered.user.click(screen.getByRole('button', { name: toggle }));
  return {
    ...rendered,
    lastChoices: () => client.inputsOf('resources.finish').at(-1)?.choices,
  };
}

const previewText = (): string | null =>
  screen.getByRole('region', { name: `Catalogue source ${fileName}` }).querySelector('code')?.textContent ??
  null;

describe('finishing touches', () => {
  it('ask nothing of the host before they are opened', async () => {
    const client = clientOf();
    await renderWith(<FinishSection of={of} />, { client });
    expect(client.inputsOf('resources.finish')).toEqual([]);
    expect(screen.queryByRole('textbox')).toBeNull();
  });

  it.each(['en', 'zh'] as const)('are accessible in %s', async (language) => {
    const { container } = await opened(clientOf(), language);
    expect(await screen.findByDisplayValue('redhat-operators')).toBeTruthy();
    await expectAccessible(container);
  });

  it('begin with the suggestion, show the file and the order, and what to know before', async () => {
    await opened(clientOf());
    expect(await screen.findByRole('textbox', { name: 'Name' })).toHaveProperty('value', 'redhat-operators');
    expect(previewText()).toBe('kind: CatalogSource\nname: redhat-operators\n');
    const files = screen.getAllByRole('article').map((file) => file.getAttribute('aria-label'));
    expect(files).toEqual(['operatorhub.yaml', fileName]);
    expect(
      within(screen.getByRole('region', { name: 'Before you apply them' })).getByText(/must be gone/),
    ).toBeTruthy();
    expect(screen.getByText(`oc apply -f operatorhub.yaml oc apply -f ${fileName}`)).toBeTruthy();
  });

  it('follow the keys with the preview, and say at the field what is wrong', async () => {
    const { user, lastChoices } = await opened(clientOf());
    const name = await screen.findByRole('textbox', { name: 'Name' });
    await user.clear(name);
    await user.type(name, 'ours');
    await waitFor(() => expect(previewText()).toContain('name: ours'));
    expect(lastChoices()?.catalogs).toEqual([{ ...suggested, name: 'ours' }]);
    await user.type(name, 'X');
    expect(await screen.findByText(/"oursX" cannot be the name/)).toBeTruthy();
    expect(name.getAttribute('aria-invalid')).toBe('true');
    await user.click(screen.getByRole('button', { name: 'Copy the finished files into a folder' }));
    await user.click(await screen.findByRole('radio', { name: 'Top folder, /media/stick1' }));
    const copy = await screen.findByRole('button', { name: 'Copy files here' });
    expect(copy.getAttribute('aria-disabled')).toBe('true');
  });

  it('are taken back and filled in again by a button each', async () => {
    const { user, lastChoices } = await opened(clientOf());
    await user.click(await screen.findByRole('button', { name: 'Leave all as imported' }));
    await waitFor(() => expect(lastChoices()?.catalogs).toEqual([empty]));
    expect(screen.getByRole('textbox', { name: 'Name' }).getAttribute('placeholder')).toBe(now.name);
    await user.click(screen.getByRole('button', { name: 'Fill in what belongs to redhat-operators' }));
    expect(screen.getByRole('textbox', { name: 'Poll interval' })).toHaveProperty('value', '30m');
    await user.selectOptions(screen.getByRole('combobox', { name: 'Pod security' }), 'legacy');
    await waitFor(() => expect(lastChoices()?.catalogs).toEqual([{ ...suggested, security: 'legacy' }]));
  });

  it('disable all default sources, some, or none', async () => {
    const { user, lastChoices } = await opened(clientOf());
    await user.click(await screen.findByRole('radio', { name: 'Disable only some' }));
    await user.click(screen.getByRole('checkbox', { name: 'redhat-operators' }));
    await user.click(screen.getByRole('checkbox', { name: 'certified-operators' }));
    await user.click(screen.getByRole('checkbox', { name: 'redhat-operators' }));
    await waitFor(() =>
      expect(lastChoices()?.defaultSources).toEqual({ kind: 'named', names: ['certified-operators'] }),
    );
    await user.click(screen.getByRole('radio', { name: 'Leave them as they are' }));
    await waitFor(() => expect(screen.getAllByRole('article')).toHaveLength(1));
  });

  it('take the authority that this machine trusts', async () => {
    const { user, lastChoices } = await opened(clientOf());
    await user.click(
      await screen.findByRole('button', { name: 'Use what this machine trusts: CN=Enclave root' }),
    );
    await waitFor(() => expect(lastChoices()?.authority).toBe('PEM of the enclave'));
    expect(screen.getByRole('textbox', { name: 'Certificates (PEM)' })).toHaveProperty(
      'value',
      'PEM of the enclave',
    );
  });

  it('copy the files with what was chosen', async () => {
    const client = clientOf({
      'resources.export': () => ({ files: [fileName, 'operatorhub.yaml'] }),
      'paths.describe': ({ token }) => factsOf(token as never, { purpose: 'output-folder' }),
    });
    const { user } = await opened(client);
    await user.click(await screen.findByRole('button', { name: 'Copy the finished files into a folder' }));
    await user.click(await screen.findByRole('radio', { name: 'Top folder, /media/stick1' }));
    await user.click(await screen.findByRole('button', { name: 'Copy files here' }));
    expect(await screen.findByText('2 files were copied:')).toBeTruthy();
    const choices = { catalogs: [suggested], defaultSources: { kind: 'all' }, authority: '' };
    expect(client.inputsOf('resources.export')).toEqual([{ of, to: tokenOf(1), choices }]);
    await user.type(screen.getByRole('textbox', { name: 'Publisher' }), '!');
    await waitFor(() => expect(screen.queryByText('2 files were copied:')).toBeNull());
  });

  it('say that choices come from an earlier import', async () => {
    await opened(clientOf({ 'resources.finish': () => ({ ...answerTo(undefined), remembered: true }) }));
    expect(await screen.findByText(/the choices that were copied last for reg\.example:8443/)).toBeTruthy();
  });

  it('are of use without a CatalogSource', async () => {
    const { registry: _registry, ...rest } = answerTo({
      catalogs: [],
      defaultSources: { kind: 'keep' },
      authority: '',
    });
    const client = clientOf({ 'resources.finish': () => ({ ...rest, catalogs: [], findings: [] }) });
    const { container } = await opened(client);
    expect(await screen.findByText(/There is no CatalogSource among these files/)).toBeTruthy();
    expect(screen.getByRole('radio', { name: 'Leave them as they are' })).toHaveProperty('checked', true);
    expect(screen.queryByRole('textbox', { name: 'Certificates (PEM)' })).toBeNull();
    await expectAccessible(container);
  });

  it('tell when the host cannot answer', async () => {
    const client = clientOf();
    const { user } = await opened(client);
    const name = await screen.findByRole('textbox', { name: 'Name' });
    client.handle({
      'resources.finish': () => {
        throw remote('RESOURCES_ABSENT');
      },
    });
    await user.type(name, '2');
    expect(await screen.findByText('There are no cluster resources for this job.')).toBeTruthy();
    expect(name).toHaveProperty('value', 'redhat-operators2');
  });
});

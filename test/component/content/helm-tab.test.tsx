import { EditorView } from '@codemirror/view';
import { screen, waitFor, within } from '@testing-library/react';
import type { UserEvent } from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import {
  pathTokenSchema,
  type ContentModel,
  type HelmModel,
  type ResolvedChart,
} from '../../../core/contract/index.ts';
import { type FakeHandlers, remote } from '../support/fake-client.ts';
import { expectAccessible } from '../support/render.tsx';
import { contentClient, yamlOf } from './fake-content.ts';
import { renderContent, type RenderedContent } from './render-content.tsx';

const lab = { name: 'lab', url: 'https://charts.example.com/lab/' };
const registry = { name: 'registry', url: 'oci://registry.example.com/charts' };
const chart = (name: string, version: string, more: object = {}) => ({
  name,
  version,
  imagePaths: [],
  platforms: [],
  ...more,
});
const helmOf = (...charts: HelmModel['repositories'][number]['charts']): Partial<ContentModel> => ({
  helm: { repositories: [{ ...lab, charts }], local: [] },
  helmCharts: charts.length,
});
const line = (name: string, versions: readonly string[], more: object = {}) => ({
  name,
  description: `What ${name} is.`,
  versions: [...versions],
  moreVersions: 0,
  newest: versions[0] ?? '',
  deprecated: false,
  library: false,
  ...more,
});
const token = pathTokenSchema.parse(`p_${'a'.repeat(32)}`);
const noImages: ResolvedChart['findings'][number] = {
  level: 'error',
  message: { code: 'HELM_NO_IMAGES', params: { chart: 'empty 1.0.0' }, affected: [] },
};

/** A host whose charts name one image of their own name, but `empty`, which needs values. */
function host(handlers: FakeHandlers = {}): ReturnType<typeof contentClient> {
  return contentClient({
    'helm.repositories': () => ({ repositories: [{ ...lab, why: 'published' }] }),
    'helm.open': () => ({
      charts: [
        line('web', ['1.1.0', '1.0.0']),
        line('web-tools', ['0.1.0'], { deprecated: true }),
        line('common', ['2.0.0'], { library: true }),
      ],
      moreCharts: 0,
    }),
    'helm.resolve': ({ yaml, values }) => {
      const { helm } = JSON.parse(yaml) as ContentModel;
      const charts = helm.repositories.flatMap(({ name, url, charts: all }) =>
        all.map((one): ResolvedChart => {
          const isGiven = values.some((value) => value.chart === one.name);
          const isEmpty = one.name === 'empty' && !isGiven;
          return {
            repository: { name, url },
            name: one.name,
            ...(one.version !== undefined && { version: one.version }),
            found: one.version ?? '1.1.0',
            images: isEmpty ? [] : [`quay.io/example/${one.name}:${one.version ?? '1.1.0'}`],
            values: isGiven ? 'given' : 'none',
            findings: isEmpty ? [noImages] : [],
          };
        }),
      );
      return { charts };
    },
    'helm.checkValues': ({ yaml }) => ({
      problems: yaml.includes('[')
        ? [
            {
              level: 'error',
              message: {
                code: 'HELM_VALUES_INVALID',
                params: { chart: 'empty', line: 2, reason: 'a flow collection has no end' },
                affected: [],
              },
              line: 2,
              column: 1,
            },
          ]
        : [],
    }),
    ...handlers,
  });
}

async function show(
  model: Partial<ContentModel> = {},
  options: Parameters<typeof renderContent>[1] = {},
): Promise<RenderedContent> {
  const rendered = await renderContent(yamlOf(model), { client: host(), ...options });
  const name = options.language === 'zh' ? 'Helm Chart' : 'Helm charts';
  await rendered.user.click(await screen.findByRole('tab', { name }));
  return rendered;
}

const helmIn = ({ yaml }: RenderedContent): HelmModel => (JSON.parse(yaml()) as ContentModel).helm;
const choose = async (user: UserEvent, name: string): Promise<void> =>
  user.click(await screen.findByRole('button', { name: `Choose ${name}` }));

/** As the keyboard does; the editor reads keys from a layout that there is none of here. */
function type(text: HTMLElement, piece: string): void {
  EditorView.findFromDOM(text)?.dispatch({ changes: { from: 0, insert: piece }, userEvent: 'input.type' });
}

describe('charts of a repository', () => {
  it('are chosen by keyboard from the one that is offered, with their version, and shown with their images', async () => {
    const content = await show();
    const { user } = content;
    (await screen.findByRole('button', { name: `lab (${lab.url})` })).focus();
    await user.keyboard('{Enter}');
    expect(await screen.findByRole('tab', { name: 'lab (nothing chosen)' })).toBeTruthy();
    (await screen.findByRole('button', { name: 'Choose web' })).focus();
    await user.keyboard('{Enter}');
    const version = screen.getByRole('combobox', { name: 'Version' });
    expect(document.activeElement).toBe(version);
    await user.selectOptions(version, '1.0.0');
    screen.getByRole('button', { name: 'Add web' }).focus();
    await user.keyboard('{Enter}');
    await waitFor(() =>
      expect(helmIn(content).repositories).toEqual([{ ...lab, charts: [chart('web', '1.0.0')] }]),
    );
    expect(document.activeElement).toBe(screen.getByRole('textbox', { name: 'Find a chart' }));
    const card = await screen.findByRole('region', { name: 'web 1.0.0' });
    expect(await within(card).findByText('1 image')).toBeTruthy();
    expect(within(card).getByText('quay.io/example/web:1.0.0')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Undo' }));
    await waitFor(() => expect(helmIn(content).repositories).toEqual([]));
  });

  it('are searched in name and description; a library cannot be chosen', async () => {
    const { user } = await show(helmOf(chart('web', '1.0.0')));
    expect(await screen.findByText('3 of 3')).toBeTruthy();
    expect(screen.getByText('library, no images')).toBeTruthy();
    await user.type(screen.getByRole('textbox', { name: 'Find a chart' }), 'tools');
    expect(await screen.findByText('1 of 3')).toBeTruthy();
    expect(screen.getByText(/web-tools \(deprecated\)/)).toBeTruthy();
  });

  it('of another repository are looked into by name and address, which are checked here first', async () => {
    const { user, client } = await show();
    const [name, url] = [screen.getByLabelText('Name'), screen.getByLabelText('Address')];
    await user.type(name, 'x');
    await user.type(url, 'ftp://x');
    const look = screen.getByRole('button', { name: 'Look into it' });
    await user.click(look);
    expect(screen.getByText(/This is not the address of a repository/)).toBeTruthy();
    await user.clear(url);
    await user.type(url, 'https://user:secret@charts.example.com');
    await user.click(look);
    expect(screen.getByText(/Take the user name and password out/)).toBeTruthy();
    expect(client.calls.some(({ name: sent }) => sent === 'helm.open')).toBe(false);
    await user.clear(url);
    await user.type(url, 'https://charts.example.com{Enter}');
    expect(await screen.findByRole('tab', { name: 'x (nothing chosen)' })).toBeTruthy();
  });

  it('of a registry are typed, with their version', async () => {
    const content = await show({ helm: { repositories: [{ ...registry, charts: [] }], local: [] } });
    const { user } = content;
    const add = await screen.findByRole('button', { name: 'Add the chart' });
    await user.type(screen.getByLabelText('Chart'), 'web');
    expect(add).toHaveProperty('disabled', true);
    await user.type(screen.getByLabelText('Version'), '1.0.0{Enter}');
    await waitFor(() => expect(helmIn(content).repositories[0]?.charts).toEqual([chart('web', '1.0.0')]));
  });

  it('can be typed as well when the repository cannot be read, which says why', async () => {
    const client = host({
      'helm.open': () => Promise.reject(remote('HELM_INDEX_ABSENT', { repository: 'lab', url: lab.url })),
    });
    await show(helmOf(chart('web', '1.0.0')), { client });
    expect(await screen.findByText(/has no index/)).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Add the chart' })).toBeTruthy();
  });

  it('are all of them when the whole repository is wanted, which asks first', async () => {
    const content = await show(helmOf(chart('web', '1.0.0')));
    const { user } = content;
    await user.click(await screen.findByRole('button', { name: 'Carry the whole repository…' }));
    expect(screen.getByText(/The choice of 1 chart is lost/)).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Carry the whole repository' }));
    await waitFor(() => expect(helmIn(content).repositories).toEqual([{ ...lab, charts: [] }]));
    await choose(user, 'web');
    expect(screen.getByText(/When you add this chart, it is the only one/)).toBeTruthy();
  });

  it('are removed with what they say, and the repository with them', async () => {
    const content = await show(helmOf(chart('web', '1.0.0'), chart('db', '2.0.0')));
    const { user } = content;
    await user.click(await screen.findByRole('button', { name: 'Remove db 2.0.0' }));
    await waitFor(() => expect(helmIn(content).repositories[0]?.charts).toHaveLength(1));
    await user.click(screen.getByRole('button', { name: 'Remove this repository…' }));
    await user.click(screen.getByRole('button', { name: 'Remove the repository' }));
    await waitFor(() => expect(helmIn(content).repositories).toEqual([]));
  });
});

describe('a chosen chart', () => {
  const open = async (user: UserEvent, title: string): Promise<HTMLElement> => {
    const card = await screen.findByRole('region', { name: title });
    await user.click(within(card).getByRole('button', { name: /^Version, image paths/ }));
    return card;
  };

  it('without an image is an error with the way out of it, until values name one', async () => {
    const content = await show(helmOf(chart('empty', '1.0.0')));
    const { user } = content;
    const card = await open(user, 'empty 1.0.0');
    expect(await within(card).findByText('This chart cannot be carried as it is.')).toBeTruthy();
    expect(within(card).getByText(/No image was found in the chart/)).toBeTruthy();
    const editor = await within(card).findByRole('textbox', { name: 'Values for empty as YAML' });
    type(editor, 'image: x\n');
    await waitFor(() => expect(content.values()).toEqual([{ chart: 'empty', yaml: 'image: x\n' }]));
    expect(await within(card).findByText('Rendered with your values.')).toBeTruthy();
    type(editor, 'b: [');
    expect(await within(card).findByText(/are no YAML mapping \(line 2\)/)).toBeTruthy();
    expect(within(card).getByRole('button', { name: 'Go to line 2' })).toBeTruthy();
  });

  it('gets image paths and another version', async () => {
    const content = await show(helmOf(chart('web', '1.0.0')));
    const { user } = content;
    const card = await open(user, 'web 1.0.0');
    await user.type(within(card).getByLabelText('Add an image path'), '{{.spec.image}{Enter}');
    const path = '{.spec.image}';
    await waitFor(() => expect(helmIn(content).repositories[0]?.charts[0]?.imagePaths).toEqual([path]));
    await user.click(within(card).getByRole('button', { name: `Remove the image path ${path}` }));
    await waitFor(() => expect(helmIn(content).repositories[0]?.charts[0]?.imagePaths).toEqual([]));
    const version = within(card).getByLabelText('Version');
    await user.clear(version);
    await user.click(within(card).getByRole('button', { name: 'Change the version' }));
    expect(await screen.findByRole('region', { name: 'web (newest, now 1.1.0)' })).toBeTruthy();
  });

  it('that was taken out leaves its values here, where they can be removed', async () => {
    const values = [{ chart: 'gone', yaml: 'a: 1\n' }];
    const content = await show({}, { values });
    await content.user.click(await screen.findByRole('button', { name: 'Remove the values for gone' }));
    expect(content.values()).toEqual([]);
  });

  it('may be of this machine, chosen by a token', async () => {
    const client = host({
      'app.info': async () => {
        const info = await contentClient().invoke('app.info', {});
        return { ...info, capabilities: { ...info.capabilities, nativeDialogs: true } };
      },
      'dialogs.pick': ({ purpose }) => ({
        picked: {
          token,
          purpose,
          display: '/srv/charts/own',
          name: 'own',
          kind: 'directory',
          writable: true,
        },
      }),
    });
    const content = await show({}, { client });
    await content.user.click(await screen.findByRole('button', { name: 'Add a folder…' }));
    expect(await screen.findByRole('tab', { name: 'Local charts (1)' })).toBeTruthy();
    expect(client.calls.find(({ name }) => name === 'config.apply')?.input).toMatchObject({
      edits: [{ kind: 'addLocalChart', place: token }],
    });
    expect(await screen.findByText('/srv/charts/own')).toBeTruthy();
  });
});

describe('the tab of charts', () => {
  it('says when there is nothing, and when charts cannot be rendered', async () => {
    const { unmount } = await show();
    expect(await screen.findByRole('heading', { name: 'No chart is chosen' })).toBeTruthy();
    unmount();
    const client = host({ 'helm.resolve': () => Promise.reject(remote('PRACTICE_NOT_RUNNING')) });
    await show(helmOf(chart('web', '1.0.0')), { client });
    expect(await screen.findByText('Its images are not known yet.')).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Try again' })).toBeTruthy();
  });

  it('shows a page that may only look the charts, and no way to change them', async () => {
    const client = contentClient({}, 'viewer');
    await show(helmOf(chart('web', '1.0.0')), { client });
    expect(await screen.findByRole('region', { name: 'web 1.0.0' })).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Look into it' })).toBeNull();
    expect(screen.getByRole('button', { name: 'Remove web 1.0.0' })).toHaveProperty('disabled', true);
  });

  it.each(['en', 'zh'] as const)('is accessible with everything open (%s)', async (language) => {
    const model = {
      ...helmOf(chart('empty', '1.0.0'), chart('web', '1.0.0', { imagePaths: ['{.spec.image}'] })),
    };
    const { container, user } = await show(model, { language });
    await screen.findAllByText(/quay\.io\/example\/web/);
    const [first] = screen.getAllByRole('button', { name: /^Version, image paths|^版本、镜像路径/ });
    if (first !== undefined) await user.click(first);
    await screen.findByRole('textbox', { name: /Values for empty as YAML|empty 的 values（YAML）/ });
    const more = language === 'en' ? 'Choose another version of web' : '选择 web 的其他版本';
    await user.click(await screen.findByRole('button', { name: more }));
    await expectAccessible(container);
  });
});

import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { CommandOutput, ResourceFileView } from '../../../core/contract/index.ts';
import { applyCommands } from '../../../renderer/src/features/resources/apply-commands.ts';
import { ResourcesView } from '../../../renderer/src/features/resources/resources-view.tsx';
import { ResourcesPage } from '../../../renderer/src/pages/resources-page.tsx';
import { driveOf, factsOf, mediaClient, tokenOf } from '../media/samples.ts';
import { jobOf, report } from '../run/samples.ts';
import { remote, type FakeHandlers } from '../support/fake-client.ts';
import { expectAccessible, renderWith } from '../support/render.tsx';

const idms: ResourceFileView = {
  name: 'idms-oc-mirror.yaml',
  kind: 'ImageDigestMirrorSet',
  text: 'kind: ImageDigestMirrorSet\n',
  order: 2,
  reboots: 'changed',
  note: { code: 'RESOURCES_DIGEST_MIRRORS', params: {}, affected: [] },
};
const signature: ResourceFileView = {
  name: 'signature-configmap.yaml',
  kind: 'ConfigMap',
  text: 'kind: ConfigMap\n',
  order: 1,
  reboots: 'no',
  note: { code: 'RESOURCES_KEEP_NODES', params: {}, affected: [] },
};
const listed: CommandOutput<'resources.list'> = {
  files: [idms, signature],
  fragment: { name: 'install-config.yaml', text: 'imageDigestSources: []\n' },
  folder: '/media/stick/working-dir/cluster-resources',
};
const of = { kind: 'job', jobId: 'job-1' } as const;

const clientOf = (answer: CommandOutput<'resources.list'>, handlers: FakeHandlers = {}) =>
  mediaClient([driveOf(1)], { 'resources.list': () => answer, ...handlers });

describe('cluster resources', () => {
  it('shows the files in the order to apply them and what each does to nodes', async () => {
    const { container } = await renderWith(<ResourcesView of={of} />, { client: clientOf(listed) });
    const files = await screen.findAllByRole('article');
    expect(files.map((file) => file.getAttribute('aria-label'))).toEqual([signature.name, idms.name]);
    const [first, second] = files.map((file) => within(file));
    expect(first?.getByText(/does not touch the nodes/)).toBeTruthy();
    expect(second?.getByText(/Not when it is new, or when mirrors are only added/)).toBeTruthy();
    expect(second?.getByText('no reboot when new')).toBeTruthy();
    expect(screen.getByText(/New files do not disturb the nodes/)).toBeTruthy();
    await expectAccessible(container);
  });

  it.each([
    ['en', 'nodes drain, may reboot', /^Some of these files make nodes drain/, /also when it is new/],
    ['zh', '节点会排空，可能重启', /^其中部分文件会使节点被排空/, /即使是新建/],
  ] as const)(
    'warns of mirrors by tag, which drain nodes in any case, %s',
    async (language, short, all, why) => {
      const itms: ResourceFileView = {
        ...idms,
        name: 'itms-oc-mirror.yaml',
        kind: 'ImageTagMirrorSet',
        reboots: 'may',
        note: { code: 'RESOURCES_TAG_MIRRORS', params: {}, affected: [] },
      };
      const client = clientOf({ ...listed, files: [idms, itms] });
      await renderWith(<ResourcesView of={of} />, { client, language });
      expect(await screen.findByText(short)).toBeTruthy();
      expect(screen.getByText(all)).toBeTruthy();
      expect(screen.getByText(why)).toBeTruthy();
    },
  );

  it('is accessible in Chinese', async () => {
    const { container } = await renderWith(<ResourcesView of={of} />, {
      client: clientOf(listed),
      language: 'zh',
    });
    expect(await screen.findByText(/新建或仅新增镜像源时不会/)).toBeTruthy();
    await expectAccessible(container);
  });

  it('shows the YAML of a file when it is opened, and copies it', async () => {
    const { user } = await renderWith(<ResourcesView of={of} />, { client: clientOf(listed) });
    expect(await screen.findAllByRole('article')).toHaveLength(2);
    expect(screen.queryByText(/^kind: ImageDigestMirrorSet/)).toBeNull();
    await user.click(screen.getByRole('button', { name: 'Content of idms-oc-mirror.yaml' }));
    expect(screen.getByText(/^kind: ImageDigestMirrorSet/)).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Copy: Content of idms-oc-mirror.yaml' }));
    expect(await navigator.clipboard.readText()).toBe(idms.text);
  });

  it('gives the commands in order and the fragment for a new cluster', async () => {
    await renderWith(<ResourcesView of={of} />, { client: clientOf(listed) });
    const commands = await screen.findByText(/^oc apply/);
    expect(commands.textContent).toBe(
      'oc apply -f signature-configmap.yaml\noc apply -f idms-oc-mirror.yaml',
    );
    expect(screen.getByText('imageDigestSources: []')).toBeTruthy();
  });

  it('copies the files into a folder', async () => {
    const client = clientOf(listed, {
      'resources.export': () => ({ files: ['/media/stick1/idms-oc-mirror.yaml'] }),
      'paths.describe': ({ token }) => factsOf(token as never, { purpose: 'output-folder' }),
    });
    const { user } = await renderWith(<ResourcesView of={of} />, { client });
    await user.click(await screen.findByRole('button', { name: 'Copy the files into a folder' }));
    await user.click(await screen.findByRole('radio', { name: 'Top folder, /media/stick1' }));
    await user.click(await screen.findByRole('button', { name: 'Copy files here' }));
    expect(await screen.findByText('/media/stick1/idms-oc-mirror.yaml')).toBeTruthy();
    expect(client.inputsOf('resources.export')).toEqual([{ of, to: tokenOf(1) }]);
  });

  it('says so when none are needed, and when there are none', async () => {
    const client = clientOf({ files: [], folder: '/x' });
    const none = await renderWith(<ResourcesView of={of} />, { client });
    expect(await screen.findByText(/No cluster resources were needed/)).toBeTruthy();
    none.unmount();
    client.handle({
      'resources.list': () => {
        throw remote('RESOURCES_ABSENT');
      },
    });
    await renderWith(<ResourcesView of={of} />, { client });
    expect(await screen.findByText('There are no cluster resources for this job.')).toBeTruthy();
  });
});

describe('commands', () => {
  it.each([
    [['b.yaml', 'a.yaml'], 'oc apply -f b.yaml\noc apply -f a.yaml'],
    [['my file.yaml'], "oc apply -f 'my file.yaml'"],
    [["o'brien.yaml"], String.raw`oc apply -f 'o'\''brien.yaml'`],
    [['-f.yaml'], 'oc apply -f ./-f.yaml'],
    [['$(reboot).yaml'], "oc apply -f '$(reboot).yaml'"],
  ])('of %j', (names, expected) => {
    expect(applyCommands(names.map((name, place) => ({ name, order: place + 1 })))).toBe(expected);
  });
});

describe('the page of cluster resources', () => {
  const imported = jobOf(
    { kind: 'succeeded' },
    {
      kind: 'import',
      flow: 'enclave-import',
      report: { ...report, resources: ['/x/idms.yaml'] },
      endedAt: '2026-01-01T01:00:00Z',
    },
  );

  it('shows the resources of a finished import, and goes back to the choice', async () => {
    const client = clientOf(listed, {
      'jobs.list': () => ({ jobs: [imported, jobOf({ kind: 'running' }, { id: 'x' })], total: 2 }),
    });
    const { user, container } = await renderWith(<ResourcesPage />, { client });
    await user.click(
      await screen.findByRole('button', { name: /^Show the resources of Import into the enclave registry/ }),
    );
    expect(await screen.findAllByRole('article')).toHaveLength(2);
    expect(client.inputsOf('resources.list')).toEqual([{ of }]);
    await user.click(screen.getByRole('button', { name: 'Choose another' }));
    expect(await screen.findByRole('region', { name: 'Imports with cluster resources' })).toBeTruthy();
    await expectAccessible(container);
  });

  it('opens what a link names', async () => {
    const client = clientOf(listed);
    await renderWith(<ResourcesPage />, { client, route: '/resources?job=job-7' });
    expect(await screen.findAllByRole('article')).toHaveLength(2);
    expect(client.inputsOf('resources.list')).toEqual([{ of: { kind: 'job', jobId: 'job-7' } }]);
  });

  it('takes a folder as well', async () => {
    const client = clientOf(listed, {
      'jobs.list': () => ({ jobs: [], total: 0 }),
      'paths.places': () => ({
        places: [{ kind: 'recent', token: tokenOf(8), display: '/srv/set', label: '' }],
      }),
    });
    const { user } = await renderWith(<ResourcesPage />, { client });
    expect(await screen.findByText('No import is finished yet')).toBeTruthy();
    await user.click(await screen.findByRole('radio', { name: '/srv/set' }));
    await user.click(await screen.findByRole('button', { name: 'Show' }));
    await waitFor(() =>
      expect(client.inputsOf('resources.list')).toEqual([{ of: { kind: 'folder', folder: tokenOf(8) } }]),
    );
  });
});

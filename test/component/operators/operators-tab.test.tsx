import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { remote } from '../support/fake-client.ts';
import { expectAccessible } from '../support/render.tsx';
import {
  catalog,
  catalogView,
  lines,
  operatorsClient,
  operatorsOf,
  other,
  resolvedOdf,
  resolvedWith,
} from './fake-catalog.ts';
import { odfEntry, openTab, pick } from './open-operators-tab.tsx';

describe('catalogues', () => {
  it('are added from those that are published or known, without carrying anything yet', async () => {
    const { user, yaml } = await openTab();
    expect(await screen.findByRole('heading', { name: 'No catalogue is chosen' })).toBeTruthy();
    await user.type(screen.getByRole('combobox', { name: 'Add a catalogue' }), 'redhat-op');
    await user.click(
      await screen.findByRole('option', { name: /redhat-operator-index.*has to be read first/ }),
    );
    expect(await screen.findByText(/Nothing of this catalogue is carried yet/)).toBeTruthy();
    expect(await screen.findByRole('grid', { name: 'Packages' })).toBeTruthy();
    expect(operatorsOf(yaml())).toEqual([]);
    await user.click(screen.getByRole('button', { name: 'Close this catalogue' }));
    expect(await screen.findByRole('heading', { name: 'No catalogue is chosen' })).toBeTruthy();
  });

  it('are typed by their whole reference when they cannot be listed', async () => {
    const client = operatorsClient({
      'catalogs.list': () => {
        throw remote('HOST_UNEXPECTED', { message: 'x' }, true);
      },
    });
    const { user } = await openTab([], client);
    await user.type(
      await screen.findByRole('combobox', { name: 'Add a catalogue' }),
      'registry.example/own/index:v1{Enter}',
    );
    expect(await screen.findByRole('tab', { name: 'index:v1 (nothing chosen)' })).toBeTruthy();
    await waitFor(() =>
      expect(client.inputsOf('catalogs.open').map((input) => input.catalog)).toEqual([
        'registry.example/own/index:v1',
      ]),
    );
  });

  it('say how far they are read, and are stopped and read again', async () => {
    let aborted = 0;
    let isStuck = true;
    const stuck = (signal: AbortSignal | undefined): Promise<never> =>
      new Promise((_resolve, reject) => {
        signal?.addEventListener('abort', () => {
          aborted++;
          reject(new Error('aborted'));
        });
      });
    const client = operatorsClient({
      'catalogs.open': (_input, signal) => (isStuck ? stuck(signal) : catalogView()),
    });
    const { user } = await openTab([odfEntry], client);
    await screen.findByText(/Looking for the catalogue/);
    client.emit('catalog.progress', { catalog: other, phase: 'fetch', bytesDone: 1, bytesTotal: 4 });
    client.emit('catalog.progress', { catalog, phase: 'fetch', bytesDone: 1024, bytesTotal: 4096 });
    const bar = await screen.findByRole('progressbar', { name: 'Fetching the catalogue…' });
    expect(bar.getAttribute('aria-valuetext')).toBe('1.0 KiB of 4.0 KiB');
    await user.click(screen.getAllByRole('button', { name: 'Stop' }).at(-1) ?? bar);
    expect(await screen.findByRole('heading', { name: 'Reading was stopped' })).toBeTruthy();
    expect(aborted).toBe(1);
    // What the file asks for stays in sight.
    expect(
      within(screen.getByRole('list', { name: 'Chosen packages' })).getByText('odf-operator'),
    ).toBeTruthy();
    isStuck = false;
    await user.click(screen.getByRole('button', { name: 'Read the catalogue' }));
    expect(await screen.findByRole('grid', { name: 'Packages' })).toBeTruthy();
  });

  it('that cannot be read say why, keep the choice, and are tried again', async () => {
    let isBroken = true;
    const client = operatorsClient({
      'catalogs.open': () => {
        if (isBroken) throw remote('HOST_UNEXPECTED', { message: 'no network' }, true);
        return catalogView();
      },
    });
    const { user, yaml } = await openTab([odfEntry], client);
    expect(await screen.findByText(/What the configuration asks of this catalogue stays/)).toBeTruthy();
    isBroken = false;
    await user.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByRole('grid', { name: 'Packages' })).toBeTruthy();
    expect(operatorsOf(yaml())).toEqual([odfEntry]);
  });

  it('without packages say so', async () => {
    await openTab([odfEntry], operatorsClient({ 'catalogs.open': () => catalogView({ packages: [] }) }));
    expect(await screen.findByRole('heading', { name: 'The catalogue has no packages' })).toBeTruthy();
  });

  it('are carried whole only after it was said what that means', async () => {
    const { user, yaml } = await openTab([odfEntry]);
    await user.click(await screen.findByRole('button', { name: 'Carry the whole catalogue…' }));
    const dialog = await screen.findByRole('dialog', { name: 'Carry the whole catalogue?' });
    expect(within(dialog).getByText(/The choice of 1 package is lost/)).toBeTruthy();
    await user.click(within(dialog).getByRole('button', { name: 'Cancel' }));
    expect(operatorsOf(yaml())).toEqual([odfEntry]);
    await user.click(screen.getByRole('button', { name: 'Carry the whole catalogue…' }));
    await user.click(await screen.findByRole('button', { name: 'Carry the whole catalogue' }));
    await waitFor(() => expect(operatorsOf(yaml())).toEqual([{ catalog, full: false, packages: [] }]));
    expect(screen.getByText(/the newest version of every channel of every package/)).toBeTruthy();
    expect(screen.queryByRole('checkbox', { name: 'Carry Local Storage' })).toBeNull();
  });

  it('carried whole are narrowed to one package, which is said', async () => {
    const { user, yaml } = await openTab([{ catalog, full: false, packages: [] }]);
    await user.click(await screen.findByRole('button', { name: 'Local Storage' }));
    expect(await screen.findByText(/Everything else of it is then left out/)).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Carry only this package' }));
    await waitFor(() =>
      expect(operatorsOf(yaml())[0]?.packages).toEqual([{ name: 'local-storage-operator', channels: [] }]),
    );
  });

  it('take all versions after a question, and give ranges up for it', async () => {
    const ranged = [{ name: 'odf-operator', channels: [{ name: 'stable-4.15', minVersion: '4.15.0' }] }];
    const { user, yaml } = await openTab([{ ...odfEntry, packages: ranged }]);
    await user.click(await screen.findByRole('checkbox', { name: 'All versions' }));
    const dialog = await screen.findByRole('dialog', { name: 'Carry all versions?' });
    expect(within(dialog).getByText(/Version ranges of its packages are taken out/)).toBeTruthy();
    await user.click(within(dialog).getByRole('button', { name: 'Carry all versions' }));
    await waitFor(() =>
      expect(operatorsOf(yaml())).toEqual([
        { catalog, full: true, packages: [{ name: 'odf-operator', channels: [{ name: 'stable-4.15' }] }] },
      ]),
    );
    await user.click(screen.getByRole('checkbox', { name: 'All versions' }));
    await waitFor(() => expect(operatorsOf(yaml())[0]?.full).toBe(false));
  });

  it('are removed after a question', async () => {
    const { user, yaml } = await openTab([odfEntry]);
    await user.click(await screen.findByRole('button', { name: 'Remove this catalogue…' }));
    await user.click(await screen.findByRole('button', { name: 'Remove' }));
    await waitFor(() => expect(operatorsOf(yaml())).toEqual([]));
    expect(await screen.findByRole('heading', { name: 'No catalogue is chosen' })).toBeTruthy();
  });
});

describe('what the choice comes to', () => {
  it('is told with its bundles, and worked out again after a change', async () => {
    const client = operatorsClient();
    const { user } = await openTab([odfEntry], client);
    expect(
      await screen.findByText('Carried from all catalogues: packages 1, bundles 2, images 10.'),
    ).toBeTruthy();
    const table = screen.getByRole('grid', { name: 'Carried from this catalogue' });
    expect(within(table).getByText('2: 4.15.2, 4.14.9')).toBeTruthy();
    await user.click(await pick('Local Storage'));
    await waitFor(() => expect(client.inputsOf('catalogs.resolve').length).toBe(2));
    expect(client.inputsOf('catalogs.resolve')[1]?.yaml).toContain('local-storage-operator');
  });

  it('is asked of nobody while no operator is chosen', async () => {
    const client = operatorsClient();
    await openTab([], client);
    await screen.findByRole('heading', { name: 'No catalogue is chosen' });
    expect(client.inputsOf('catalogs.resolve')).toEqual([]);
  });

  it('says what is missing and why, and adds it with one click', async () => {
    const supplier = (name: string) => ({
      catalog,
      package: name,
      channel: 'stable-4.15',
      minVersion: '4.15.0',
      bundle: `${name}.v4.15.2`,
    });
    const chain = ['odf-operator.v4.15.2'];
    const client = operatorsClient({
      'catalogs.resolve': () =>
        resolvedWith({
          missing: [
            { need: 'ocs-operator >=4.15.0', chain, suppliers: [supplier('ocs-operator')] },
            {
              need: 'ObjectBucket',
              chain: [...chain, 'mcg.v1'],
              suppliers: [supplier('mcg'), supplier('ceph')],
            },
            { need: 'csi-addons', chain, suppliers: [supplier('csi-addons')] },
            { need: 'Unknown', chain, suppliers: [] },
          ],
        }),
    });
    const { user, yaml } = await openTab([odfEntry], client);
    expect(await screen.findByText(/need 4 things that are not carried/)).toBeTruthy();
    expect(screen.getByText(/odf-operator\.v4\.15\.2 needs ocs-operator >=4\.15\.0/)).toBeTruthy();
    expect(screen.getByText(/Why: odf-operator\.v4\.15\.2 → mcg\.v1/)).toBeTruthy();
    expect(screen.getByText(/No catalogue of this configuration has it/)).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Add all 2 required packages' }));
    await waitFor(() =>
      expect(operatorsOf(yaml())[0]?.packages[1]).toEqual({
        name: 'ocs-operator',
        channels: [{ name: 'stable-4.15', minVersion: '4.15.0' }],
      }),
    );
    await screen.findByText(/Carried from all catalogues/);
    await user.click(screen.getByRole('button', { name: /^Add ceph \(stable-4\.15/ }));
    await waitFor(() => expect(operatorsOf(yaml())[0]?.packages.length).toBe(4));
  });

  it('says what does not fit the releases, and what the host finds', async () => {
    const message = (text: string) => ({ code: 'HOST_UNEXPECTED', params: { message: text }, affected: [] });
    const value = resolvedWith({ compatibility: [{ level: 'warning', message: message('too new') }] });
    const client = operatorsClient({
      'catalogs.resolve': () => ({
        ...value,
        catalogs: value.catalogs.map((one) => ({
          ...one,
          findings: [{ level: 'error' as const, message: message('two heads') }],
        })),
      }),
    });
    await openTab([odfEntry], client);
    const fit = await screen.findByRole('region', { name: 'Do the operators fit the releases?' });
    expect(within(fit).getByText(/too new/)).toBeTruthy();
    const found = await screen.findByRole('region', { name: 'About this catalogue' });
    expect(within(found).getByText(/two heads/)).toBeTruthy();
  });

  it('is tried again when it failed, with what was known still shown', async () => {
    let round = 0;
    const client = operatorsClient({
      'catalogs.resolve': () => {
        round++;
        if (round === 2) throw remote('HOST_UNEXPECTED', { message: 'gone' }, true);
        return resolvedWith({}, [resolvedOdf]);
      },
    });
    const { user } = await openTab([odfEntry], client);
    await screen.findByText(/Carried from all catalogues/);
    await user.click(await pick('Local Storage'));
    await user.click(await screen.findByRole('button', { name: 'Try again' }));
    expect(await screen.findByText(/Carried from all catalogues/)).toBeTruthy();
    expect(round).toBe(3);
  });
});

describe('the operators tab', () => {
  it('lets a viewer read what is chosen, and asks nobody', async () => {
    const client = operatorsClient({}, 'viewer');
    await openTab([odfEntry], client);
    const list = await screen.findByRole('list', { name: 'Chosen packages' });
    expect(list.textContent).toContain('odf-operator: every channel, newest only');
    expect(within(list).getByRole('button', { name: 'Remove odf-operator' })).toHaveProperty(
      'disabled',
      true,
    );
    expect(client.calls.filter(({ name }) => name.startsWith('catalogs.'))).toEqual([]);
  });

  it('is accessible in both languages, with a package open', async () => {
    for (const language of ['en', 'zh'] as const) {
      const { container, user, unmount } = await openTab([odfEntry], operatorsClient(), language);
      await screen.findByRole('grid', { name: language === 'en' ? 'Packages' : '软件包' });
      await screen.findByText(language === 'en' ? /Carried from all/ : /所有目录镜像的携带内容/);
      await expectAccessible(container);
      await user.click(screen.getByRole('button', { name: 'Local Storage' }));
      await screen.findByRole('heading', { name: 'Local Storage' });
      await screen.findByRole('grid', {
        name: language === 'en' ? 'Channels of Local Storage' : 'Local Storage 的通道',
      });
      await expectAccessible(container);
      unmount();
    }
  });

  it('has the same lines in the sample as the tests think', () => {
    expect(lines.map(({ displayName }) => displayName)).toEqual([
      'Local Storage',
      'Migration Toolkit',
      'OpenShift Data Foundation',
    ]);
  });
});

import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { ChannelModel } from '../../../core/contract/index.ts';
import { remote } from '../support/fake-client.ts';
import { expectAccessible } from '../support/render.tsx';
import { contentClient, sampleGraph, yamlOf } from './fake-content.ts';
import { planOf } from '../support/plan.ts';
import { renderContent } from './render-content.tsx';

const stable: ChannelModel = { name: 'stable-4.15', full: false, shortestPath: false };
const withChannel = (over: Partial<ChannelModel> = {}): string =>
  yamlOf({ channels: [{ ...stable, ...over }] });

function channelsOf(yaml: string): readonly ChannelModel[] {
  return (JSON.parse(yaml) as { readonly channels: readonly ChannelModel[] }).channels;
}

/** What a release's button says to a screen reader. */
function nameOf(element: Element | null): string {
  return element?.getAttribute('aria-label') ?? element?.firstElementChild?.textContent ?? '';
}

const release = (name: RegExp | string): Promise<HTMLElement> => screen.findByRole('button', { name });

describe('choosing releases in the graph', () => {
  it('takes the first and the last by two clicks, and moves the nearer end by a third', async () => {
    const { user, yaml } = await renderContent(withChannel());
    await user.click(await release(/^4\.14\.1, not selected/));
    await waitFor(() =>
      expect(channelsOf(yaml())).toEqual([{ ...stable, minVersion: '4.14.1', maxVersion: '4.14.1' }]),
    );
    await user.click(await release(/^4\.15\.1, not selected/));
    await release(/^4\.14\.2, selected/);
    expect(channelsOf(yaml())).toEqual([{ ...stable, minVersion: '4.14.1', maxVersion: '4.15.1' }]);
    expect(screen.getByText(/4 releases are carried, 4\.14\.1 to 4\.15\.1/)).toBeTruthy();
    await user.click(await release(/^4\.14\.0, not selected/));
    await waitFor(() => expect(channelsOf(yaml())[0]?.minVersion).toBe('4.14.0'));
  });

  it('works with the keyboard alone: one stop for Tab, arrows, Enter', async () => {
    const { user, yaml } = await renderContent(withChannel());
    const newest = await release(/^4\.15\.2/);
    const graph = screen.getByRole('application', { name: 'Update graph of stable-4.15' });
    const stops = within(graph)
      .getAllByRole('button')
      .filter((button) => button.tabIndex === 0 && nameOf(button).startsWith('4.'));
    expect(stops).toEqual([newest]);
    newest.focus();
    await user.keyboard('{ArrowLeft}');
    await waitFor(() => expect(nameOf(document.activeElement)).toMatch(/^4\.15\.1/));
    await user.keyboard('{Home}');
    await waitFor(() => expect(nameOf(document.activeElement)).toMatch(/^4\.14\.0/));
    await user.keyboard('{Enter}');
    await waitFor(() => expect(channelsOf(yaml())[0]?.minVersion).toBe('4.14.0'));
    await user.keyboard('{ArrowUp} ');
    await waitFor(() => expect(channelsOf(yaml())[0]?.maxVersion).toBe('4.15.0'));
  });

  it('shows the shortest path, and says when none is without a condition', async () => {
    const { user } = await renderContent(withChannel({ minVersion: '4.14.0', maxVersion: '4.15.2' }));
    await user.click(await screen.findByRole('checkbox', { name: 'Shortest path only' }));
    expect(await screen.findByText('Path: 4.14.0 → 4.14.2 → 4.15.0 → 4.15.2.')).toBeTruthy();
    expect(await release(/^4\.14\.2, selected, on the shortest path/)).toBeTruthy();
    await user.click(await release(/^4\.15\.1, not selected/));
    expect(await screen.findByText(/No unconditional updates lead from 4\.14\.0 to 4\.15\.1/)).toBeTruthy();
  });

  it('carries the whole channel, and lets the range go', async () => {
    const { user, yaml } = await renderContent(withChannel({ minVersion: '4.14.0' }));
    await user.click(await screen.findByRole('checkbox', { name: 'Whole channel' }));
    await waitFor(() => expect(channelsOf(yaml())).toEqual([{ ...stable, full: true }]));
  });

  it('says a size only when a plan has found it out', async () => {
    const { stores } = await renderContent(withChannel({ minVersion: '4.15.1', maxVersion: '4.15.1' }));
    expect(await release(/^4\.15\.1, the only one of the selection, not yet resolved/)).toBeTruthy();
    stores.content.getState().learn(planOf().report.releases);
    expect(await release(/^4\.15\.1, the only one of the selection, 16\.0 GiB/)).toBeTruthy();
    expect(screen.getByText(/They bring 5\.0 GiB in all/)).toBeTruthy();
  });

  it('tells the risks of a release’s updates in words', async () => {
    const { user } = await renderContent(withChannel({ minVersion: '4.14.2', maxVersion: '4.15.1' }));
    await user.click(
      await release(/^4\.15\.1, last of the selection, .*only conditional updates lead to it/),
    );
    const details = await screen.findByRole('region', { name: 'Release 4.15.1' });
    await user.click(within(details).getByRole('button', { name: '1 update to it' }));
    expect(within(details).getByText(/Nodes may not come back\./)).toBeTruthy();
    expect(within(details).getByText('Concerns the update from 4.14.2.')).toBeTruthy();
  });
});

describe('choosing releases in the table', () => {
  it('has the same effect, and stays when another channel is shown', async () => {
    const channels = [stable, { ...stable, name: 'fast-4.16' }];
    const { user, yaml } = await renderContent(yamlOf({ channels }));
    await user.click(await screen.findByRole('button', { name: 'Table' }));
    await user.click(await screen.findByRole('radio', { name: 'Begin with 4.14.1' }));
    await user.click(await screen.findByRole('radio', { name: 'End with 4.15.0' }));
    await waitFor(() =>
      expect(channelsOf(yaml())[0]).toEqual({ ...stable, minVersion: '4.14.1', maxVersion: '4.15.0' }),
    );
    const row = screen.getByRole('row', { name: /^4\.14\.2/ });
    expect(within(row).getByText('Yes')).toBeTruthy();
    await user.click(screen.getByRole('tab', { name: /^fast-4\.16/ }));
    expect(await screen.findByRole('grid', { name: 'Releases of fast-4.16' })).toBeTruthy();
  });
});

describe('channels', () => {
  it('are found by a part of their name and added with the keyboard', async () => {
    const { user, yaml } = await renderContent(withChannel());
    const box = await screen.findByRole('combobox', { name: 'Add a channel' });
    await user.type(box, '4.16');
    await user.keyboard('{ArrowDown}{ArrowDown}{Enter}');
    await waitFor(() =>
      expect(channelsOf(yaml()).map(({ name }) => name)).toEqual(['stable-4.15', 'fast-4.16']),
    );
    expect(
      await screen.findByRole('tab', { name: 'fast-4.16, newest release only', selected: true }),
    ).toBeTruthy();
  });

  it('are typed by their whole name when they cannot be listed', async () => {
    const client = contentClient({
      'releases.channels': () => {
        throw remote('RELEASE_SERVICE_BUSY', { host: 'api.example', what: 'channels', status: 503 }, true);
      },
    });
    const { user, yaml } = await renderContent(yamlOf(), { client });
    expect(await screen.findByText(/You can still type the whole name/)).toBeTruthy();
    await user.type(screen.getByRole('combobox', { name: 'Add a channel' }), 'eus-4.18{Enter}');
    await waitFor(() => expect(channelsOf(yaml()).map(({ name }) => name)).toEqual(['eus-4.18']));
  });

  it('are removed, and none is a state of its own', async () => {
    const { user, yaml } = await renderContent(withChannel());
    await user.click(await screen.findByRole('button', { name: 'Remove stable-4.15' }));
    expect(await screen.findByRole('heading', { name: 'No channel is chosen' })).toBeTruthy();
    expect(channelsOf(yaml())).toEqual([]);
  });

  it('without releases say so', async () => {
    const client = contentClient({ 'releases.graph': () => sampleGraph({ nodes: [], edges: [] }) });
    await renderContent(withChannel(), { client });
    expect(await screen.findByRole('heading', { name: 'stable-4.15 has no releases here' })).toBeTruthy();
  });

  it('whose graph cannot be fetched take versions by hand, and try again', async () => {
    let isBroken = true;
    const client = contentClient({
      'releases.graph': () => {
        if (isBroken)
          throw remote('RELEASE_SERVICE_BUSY', { host: 'api.example', what: 'x', status: 503 }, true);
        return sampleGraph();
      },
    });
    const { user, yaml } = await renderContent(withChannel(), { client });
    await user.type(await screen.findByRole('textbox', { name: 'First version' }), '4.15');
    expect(screen.getByText(/This is no complete version/)).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Use these versions' })).toHaveProperty('disabled', true);
    await user.type(screen.getByRole('textbox', { name: 'First version' }), '.3');
    await user.type(screen.getByRole('textbox', { name: 'Last version' }), '4.15.1');
    expect(screen.getByText('The last version is older than the first.')).toBeTruthy();
    await user.type(screen.getByRole('textbox', { name: 'Last version' }), '0');
    await user.click(screen.getByRole('button', { name: 'Use these versions' }));
    await waitFor(() =>
      expect(channelsOf(yaml())).toEqual([{ ...stable, minVersion: '4.15.3', maxVersion: '4.15.10' }]),
    );
    isBroken = false;
    await user.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await release(/^4\.15\.2/)).toBeTruthy();
  });

  it('ask anew for what was cached', async () => {
    const { user, client } = await renderContent(withChannel());
    await user.click(await screen.findByRole('button', { name: 'Ask again' }));
    await waitFor(() => expect(client.inputsOf('releases.graph').length).toBe(2));
    expect(client.inputsOf('content.refresh').length).toBe(1);
  });

  it('show the graph of each architecture that the configuration names', async () => {
    const yaml = yamlOf({ channels: [stable], architectures: ['amd64', 's390x'] });
    const { user, client } = await renderContent(yaml);
    await user.selectOptions(await screen.findByRole('combobox', { name: /Architecture/ }), 's390x');
    await waitFor(() => expect(client.inputsOf('releases.graph').at(-1)?.architecture).toBe('s390x'));
  });
});

describe('releases that are missing on the way', () => {
  const missing = [{ version: '4.15.2', channel: 'stable-4.15' }];

  it('are added with one click', async () => {
    const client = contentClient({
      'releases.paths': ({ yaml }) => ({
        paths: yaml.includes('4.15.2')
          ? []
          : [{ from: '4.14.0', to: '4.16.1', versions: ['4.14.0', '4.15.2', '4.16.1'], missing }],
      }),
    });
    const { user, yaml } = await renderContent(yamlOf({ channels: [{ ...stable, name: 'eus-4.16' }] }), {
      client,
    });
    expect(
      await screen.findByText('From 4.14.0 to 4.16.1, a cluster passes through 4.15.2 (stable-4.15).'),
    ).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Add them' }));
    await waitFor(() => expect(screen.queryByRole('button', { name: 'Add them' })).toBeNull());
    expect(channelsOf(yaml())[1]).toEqual({ ...stable, minVersion: '4.15.2', maxVersion: '4.15.2' });
  });

  it('are told when there is no way at all', async () => {
    const client = contentClient({
      'releases.paths': () => ({ paths: [{ from: '4.14.0', to: '4.16.1', versions: [], missing: [] }] }),
    });
    await renderContent(withChannel(), { client });
    expect(await screen.findByText('No sequence of updates leads from 4.14.0 to 4.16.1.')).toBeTruthy();
  });
});

describe('the releases tab', () => {
  it('says that a payload of the file’s own hides the channels', async () => {
    await renderContent(yamlOf({ channels: [stable], release: 'quay.io/a/b:4.15.3' }));
    expect(await screen.findByText(/names one release itself \(quay\.io\/a\/b:4\.15\.3\)/)).toBeTruthy();
  });

  it('lets a viewer look and not change, and asks nobody for it', async () => {
    const client = contentClient({}, 'viewer');
    await renderContent(withChannel(), { client });
    const whole = await screen.findByRole('checkbox', { name: 'Whole channel' });
    expect(whole).toHaveProperty('disabled', true);
    // The host answers such questions only to whoever is in control.
    expect(client.inputsOf('releases.graph')).toEqual([]);
    expect(client.inputsOf('releases.channels')).toEqual([]);
    expect(client.inputsOf('releases.paths')).toEqual([]);
    expect(client.inputsOf('config.apply')).toEqual([]);
  });

  it('is accessible as graph and as table, in both languages', async () => {
    for (const language of ['en', 'zh'] as const) {
      const { container, user, stores, unmount } = await renderContent(
        withChannel({ minVersion: '4.14.0', maxVersion: '4.15.1', shortestPath: true }),
        { language },
      );
      await user.click(await release(/^4\.15\.1/));
      await expectAccessible(container);
      stores.content.getState().showReleasesAs('table');
      await screen.findByRole('grid');
      await expectAccessible(container);
      unmount();
    }
  });
});

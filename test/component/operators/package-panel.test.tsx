import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { OperatorModel, PackageModel } from '../../../core/contract/index.ts';
import { yamlOf } from '../content/fake-content.ts';
import { renderContent, type RenderedContent } from '../content/render-content.tsx';
import { remote, type FakeClient } from '../support/fake-client.ts';
import { expectAccessible } from '../support/render.tsx';
import { catalog, odf, operatorsClient, operatorsOf, resolvedOdf, resolvedWith } from './fake-catalog.ts';

const local: PackageModel = { name: 'local-storage-operator', channels: [] };
const entryOf = (...packages: PackageModel[]): OperatorModel => ({ catalog, full: false, packages });

async function openOdf(
  operator: OperatorModel,
  client: FakeClient = operatorsClient(),
): Promise<RenderedContent> {
  const rendered = await renderContent(yamlOf({ operators: [operator] }), { client });
  await rendered.user.click(await screen.findByRole('tab', { name: 'Operators' }));
  await rendered.user.click(
    await screen.findByRole('button', { name: 'OpenShift Data Foundation', expanded: false }),
  );
  await screen.findByRole('grid', { name: 'Channels of OpenShift Data Foundation' });
  return rendered;
}

function askedOdf(yaml: string): PackageModel | undefined {
  return operatorsOf(yaml)[0]?.packages.find(({ name }) => name === 'odf-operator');
}

const version = (name: RegExp): Promise<HTMLElement> => screen.findByRole('button', { name });

describe('a package', () => {
  it('says what it is and what it needs', async () => {
    await openOdf(entryOf(local));
    const panel = screen.getByRole('region', { name: 'OpenShift Data Foundation' });
    expect(within(panel).getByText('Storage for containers.')).toBeTruthy();
    const facts = within(panel).getByText('Needs').closest('div');
    expect(facts?.textContent).toContain('ocs-operator >=4.15.0');
  });

  it('is chosen whole, narrowed to channels, and never left without one', async () => {
    const { user, yaml } = await openOdf(entryOf(local));
    await user.click(screen.getByRole('button', { name: 'Carry this package' }));
    await waitFor(() => expect(askedOdf(yaml())).toEqual({ name: 'odf-operator', channels: [] }));
    await user.click(await screen.findByRole('radio', { name: 'Chosen channels' }));
    await waitFor(() => expect(askedOdf(yaml())?.channels).toEqual([{ name: 'stable-4.15' }]));
    expect(screen.getByRole('checkbox', { name: /Carry stable-4\.15, the last channel/ })).toHaveProperty(
      'disabled',
      true,
    );
    await user.click(screen.getByRole('checkbox', { name: 'Carry stable-4.14' }));
    await waitFor(() => expect(askedOdf(yaml())?.channels.length).toBe(2));
    await user.click(screen.getByRole('checkbox', { name: 'Carry stable-4.15' }));
    // The catalogue's own default channel is left out: another takes its place, where everybody can see it.
    await waitFor(() =>
      expect(askedOdf(yaml())).toEqual({
        name: 'odf-operator',
        channels: [{ name: 'stable-4.14' }],
        defaultChannel: 'stable-4.14',
      }),
    );
    expect(await screen.findByRole('combobox', { name: 'Default channel' })).toHaveProperty(
      'value',
      'stable-4.14',
    );
    expect(screen.getByText(/own default channel \(stable-4\.15\) is not carried/)).toBeTruthy();
    await user.click(screen.getByRole('radio', { name: 'All 2 channels' }));
    await waitFor(() => expect(askedOdf(yaml())?.channels).toEqual([]));
    await user.click(screen.getByRole('button', { name: 'Remove OpenShift Data Foundation' }));
    await waitFor(() => expect(askedOdf(yaml())).toBeUndefined());
  });

  it('shows choices that were made in the file', async () => {
    const ranged: PackageModel = {
      name: 'odf-operator',
      channels: [],
      minVersion: '4.15.0',
      maxVersion: '4.15.1',
    };
    const { user } = await openOdf(entryOf(ranged));
    expect(screen.getByText(/One range counts for all its channels: 4\.15\.0 to 4\.15\.1/)).toBeTruthy();
    expect(await version(/^4\.15\.0/)).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Show YAML' }));
    expect(await screen.findByRole('textbox', { name: /ImageSetConfiguration/ })).toBeTruthy();
  });

  it('says what the catalogue does not have', async () => {
    const { user, yaml } = await openOdf(
      entryOf({ name: 'odf-operator', channels: [{ name: 'stable-4.15' }, { name: 'stable-3.0' }] }),
    );
    expect(
      screen.getByText(/asks for the channel stable-3\.0, which this catalogue does not have/),
    ).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Remove stable-3.0' }));
    await waitFor(() => expect(askedOdf(yaml())?.channels).toEqual([{ name: 'stable-4.15' }]));
  });

  it('that cannot be read says why and is tried again', async () => {
    let isBroken = true;
    const client = operatorsClient({
      'catalogs.package': () => {
        if (isBroken) throw remote('HOST_UNEXPECTED', { message: 'gone' }, true);
        return odf;
      },
    });
    const { user } = await renderContent(yamlOf({ operators: [entryOf(local)] }), { client });
    await user.click(await screen.findByRole('tab', { name: 'Operators' }));
    await user.click(await screen.findByRole('button', { name: 'OpenShift Data Foundation' }));
    const panel = await screen.findByRole('region', { name: 'odf-operator' });
    isBroken = false;
    await user.click(await within(panel).findByRole('button', { name: 'Try again' }));
    expect(await screen.findByRole('heading', { name: 'OpenShift Data Foundation' })).toBeTruthy();
  });
});

describe('the versions of a channel', () => {
  it('are chosen by clicking the first and the last', async () => {
    const { user, yaml } = await openOdf(entryOf(local));
    await user.click(await version(/^4\.15\.0, not selected/));
    await waitFor(() =>
      expect(askedOdf(yaml())).toEqual({
        name: 'odf-operator',
        channels: [{ name: 'stable-4.15', minVersion: '4.15.0', maxVersion: '4.15.0' }],
      }),
    );
    await user.click(await version(/^4\.15\.2/));
    await waitFor(() =>
      expect(askedOdf(yaml())?.channels).toEqual([
        { name: 'stable-4.15', minVersion: '4.15.0', maxVersion: '4.15.2' },
      ]),
    );
    expect(await screen.findByText('Carried of this channel: 4.15.0 to 4.15.2.')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Carry only the newest' }));
    await waitFor(() => expect(askedOdf(yaml())?.channels).toEqual([{ name: 'stable-4.15' }]));
  });

  it('go by the keyboard: one stop, arrows, Enter', async () => {
    const { user, yaml } = await openOdf(entryOf(local));
    const newest = await version(/^4\.15\.2, .*newest of the channel/);
    expect(newest.tabIndex).toBe(0);
    newest.focus();
    await user.keyboard('{ArrowLeft}');
    await waitFor(() => expect(document.activeElement?.textContent).toMatch(/^4\.15\.1.*deprecated/));
    await user.keyboard('{Enter}');
    await waitFor(() => expect(askedOdf(yaml())?.channels[0]?.minVersion).toBe('4.15.1'));
  });

  it('are told in words: what each replaces, skips and needs; pinned with one click', async () => {
    const { user, yaml } = await openOdf(entryOf(local));
    (await version(/^4\.15\.2/)).focus();
    const details = await screen.findByRole('region', { name: 'Version 4.15.2' });
    expect(within(details).getByText('Replaces odf-operator.v4.15.0.')).toBeTruthy();
    expect(within(details).getByText(/1 that is skipped: odf-operator\.v4\.15\.1/)).toBeTruthy();
    expect(within(details).getByText(/any version of >=4\.14\.0 <4\.15\.2 can update/)).toBeTruthy();
    expect(within(details).getByText(/Needs ocs-operator/)).toBeTruthy();
    await user.click(within(details).getByRole('button', { name: 'Carry exactly 4.15.2' }));
    await waitFor(() =>
      expect(askedOdf(yaml())?.channels).toEqual([
        { name: 'stable-4.15', minVersion: '4.15.2', maxVersion: '4.15.2' },
      ]),
    );
    await user.click(within(details).getByRole('button', { name: 'Carry 4.15.2 and everything newer' }));
    await waitFor(() =>
      expect(askedOdf(yaml())?.channels).toEqual([{ name: 'stable-4.15', minVersion: '4.15.2' }]),
    );
  });

  it('have a table with the same effect', async () => {
    const { user, yaml } = await openOdf(entryOf(local));
    await user.click(screen.getByRole('button', { name: 'Table' }));
    const table = await screen.findByRole('grid', { name: 'Versions of stable-4.15' });
    expect(within(table).getByText('1 version, >=4.14.0 <4.15.2')).toBeTruthy();
    await user.click(within(table).getByRole('radio', { name: 'Begin with 4.15.0' }));
    await user.click(await screen.findByRole('radio', { name: 'End with 4.15.1' }));
    await waitFor(() =>
      expect(askedOdf(yaml())?.channels).toEqual([
        { name: 'stable-4.15', minVersion: '4.15.0', maxVersion: '4.15.1' },
      ]),
    );
  });

  it('of another channel are shown on demand, with its deprecation', async () => {
    const { user } = await openOdf(entryOf(local));
    await user.click(screen.getByRole('button', { name: 'Versions of stable-4.14' }));
    expect(await screen.findByRole('heading', { name: 'Versions in stable-4.14' })).toBeTruthy();
    expect(screen.getByText('Use stable-4.15.')).toBeTruthy();
    expect(await version(/^4\.14\.9/)).toBeTruthy();
  });

  it('cannot be limited while all versions are carried, and it is said why', async () => {
    const { user, yaml } = await openOdf({ ...entryOf({ name: 'odf-operator', channels: [] }), full: true });
    const before = yaml();
    expect(screen.getByText(/“All versions” is on for the catalogue/)).toBeTruthy();
    const button = await version(/^4\.15\.0/);
    expect(button.getAttribute('aria-disabled')).toBe('true');
    await user.click(button);
    expect(yaml()).toBe(before);
  });

  it('that are carried are those that the host works out', async () => {
    const settled = {
      ...resolvedOdf,
      defaultChannelChosen: true,
      channels: [
        {
          name: 'stable-4.15',
          head: 'odf-operator.v4.15.1',
          bundles: ['4.15.1', '4.15.0'].map((one) => ({ name: `odf-operator.v${one}`, version: one })),
        },
      ],
    };
    const client = operatorsClient({ 'catalogs.resolve': () => resolvedWith({}, [settled]) });
    const asked = { name: 'odf-operator', channels: [{ name: 'stable-4.15', maxVersion: '4.15.1' }] };
    await openOdf(entryOf(asked), client);
    expect(await screen.findByRole('heading', { name: '2 bundles are carried' })).toBeTruthy();
    expect(screen.getByText(/becomes the default channel/)).toBeTruthy();
    expect(await version(/^4\.15\.1, last of the selection/)).toBeTruthy();
    expect(await version(/^4\.15\.0, first of the selection/)).toBeTruthy();
  });

  it('are accessible as a graph and as a table', async () => {
    const { container, user } = await openOdf(
      entryOf({ name: 'odf-operator', channels: [{ name: 'stable-4.15' }] }),
    );
    await user.click(await version(/^4\.15\.0/));
    await screen.findByRole('region', { name: 'Version 4.15.0' });
    await expectAccessible(container);
    await user.click(screen.getByRole('button', { name: 'Table' }));
    await screen.findByRole('grid', { name: 'Versions of stable-4.15' });
    await expectAccessible(container);
  });
});

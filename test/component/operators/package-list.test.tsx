import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { planOf } from '../support/plan.ts';
import { catalog, catalogView, line, operatorsClient, operatorsOf, picture } from './fake-catalog.ts';
import { odfEntry, openTab, pick } from './open-operators-tab.tsx';

describe('the list of packages', () => {
  it('chooses with one click, and never makes the catalogue whole by taking the last one out', async () => {
    const { user, yaml } = await openTab([odfEntry]);
    await user.click(await pick('Local Storage'));
    await waitFor(() =>
      expect(operatorsOf(yaml())[0]?.packages.map(({ name }) => name)).toEqual([
        'odf-operator',
        'local-storage-operator',
      ]),
    );
    await user.click(await pick('OpenShift Data Foundation'));
    await waitFor(() => expect(operatorsOf(yaml())[0]?.packages.length).toBe(1));
    await user.click(await pick('Local Storage'));
    const dialog = await screen.findByRole('dialog', { name: 'This is the last package of the catalogue' });
    expect(operatorsOf(yaml())[0]?.packages.length).toBe(1);
    await user.click(within(dialog).getByRole('button', { name: 'Take out both' }));
    await waitFor(() => expect(operatorsOf(yaml())).toEqual([]));
    // One can go on choosing.
    expect(await pick('Local Storage')).toHaveProperty('checked', false);
  });

  it('shows what people choose by, with pictures as images only', async () => {
    const client = operatorsClient();
    const { container } = await openTab([odfEntry], client);
    const row = await screen.findByRole('row', { name: /OpenShift Data Foundation/ });
    expect(row.textContent).toContain('Red Hat');
    expect(row.textContent).toContain('stable-4.15');
    expect(row.textContent).toContain('4.15.2');
    expect(row.textContent).toContain('2 channels');
    expect(row.textContent).toContain('ocs-operator >=4.15.0');
    expect(row.textContent).toContain('1 problem');
    expect(row.textContent).toContain('every channel, newest only');
    expect(row.textContent).toContain('not yet resolved');
    await waitFor(() => expect(container.querySelector('img')?.getAttribute('src')).toBe(picture));
    expect(client.inputsOf('catalogs.icons').map(({ packages }) => packages)).toEqual([['odf-operator']]);
    expect((await screen.findByRole('row', { name: /Migration Toolkit/ })).textContent).toContain(
      'deprecated',
    );
  });

  it('shows no picture that is no picture', async () => {
    const client = operatorsClient({
      'catalogs.icons': () => ({ icons: { 'odf-operator': 'data:text/html,<script></script>' } }),
    });
    const { container } = await openTab([odfEntry], client);
    await waitFor(() => expect(client.inputsOf('catalogs.icons').length).toBe(1));
    await screen.findByRole('row', { name: /OpenShift Data Foundation/ });
    expect(container.querySelector('img')).toBeNull();
  });

  it('says the sizes that a plan found out', async () => {
    const { stores } = await openTab([odfEntry]);
    const grid = await screen.findByRole('grid', { name: 'Packages' });
    const planned = { catalog, package: 'odf-operator', bundles: 2, images: 10 };
    const plan = planOf({ operators: [{ ...planned, bytes: 3 * 1024 ** 3, newBytes: 1024 ** 3 }] });
    stores.content.getState().learnPackages(plan.report.operators);
    const row = await within(grid).findByRole('row', { name: /OpenShift Data Foundation.*3\.0 GiB/ });
    expect(row.textContent).toContain('1.0 GiB new');
  });

  it('is searched and filtered', async () => {
    const { user } = await openTab([odfEntry]);
    const box = await screen.findByRole('textbox', { name: 'Search the packages' });
    await user.type(box, 'storage');
    expect(await screen.findByText('2 of 3')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Chosen' }));
    expect(await screen.findByText('1 of 3')).toBeTruthy();
    await user.type(box, 'xyz');
    expect(await screen.findByText(/No package fits/)).toBeTruthy();
  });

  it('goes by the keyboard alone: one stop for Tab, arrows, Space, Enter', async () => {
    const { user, yaml } = await openTab();
    await user.type(await screen.findByRole('combobox', { name: 'Add a catalogue' }), `${catalog}{Enter}`);
    const grid = await screen.findByRole('grid', { name: 'Packages' });
    const stops = [...grid.querySelectorAll<HTMLElement>('input, button')].filter(
      (one) => one.tabIndex === 0,
    );
    expect(stops.map(({ textContent }) => textContent)).toEqual(['Local Storage']);
    stops[0]?.focus();
    await user.keyboard('{ArrowDown}{ArrowDown}{ArrowLeft}');
    await waitFor(() =>
      expect(document.activeElement?.getAttribute('aria-label')).toBe('Carry OpenShift Data Foundation'),
    );
    await user.keyboard(' ');
    await waitFor(() =>
      expect(operatorsOf(yaml())[0]?.packages.map(({ name }) => name)).toEqual(['odf-operator']),
    );
    await user.keyboard('{ArrowRight}{Enter}');
    const heading = await screen.findByRole('heading', { name: 'OpenShift Data Foundation' });
    expect(document.activeElement).toBe(heading);
    await user.keyboard('{Escape}');
    await waitFor(() => expect(document.activeElement?.textContent).toBe('OpenShift Data Foundation'));
    expect(screen.queryByRole('button', { name: 'Close the package' })).toBeNull();
  });

  it('draws only what is in view of 500', async () => {
    const many = Array.from({ length: 500 }, (_one, at) => line(`package-${at}`, { hasIcon: true }));
    const client = operatorsClient({ 'catalogs.open': () => catalogView({ packages: many }) });
    const { user } = await openTab([odfEntry], client);
    const grid = await screen.findByRole('grid', { name: 'Packages' });
    expect(grid.getAttribute('aria-rowcount')).toBe('501');
    expect(within(grid).getAllByRole('row').length).toBeLessThan(40);
    const asked = client.inputsOf('catalogs.icons').flatMap(({ packages }) => packages);
    expect(asked.length).toBeLessThan(40);
    await user.type(screen.getByRole('textbox', { name: 'Search the packages' }), 'package-499');
    expect(await screen.findByRole('button', { name: 'package-499' })).toBeTruthy();
  });
});

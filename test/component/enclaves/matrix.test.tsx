import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { LiveRegion } from '../../../renderer/src/components/live-region.tsx';
import { EnclavesPage } from '../../../renderer/src/pages/enclaves-page.tsx';
import { remote } from '../support/fake-client.ts';
import { expectAccessible, renderWith, type Rendered } from '../support/render.tsx';
import { registry } from '../flows/samples.ts';
import { channelConfig, config, enclave, holdings, index, packageConfig } from './samples.ts';
import { createWorld, manyPackages, north, planOf, south, type World } from './world.ts';

async function openMatrix(world: World, language: 'en' | 'zh' = 'en'): Promise<Rendered> {
  return renderWith(
    <LiveRegion>
      <EnclavesPage />
    </LiveRegion>,
    { client: world.client, language, route: '/enclaves/content', path: '/enclaves/:tab?' },
  );
}

const box = (name: RegExp): Promise<HTMLInputElement> =>
  screen.findByRole('checkbox', { name }, { timeout: 5000 });
const boxNow = (name: RegExp): HTMLInputElement => screen.getByRole('checkbox', { name });
const focused = (): string => document.activeElement?.getAttribute('data-place') ?? '';

describe('the matrix', () => {
  it('shows what is held by what each enclave gets, in groups, and stays accessible', async () => {
    const { container } = await openMatrix(createWorld());
    expect((await box(/^4\.15\.2, north: Carried\./)).checked).toBe(true);
    expect(boxNow(/^4\.15\.1, north: Not carried\./).checked).toBe(false);
    expect(boxNow(/^Alpha, south: Carried in part: 2 of 5 versions\./).indeterminate).toBe(true);
    const grid = screen.getByRole('treegrid', { name: 'Content by enclave' });
    expect(grid.getAttribute('aria-colcount')).toBe('3');
    expect(within(grid).getByText('stable-4.15')).toBeDefined();
    await waitFor(() => expect(screen.getAllByText('3.0 GiB to carry')).toHaveLength(2), { timeout: 5000 });
    expect(screen.getByText('Does not fit on STICK: 1.0 GiB too much')).toBeDefined();
    await expectAccessible(container);
  });

  it('speaks Chinese, and stays accessible', async () => {
    const { container } = await openMatrix(createWorld(), 'zh');
    expect(await box(/^4\.15\.2，north：会携带。/)).toBeDefined();
    await waitFor(() => expect(screen.getAllByText('需携带 3.0 GiB')).toHaveLength(2), { timeout: 5000 });
    expect(container.textContent).not.toMatch(/Carried|Counting|versions/);
    await expectAccessible(container);
  });

  it('writes a tick into the YAML and keeps it at once, with its comments; undo takes it back', async () => {
    const world = createWorld();
    const { user } = await openMatrix(world);
    await user.click(await box(/^4\.15\.0, north: Not carried/));
    expect(await box(/^4\.15\.0, north: Carried\./)).toBeDefined();
    expect(boxNow(/^4\.15\.1, north: Carried\./).checked).toBe(true);
    expect(world.yamlOf('north')).toBe(channelConfig('minVersion: 4.15.0', 'maxVersion: 4.15.3'));
    expect(await screen.findAllByText('north gets 4.15.0. Saved. With it comes 4.15.1.')).not.toHaveLength(0);
    await user.click(screen.getByRole('button', { name: 'Undo' }));
    await waitFor(() => expect(world.yamlOf('north')).toBe(north.yaml));
    expect(await box(/^4\.15\.0, north: Not carried/)).toBeDefined();
  });

  it('makes two quick ticks one after the other', async () => {
    const world = createWorld();
    await openMatrix(world);
    fireEvent.click(await box(/^4\.15\.4, north/));
    fireEvent.click(boxNow(/^4\.15\.1, north/));
    await waitFor(() =>
      expect(world.yamlOf('north')).toBe(channelConfig('minVersion: 4.15.1', 'maxVersion: 4.15.4')),
    );
  });

  it('says why a version in the middle cannot go, and offers what can be done', async () => {
    const wide = enclave('wide', channelConfig('minVersion: 4.15.0', 'maxVersion: 4.15.4'));
    const world = createWorld({ enclaves: [wide] });
    const { user } = await openMatrix(world);
    const middle = await box(/^4\.15\.2, wide: Carried\. It lies inside the range/);
    expect(middle.getAttribute('aria-disabled')).toBe('true');
    await user.click(middle);
    expect(world.yamlOf('wide')).toBe(wide.yaml);
    await user.click(
      await screen.findByRole('button', {
        name: 'End the range below 4.15.2 (without 4.15.3, 4.15.4)',
      }),
    );
    await waitFor(() =>
      expect(world.yamlOf('wide')).toBe(channelConfig('minVersion: 4.15.0', 'maxVersion: 4.15.1')),
    );
  });

  it('shows a failed save, and tries again', async () => {
    let isBroken = true;
    const world = createWorld();
    const save = world.client.handle;
    const { user } = await openMatrix(world);
    const kept: string[] = [];
    save({
      'enclaves.save': (saved) => {
        if (isBroken) throw remote('STATE_NOT_SAVED', { file: 'enclaves.json' });
        kept.push(saved.yaml);
        return { enclaves: [{ ...north, yaml: saved.yaml, revision: 2 }, south] };
      },
    });
    await user.click(await box(/^4\.15\.1, north/));
    expect(await screen.findByText('The change of north is not saved')).toBeDefined();
    expect(boxNow(/^4\.15\.1, north: Carried\./).checked).toBe(true);
    isBroken = false;
    await user.click(screen.getByRole('button', { name: 'Save again' }));
    await waitFor(() => expect(screen.queryByText('The change of north is not saved')).toBeNull());
    expect(kept).toEqual([channelConfig('minVersion: 4.15.1', 'maxVersion: 4.15.3')]);
  });

  it.each([
    ['Take over the other change', 'minVersion: 4.15.4'],
    ['Save mine in its place', 'minVersion: 4.15.1'],
  ])('keeps a tick that another window forestalled, and asks: %s', async (answer, left) => {
    const world = createWorld();
    const { user, container } = await openMatrix(world);
    const first = await box(/^4\.15\.1, north/);
    // In the same instant: this window does not know yet.
    const theirs = channelConfig('minVersion: 4.15.4', 'maxVersion: 4.15.4');
    world.saveElsewhere({ ...north, yaml: theirs, notes: 'theirs' }, false);
    await user.click(first);
    expect(await screen.findByText(/"north" was changed in another window meanwhile/)).toBeDefined();
    expect(boxNow(/^4\.15\.1, north: Carried/).checked).toBe(true);
    expect(world.yamlOf('north')).toBe(theirs);
    expect(screen.queryByRole('button', { name: 'Save again' })).toBeNull();
    await expectAccessible(container);
    // That the list comes in meanwhile decides nothing.
    world.client.emit('enclaves.changed', {});
    await user.click(screen.getByRole('button', { name: answer }));
    await waitFor(() => expect(screen.queryByText(/was changed in another window/)).toBeNull());
    expect(world.yamlOf('north')).toContain(left);
    expect(await box(new RegExp(`^${left.slice(-6).replaceAll('.', '\\.')}, north: Carried`))).toBeDefined();
    // The next change goes on from there.
    await user.click(await box(/^4\.15\.0, north: Not carried/));
    await waitFor(() => expect(world.yamlOf('north')).toContain('minVersion: 4.15.0'));
    expect(world.client.inputsOf('enclaves.save').at(-1)?.notes).toBe('theirs');
  });

  it('takes over what another window saves, and does not undo over it', async () => {
    const world = createWorld();
    const { user } = await openMatrix(world);
    await user.click(await box(/^4\.15\.1, north/));
    await box(/^4\.15\.1, north: Carried/);
    const theirs = channelConfig('minVersion: 4.15.4', 'maxVersion: 4.15.4');
    world.saveElsewhere({ ...north, yaml: theirs });
    expect(await box(/^4\.15\.1, north: Not carried/)).toBeDefined();
    await user.click(screen.getByRole('button', { name: 'Undo' }));
    expect(await screen.findAllByText(/could not be undone/)).not.toHaveLength(0);
    expect(world.yamlOf('north')).toBe(theirs);
  });
});

describe('keys', () => {
  it('go from cell to cell, tick, open and close; Tab passes the grid in one step', async () => {
    const world = createWorld();
    const { user } = await openMatrix(world);
    await box(/^4\.15\.4, north/);
    screen.getByRole('button', { name: /^stable-4\.15/, expanded: true }).focus();
    expect(focused()).toBe('0:0');
    await user.keyboard('{ArrowRight}');
    expect(focused()).toBe('0:1');
    await user.keyboard('{ArrowDown}');
    expect(document.activeElement).toBe(boxNow(/^4\.15\.4, north/));
    await user.keyboard(' ');
    expect(await box(/^4\.15\.4, north: Carried/)).toBeDefined();
    await waitFor(() => expect(focused()).toBe('1:1'));
    await user.keyboard('{End}');
    expect(focused()).toBe('1:2');
    await user.keyboard('{Home}');
    expect(focused()).toBe('1:0');
    await user.keyboard('{ArrowUp}{ArrowLeft}');
    expect(screen.queryByRole('checkbox', { name: /^4\.15\.4, north/ })).toBeNull();
    expect(screen.getByRole('button', { name: /^stable-4\.15/, expanded: false })).toBe(
      document.activeElement,
    );
    await user.keyboard('{ArrowRight}{ArrowRight}{ArrowUp}');
    expect(screen.getByRole('button', { name: 'north: compare, copy, edit, medium' })).toBe(
      document.activeElement,
    );
    await user.keyboard('{ArrowRight}');
    expect(focused()).toBe('-1:2');
    await user.tab();
    expect(screen.getByRole('treegrid').contains(document.activeElement)).toBe(false);
    await user.tab({ shift: true });
    expect(focused()).toBe('-1:2');
    expect(document.querySelectorAll('[data-place][tabindex="0"]')).toHaveLength(1);
    await user.keyboard('{Control>}{End}{/Control}');
    expect(boxNow(/tools\/b:1, south/)).toBe(document.activeElement);
  });

  it('open a package to its channels and versions, and tick one of them', async () => {
    const world = createWorld();
    const { user } = await openMatrix(world);
    (await screen.findByRole('button', { name: /^Alpha/, expanded: false })).focus();
    await user.keyboard('{ArrowRight}{ArrowDown}{ArrowRight}');
    expect(screen.getByRole('button', { name: /^Channel stable/, expanded: true })).toBe(
      document.activeElement,
    );
    await user.click(await box(/^Alpha, Channel stable, 1\.2\.0, south: Not carried/));
    expect(await box(/^Alpha, Channel stable, 1\.2\.0, south: Carried/)).toBeDefined();
    expect(world.yamlOf('south')).toBe(
      packageConfig('channels:', '  - name: stable', '    minVersion: 1.2.0', '  - name: tech'),
    );
  });

  it('keep the cell that has the focus while hundreds of packages scroll, for twelve enclaves', async () => {
    const enclaves = Array.from({ length: 12 }, (_one, at) => enclave(`e${at}`, config()));
    const world = createWorld({ enclaves, holdings: manyPackages(500) });
    const { user, container } = await openMatrix(world);
    (await box(/^4\.15\.4, e0/)).focus();
    // Drawn are the lines in view alone.
    expect(container.querySelectorAll('[role="row"]').length).toBeLessThan(60);
    expect(screen.getByRole('treegrid').getAttribute('aria-rowcount')).toBe('513');
    await user.keyboard('{Control>}{End}{/Control}');
    expect(boxNow(/tools\/b:1, e11/)).toBe(document.activeElement);
    await user.keyboard('{ArrowUp}{ArrowUp}{ArrowUp}');
    expect(boxNow(/^Operator 0499, e11/)).toBe(document.activeElement);
    await user.keyboard(' ');
    await waitFor(() => expect(world.yamlOf('e11')).toContain('- name: operator-0499'));
    expect(world.yamlOf('e10')).not.toContain('operator');
    expect(boxNow(/^Operator 0499, e11: Carried in part: 1 of 3/)).toBe(document.activeElement);
  });
});

describe('narrowing', () => {
  it('finds rows by words, and rows that differ or that anybody gets', async () => {
    const { user } = await openMatrix(createWorld({ enclaves: [north, { ...north, id: 'x', name: 'x' }] }));
    await box(/^Alpha, north/);
    await user.type(screen.getByRole('textbox', { name: 'Search rows' }), 'bet');
    await waitFor(() => expect(screen.queryByRole('checkbox', { name: /^Alpha, north/ })).toBeNull());
    expect(boxNow(/^Beta, north/)).toBeDefined();
    await user.clear(screen.getByRole('textbox', { name: 'Search rows' }));
    await user.click(screen.getByRole('button', { name: 'Chosen anywhere' }));
    await waitFor(() => expect(screen.getAllByRole('checkbox')).toHaveLength(4));
    await user.click(screen.getByRole('button', { name: 'Differs between enclaves' }));
    expect(await screen.findByText('No row matches. Clear the search or show all rows.')).toBeDefined();
  });
});

describe('what is not as usual', () => {
  it('a configuration with errors or a whole catalogue is shown as it is, with a way to its text', async () => {
    const broken = enclave('broken', 'kind: [');
    const whole = enclave('whole', config('operators:', `  - catalog: ${index}`));
    const { user } = await openMatrix(createWorld({ enclaves: [broken, whole] }));
    const locked = await box(/^Beta, whole: Carried\. The enclave gets the whole catalogue\./);
    await user.click(locked);
    expect(screen.getByRole('button', { name: 'Edit the configuration of whole' })).toBeDefined();
    const cell = screen.getByRole('gridcell', { name: /^Beta, broken: The configuration has errors/ });
    fireEvent.focus(cell);
    expect(screen.getByRole('button', { name: 'Edit the configuration of broken' })).toBeDefined();
  });

  it('a viewer sees what enclaves ask for, asks the registry nothing, and changes nothing', async () => {
    const world = createWorld({ role: 'viewer' });
    const { user, container } = await openMatrix(world);
    await user.click(await box(/^4\.15\.2, north: Carried/));
    expect(screen.getByText(/Another page is in control/)).toBeDefined();
    expect(world.client.inputsOf('holdings.list')).toEqual([]);
    expect(world.client.inputsOf('plan.create')).toEqual([]);
    expect(world.client.inputsOf('config.apply')).toEqual([]);
    await expectAccessible(container);
  });

  it('a registry that cannot be looked at leaves the rows that enclaves ask for, and can be tried again', async () => {
    let isDown = true;
    const world = createWorld();
    const usual = world.client.handle;
    usual({
      'holdings.list': () => {
        if (isDown) throw remote('NETWORK_REFUSED', { host: 'registry.example.com' }, true);
        return { releases: [], catalogs: [], images: [], findings: [] };
      },
    });
    const { user } = await openMatrix(world);
    const retry = await screen.findByRole('button', { name: 'Try again' });
    expect(boxNow(/^4\.15\.2, north: Carried\./).checked).toBe(true);
    isDown = false;
    await user.click(retry);
    expect(await box(/^4\.15\.2, north: Asked for, but not found in the registry/)).toBeDefined();
  });

  it.each([
    ['en', /has 3007 repositories .* only the first 3000 were looked at/, 'Carried.'],
    ['zh', /有 3007 个仓库.*仅查看了前 3000 个/, '会携带。'],
  ] as const)(
    'a limit that was met is told, and nothing is called missing for it, %s',
    async (language, told, says) => {
      const limit = { read: 3000, of: 3007 };
      const message = { code: 'HOLDINGS_REPOSITORIES_CUT', params: { host: 'r', ...limit }, affected: [] };
      const wish = enclave('a', config('additionalImages:', '  - name: registry.example.com/tools/unseen:1'));
      const held = {
        ...holdings,
        truncated: { images: limit },
        findings: [{ level: 'warning' as const, message }],
      };
      const { container } = await openMatrix(createWorld({ enclaves: [wish], holdings: held }), language);
      expect(await screen.findByText(told, {}, { timeout: 5000 })).toBeDefined();
      const cell = await box(/tools\/unseen:1/);
      expect(cell.getAttribute('aria-label') ?? cell.labels?.[0]?.textContent).toContain(says);
      await expectAccessible(container);
    },
  );

  it('an empty registry and no wish, no enclave, no registry: each has its words', async () => {
    const nothing = { releases: [], catalogs: [], images: [], findings: [] };
    const empty = await openMatrix(createWorld({ holdings: nothing, enclaves: [enclave('a', config())] }));
    expect(await screen.findByText('There is nothing to choose from')).toBeDefined();
    expect(screen.getByRole('link', { name: 'Load a set into the enterprise registry' })).toBeDefined();
    empty.unmount();
    const nobody = await openMatrix(createWorld({ enclaves: [] }));
    expect(await screen.findByText('Each enclave becomes a column here', { exact: false })).toBeDefined();
    nobody.unmount();
    await openMatrix(createWorld({ registries: [] }));
    expect(await screen.findByRole('link', { name: 'Add the enterprise registry' })).toBeDefined();
  });

  it('of two registries one is chosen by hand', async () => {
    const registries = ['a.example.com', 'b.example.com'].map((host) => ({
      ...registry('enterprise', host),
      id: host,
    }));
    const world = createWorld({ registries });
    const { user } = await openMatrix(world);
    await user.selectOptions(await screen.findByLabelText('Enterprise registry:'), 'b.example.com');
    await box(/^4\.15\.1, north: Not carried/);
    expect(world.client.inputsOf('holdings.list')).toEqual([
      { site: 'enterprise', registry: { host: 'b.example.com', namespace: '' } },
    ]);
  });
});

describe('bytes', () => {
  it('are counted one enclave at a time, and anew after a tick; what it has already is told', async () => {
    const world = createWorld();
    const waiting: (() => void)[] = [];
    let most = 0;
    world.client.handle({
      'plan.create': ({ request }) =>
        new Promise((resolve) => {
          waiting.push(() => resolve(planOf(request.enclaveId === 'north' ? 1024 : 2048, 512)));
          most = Math.max(most, waiting.length);
        }),
    });
    const { user } = await openMatrix(world);
    expect(await screen.findAllByText('Counting…')).toHaveLength(2);
    const answer = async (): Promise<void> => {
      await waitFor(() => expect(waiting).toHaveLength(1), { timeout: 5000 });
      waiting.shift()?.();
    };
    await answer();
    await answer();
    expect(await screen.findByText('1.0 KiB to carry')).toBeDefined();
    expect(await screen.findByText('2.0 KiB to carry')).toBeDefined();
    expect(screen.getAllByText('512 B it has already')).toHaveLength(2);
    expect(most).toBe(1);
    await user.click(await box(/^4\.15\.4, north/));
    expect(await screen.findByText('Counting…')).toBeDefined();
    expect(screen.getByText('2.0 KiB to carry')).toBeDefined();
    await answer();
    await waitFor(() => expect(screen.queryByText('Counting…')).toBeNull());
    expect(world.client.inputsOf('plan.create').map(({ request }) => request.enclaveId)).toEqual([
      'north',
      'south',
      'north',
    ]);
  });
});

import { screen, waitFor } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { EnclaveView } from '../../../core/contract/index.ts';
import { newDraft } from '../../../renderer/src/stores/new-draft.ts';
import { openApp, stepHeading } from '../flows/open-app.tsx';
import { registry, yaml } from '../flows/samples.ts';
import { createWorld, type World } from '../flows/world.ts';

const enclave: EnclaveView = { id: 'e1', name: 'North', yaml, notes: '', revision: 1 };

/** The wizard at the choice of enclaves, with North ticked. */
async function opened(generations: readonly number[], again?: number) {
  const world: World = createWorld({
    registries: [registry('enterprise', 'reg.in')],
    enclaves: [enclave],
    drafts: [
      {
        ...newDraft('enclave-export', false, ''),
        registry: { host: 'reg.in', namespace: '' },
        step: 'enclaves',
        enclaves: [{ id: 'e1', to: null, ...(again !== undefined && { again }) }],
      },
    ],
  });
  world.client.handle({
    'sets.awaited': () => ({
      enclaves: generations.length === 0 ? [] : [{ id: 'e1', name: 'North', generations: [...generations] }],
    }),
  });
  const app = await openApp(world.client, '/enterprise/enclaves/enclaves');
  await stepHeading('Enclaves');
  await screen.findByRole('checkbox', { name: 'North', checked: true });
  return { ...app, world };
}

describe('sets that are on their way', () => {
  it('count as held unless something else is chosen', async () => {
    const { user, world } = await opened([3, 4]);
    expect(await screen.findByText('North: generation 3, 4')).toBeTruthy();
    expect(screen.getByRole('radio', { name: /They count as held/, checked: true })).toBeTruthy();
    await user.click(screen.getByRole('radio', { name: /Carry their content again/ }));
    await waitFor(() => expect(world.draft('enclave-export')?.options.unacknowledged).toBe('carry'));
    await user.click(screen.getByRole('radio', { name: /Wait for the receipts/ }));
    await waitFor(() => expect(world.draft('enclave-export')?.options.unacknowledged).toBe('wait'));
  });

  it('are not asked about while there are none', async () => {
    const { world } = await opened([]);
    await waitFor(() => expect(world.client.inputsOf('sets.awaited').length).toBeGreaterThan(0));
    expect(screen.queryByText('Sets without a receipt')).toBeNull();
  });

  it('are not asked about for a set that is made again', async () => {
    const { world } = await opened([3], 2);
    expect(world.client.inputsOf('sets.awaited')).toEqual([]);
    expect(screen.queryByText('Sets without a receipt')).toBeNull();
  });
});

import { screen, waitFor } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { Check, Draft } from '../../../core/contract/index.ts';
import { newDraft } from '../../../renderer/src/stores/new-draft.ts';
import { openApp, stepHeading } from '../flows/open-app.tsx';
import { plan, tokens, yaml } from '../flows/samples.ts';
import { createWorld } from '../flows/world.ts';
import { remote } from '../support/fake-client.ts';
import { expectAccessible } from '../support/render.tsx';

const draft: Draft = { ...newDraft('export', false, yaml), to: tokens.content, step: 'preflight' };
const message = { code: 'NAME_EMPTY', params: {}, affected: [] };

function open(checks: readonly Check[]) {
  const world = createWorld({ drafts: [draft], checks });
  return { world, opened: openApp(world.client, '/export/preflight') };
}

describe('the checks before the start', () => {
  it('show each outcome in words and hold back what failed', async () => {
    const { opened } = open([
      { id: 'space', state: 'failed', message },
      { id: 'clock', state: 'warning', message },
      { id: 'something-new', state: 'skipped' },
    ]);
    const { user, path, container } = await opened;
    expect(await screen.findByText('Space')).toBeTruthy();
    expect(screen.getByText('something-new')).toBeTruthy();
    await expectAccessible(container);
    await user.click(screen.getByRole('button', { name: 'Next: Review' }));
    expect(await screen.findByText(/1 check failed. What to do/)).toBeTruthy();
    expect(path()).toBe('/export/preflight');
  });

  it('let warnings pass without a tick', async () => {
    const { opened } = open([{ id: 'clock', state: 'warning', message }]);
    const { user } = await opened;
    await screen.findByText('Clock');
    await user.click(screen.getByRole('button', { name: 'Next: Review' }));
    await stepHeading('Review');
  });

  it('may be overruled by name where the run does not depend on them', async () => {
    const { opened } = open([{ id: 'clock', state: 'failed', message }]);
    const { user } = await opened;
    await user.click(await screen.findByRole('checkbox', { name: /Go on although “Clock” failed/ }));
    await user.click(screen.getByRole('button', { name: 'Next: Review' }));
    await stepHeading('Review');
  });

  it('goes with the request, so that the report can name what was overruled', async () => {
    const { opened, world } = open([
      { id: 'clock', state: 'failed', message },
      { id: 'space', state: 'passed' },
    ]);
    const { user } = await opened;
    await user.click(await screen.findByRole('checkbox', { name: /Go on although “Clock” failed/ }));
    await user.click(screen.getByRole('button', { name: 'Next: Review' }));
    await stepHeading('Review');
    await user.click(screen.getByRole('button', { name: 'Start export' }));
    await waitFor(() => expect(world.client.inputsOf('jobs.start')).toHaveLength(1));
    const [started] = world.client.inputsOf('jobs.start');
    expect(started?.requests.map(({ exceptions }) => exceptions)).toEqual([[{ check: 'clock', message }]]);
  });

  it('can be stopped while a registry hangs, and run again', async () => {
    const world = createWorld({ drafts: [draft] });
    let hangs = true;
    let wasAborted = false;
    world.client.handle({
      'preflight.run': async (_input, signal) => {
        if (!hangs) return { checks: [], plan };
        await new Promise((_resolve, reject) => {
          signal?.addEventListener('abort', () => {
            wasAborted = true;
            reject(new Error('aborted'));
          });
        });
        return { checks: [] };
      },
    });
    const { user } = await openApp(world.client, '/export/preflight');
    await user.click(await screen.findByRole('button', { name: 'Stop' }));
    expect(wasAborted).toBe(true);
    expect(await screen.findByText('The checks were stopped.')).toBeTruthy();
    hangs = false;
    await user.click(screen.getByRole('button', { name: 'Run the checks again' }));
    await waitFor(() => expect(screen.queryByText('The checks were stopped.')).toBeNull());
    expect(screen.getAllByText('All checks passed').length).toBeGreaterThan(0);
  });

  it('say why they could not be run', async () => {
    const world = createWorld({ drafts: [draft] });
    world.client.handle({
      'preflight.run': () => {
        throw remote('PRACTICE_NOT_RUNNING');
      },
    });
    const { user } = await openApp(world.client, '/export/preflight');
    expect(await screen.findByText(/belongs to the Practice environment/)).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Next: Review' }));
    await screen.findByRole('alert', { name: 'What is still missing' });
  });
});

import { act, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { Draft } from '../../../core/contract/index.ts';
import { newDraft } from '../../../renderer/src/stores/new-draft.ts';
import { openApp, stepHeading } from '../flows/open-app.tsx';
import { job, token, tokens, yaml } from '../flows/samples.ts';
import { createWorld } from '../flows/world.ts';
import { remote } from '../support/fake-client.ts';
import { expectAccessible } from '../support/render.tsx';

const complete: Draft = { ...newDraft('export', false, yaml), to: tokens.content, step: 'preflight' };

describe('the frame of a wizard', () => {
  it('leads a deep link to the first step that is not done', async () => {
    const world = createWorld({ drafts: [{ ...complete, to: null }] });
    const { path } = await openApp(world.client, '/export/review');
    await stepHeading('Destination');
    expect(path()).toBe('/export/destination');
  });

  it('leads to the step that was open last when the address names none', async () => {
    const world = createWorld({ drafts: [{ ...complete, step: 'destination' }] });
    const { path } = await openApp(world.client, '/export');
    await stepHeading('Destination');
    expect(path()).toBe('/export/destination');
  });

  it('leads an address that does not exist to a step that does', async () => {
    const world = createWorld();
    const { path } = await openApp(world.client, '/export/nonsense');
    await stepHeading('Content');
    expect(path()).toBe('/export/content');
  });

  it('opens the run, and nothing before it, once jobs were started', async () => {
    const world = createWorld({
      drafts: [{ ...complete, jobIds: ['job-9'] }],
      jobs: [job('job-9', 'export', { kind: 'running' })],
    });
    const { path } = await openApp(world.client, '/export/content');
    await stepHeading('Run');
    expect(path()).toBe('/export/run');
    const nav = screen.getByRole('navigation', { name: 'Steps' });
    expect(within(nav).getByRole('button', { name: /Content/ })).toHaveProperty('disabled', true);
  });

  it('does not let go on from a run that is not over, and stops nothing when the page is left', async () => {
    const world = createWorld({
      drafts: [{ ...complete, jobIds: ['job-9'] }],
      jobs: [job('job-9', 'export', { kind: 'running' })],
    });
    const { user, path } = await openApp(world.client, '/export/run');
    await stepHeading('Run');
    await user.click(screen.getByRole('button', { name: 'Next: Done' }));
    expect(await screen.findByText(/1 job is not finished yet/)).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Leave, keep everything' }));
    expect(path()).toBe('/');
    expect(world.client.inputsOf('jobs.cancel')).toEqual([]);
    expect(world.client.inputsOf('jobs.pause')).toEqual([]);
  });

  it('goes back to the choices of a run that is over, and checks them anew', async () => {
    const world = createWorld({
      drafts: [{ ...complete, jobIds: ['job-9'] }],
      jobs: [job('job-9', 'export', { kind: 'cancelled' })],
    });
    const { user, path } = await openApp(world.client, '/export/run');
    await user.click(await screen.findByRole('button', { name: 'Change something and run again' }));
    await stepHeading('Checks');
    expect(path()).toBe('/export/preflight');
    await waitFor(() => expect(world.draft('export')?.jobIds).toEqual([]));
  });

  it('says what is missing, and goes to it, when Next is pressed too early', async () => {
    const world = createWorld({ drafts: [{ ...complete, to: null, step: 'destination' }] });
    const { user } = await openApp(world.client, '/export/destination');
    await stepHeading('Destination');
    await user.click(screen.getByRole('button', { name: 'Next: Checks' }));
    const list = await screen.findByRole('alert', { name: 'What is still missing' });
    expect(within(list).getByText('Choose where the set is written to.')).toBeTruthy();
    await waitFor(() => expect(document.activeElement?.closest('#step-destination')).not.toBeNull());
  });

  it('says so when a chosen folder is gone', async () => {
    const world = createWorld({ drafts: [{ ...complete, to: token('f') }] });
    const { user } = await openApp(world.client, '/export/destination');
    await stepHeading('Destination');
    await user.click(screen.getByRole('button', { name: 'Next: Checks' }));
    expect(await screen.findByText(/The chosen folder is not there any more/)).toBeTruthy();
  });

  it('does not go on with a configuration that has errors', async () => {
    const world = createWorld({ drafts: [{ ...complete, yaml: `${yaml}wrong: true\n` }] });
    const { user, path } = await openApp(world.client, '/export/content');
    await stepHeading('Content');
    await user.click(screen.getByRole('button', { name: 'Next: Destination' }));
    await screen.findByRole('alert', { name: 'What is still missing' });
    expect(path()).toBe('/export/content');
  });

  describe('while Next waits for an answer', () => {
    const waiting = async () => {
      const world = createWorld({ drafts: [{ ...complete, step: 'archive' }] });
      const set = await world.client.invoke('archives.inspect', { folder: tokens.content });
      const answer = Promise.withResolvers<typeof set>();
      const draft: Draft = {
        ...newDraft('enclave-import', false, ''),
        from: tokens.content,
        step: 'archive',
      };
      world.drafts.set('enclave-import', { draft, revision: 1 });
      world.client.handle({ 'archives.inspect': () => answer.promise });
      const opened = await openApp(world.client, '/enclave/import/archive');
      await stepHeading('Set to load');
      await opened.user.click(screen.getByRole('button', { name: /^Next/ }));
      return { ...opened, come: () => answer.resolve(set) };
    };

    it('goes on when it is there, though the program chose something meanwhile', async () => {
      const { stores, come, path } = await waiting();
      stores.drafts
        .getState()
        .change('enclave-import', { registry: { host: 'registry.example', namespace: '' } });
      come();
      await waitFor(() => expect(path()).not.toBe('/enclave/import/archive'));
    });

    it('stays when somebody touched the step meanwhile', async () => {
      const { user, come, path } = await waiting();
      await user.click(screen.getByRole('heading', { level: 2, name: 'Set to load' }));
      await act(async () => {
        come();
        await new Promise((resolve) => setTimeout(resolve));
      });
      expect(path()).toBe('/enclave/import/archive');
      await user.click(screen.getByRole('button', { name: /^Next/ }));
      await waitFor(() => expect(path()).not.toBe('/enclave/import/archive'));
    });
  });

  it('asks whose choices are kept when another window saved in between', async () => {
    const world = createWorld({ drafts: [complete] });
    const { user } = await openApp(world.client, '/export/destination');
    await stepHeading('Destination');
    const theirs: Draft = { ...complete, eject: true };
    world.drafts.set('export', { draft: theirs, revision: 9 });
    await user.click(screen.getByRole('button', { name: 'Next: Checks' }));
    const dialog = await screen.findByRole('dialog', { name: /Another window changed this too/ });
    await expectAccessible(dialog);
    await user.click(within(dialog).getByRole('button', { name: 'Keep mine' }));
    await waitFor(() => expect(world.drafts.get('export')?.revision).toBe(10));
    expect(world.draft('export')?.eject).toBe(false);
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  it('takes the other window’s choices when asked to', async () => {
    const world = createWorld({ drafts: [complete] });
    const { user, stores } = await openApp(world.client, '/export/destination');
    await stepHeading('Destination');
    world.drafts.set('export', { draft: { ...complete, eject: true }, revision: 9 });
    await user.click(screen.getByRole('button', { name: 'Next: Checks' }));
    await user.click(await screen.findByRole('button', { name: "Take the other window's" }));
    await waitFor(() => {
      const entry = stores.drafts.getState().byFlow.export;
      expect(entry?.kind === 'ready' && entry.value.draft.eject).toBe(true);
    });
  });

  it('shows what another window saved while nothing was changed here', async () => {
    const world = createWorld({ drafts: [complete] });
    const { stores } = await openApp(world.client, '/export/destination');
    await stepHeading('Destination');
    world.drafts.set('export', { draft: { ...complete, verify: false }, revision: 9 });
    world.client.emit('drafts.changed', { flow: 'export', revision: 9 });
    await waitFor(() => {
      const entry = stores.drafts.getState().byFlow.export;
      expect(entry?.kind === 'ready' && entry.value.revision).toBe(9);
    });
  });

  it('keeps what was typed when it cannot be saved, and saves it on demand', async () => {
    const world = createWorld({ drafts: [complete] });
    const save = { fails: true };
    world.client.handle({
      'drafts.save': ({ draft, revision }) => {
        if (save.fails) throw remote('STATE_NOT_SAVED', { file: 'x', reason: 'ENOSPC' }, true);
        return { view: { draft: draft as Draft, revision: revision + 1, paths: [] } };
      },
    });
    const { user } = await openApp(world.client, '/export/destination');
    await stepHeading('Destination');
    await user.click(screen.getByRole('button', { name: 'Next: Checks' }));
    expect(await screen.findByText('Not kept')).toBeTruthy();
    save.fails = false;
    await user.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByText('Everything is kept')).toBeTruthy();
  });

  it('starts over only after asking', async () => {
    const world = createWorld({ drafts: [complete] });
    const { user } = await openApp(world.client, '/export/destination');
    await stepHeading('Destination');
    await user.click(screen.getByRole('button', { name: 'Start over' }));
    const dialog = await screen.findByRole('dialog', { name: /Start over/ });
    expect(world.client.inputsOf('drafts.clear')).toEqual([]);
    await user.click(within(dialog).getByRole('button', { name: 'Start over' }));
    await stepHeading('Content');
    expect(world.client.inputsOf('drafts.clear')).toEqual([{ flow: 'export' }]);
  });

  it('lets a viewer look at every step and change nothing', async () => {
    const world = createWorld({ drafts: [complete], role: 'viewer' });
    const { user, container } = await openApp(world.client, '/export/content');
    expect(await screen.findByText(/Here you can look at every step/)).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Next: Destination' }));
    await user.click(await screen.findByRole('button', { name: 'Next: Checks' }));
    await user.click(await screen.findByRole('button', { name: 'Next: Review' }));
    await stepHeading('Review');
    const start = screen.getByRole('button', { name: 'Start export' });
    expect(start.getAttribute('aria-disabled')).toBe('true');
    await user.click(start);
    const sent = new Set(world.client.calls.map(({ name }) => name));
    for (const name of ['jobs.start', 'drafts.save', 'preflight.run', 'plan.create'] as const) {
      expect(sent.has(name)).toBe(false);
    }
    await expectAccessible(container);
  });

  it('shows why a job could not be started and stays where it is', async () => {
    const world = createWorld({ drafts: [complete] });
    world.client.handle({
      'jobs.start': () => {
        throw remote('RUN_SAME_FOLDER', { folder: '/media/stick' });
      },
    });
    const { user } = await openApp(world.client, '/export/preflight');
    await user.click(await screen.findByRole('button', { name: 'Next: Review' }));
    await stepHeading('Review');
    await user.click(screen.getByRole('button', { name: 'Start export' }));
    expect(await screen.findByText(/is chosen both to read from and to write to/)).toBeTruthy();
    expect(world.draft('export')?.jobIds ?? []).toEqual([]);
  });
});

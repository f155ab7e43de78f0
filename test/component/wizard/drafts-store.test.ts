import { describe, expect, it } from 'vitest';
import type { Draft } from '../../../core/contract/index.ts';
import { createDraftsStore, type DraftEntry } from '../../../renderer/src/stores/drafts.ts';
import { newDraft } from '../../../renderer/src/stores/new-draft.ts';
import { facts, tokens, yaml } from '../flows/samples.ts';
import { createWorld } from '../flows/world.ts';

function setUp(drafts: readonly Draft[] = []) {
  const world = createWorld({ drafts });
  const due: (() => void)[] = [];
  const store = createDraftsStore(world.client, {
    after: (_milliseconds, run) => {
      due.push(run);
      return () => void due.splice(due.indexOf(run), 1);
    },
  });
  return {
    world,
    store,
    /** The time of quiet passes. */
    elapse: async () => {
      for (const run of due.splice(0)) run();
      await new Promise((resolve) => setImmediate(resolve));
    },
    entry: (): DraftEntry => {
      const state = store.getState().byFlow.export;
      if (state?.kind !== 'ready') throw new Error(`not ready: ${state?.kind ?? 'never opened'}`);
      return state.value;
    },
  };
}

describe('the drafts of the wizards', () => {
  it('lose nothing when two parts of a page change one list at the same moment', async () => {
    const { store, entry } = setUp();
    await store.getState().open('export', false);
    const add =
      (id: string) =>
      ({ enclaves }: Draft): Partial<Draft> => ({ enclaves: [...enclaves, { id, to: null }] });
    store.getState().change('export', add('north'));
    store.getState().change('export', add('south'));
    expect(entry().draft.enclaves.map(({ id }) => id)).toEqual(['north', 'south']);
  });

  it('begin with a template, and are not saved before anything was changed', async () => {
    const { world, store, entry } = setUp();
    await store.getState().open('export', false);
    expect(entry().draft.yaml).toBe(yaml);
    expect(world.client.inputsOf('drafts.save')).toEqual([]);
  });

  it('are saved once for several changes, and keep the facts of what was chosen', async () => {
    const { world, store, elapse, entry } = setUp();
    await store.getState().open('export', false);
    store.getState().change('export', { eject: true });
    store.getState().change('export', { to: tokens.content }, [facts(tokens.content)]);
    expect(entry().saving.kind).toBe('waiting');
    await elapse();
    expect(world.client.inputsOf('drafts.save').length).toBe(1);
    expect(world.draft('export')).toMatchObject({ eject: true, to: tokens.content });
    expect(entry()).toMatchObject({ revision: 1, saving: { kind: 'saved' } });
    expect(entry().facts.get(tokens.content)?.display).toBe('/media/stick/enterprise-content');
  });

  it('save what was changed while a save was under way afterwards, with its revision', async () => {
    const { world, store, elapse, entry } = setUp();
    await store.getState().open('export', false);
    store.getState().change('export', { eject: true });
    const saving = store.getState().flush('export');
    store.getState().change('export', { verify: false });
    await saving;
    expect(entry().saving.kind).toBe('waiting');
    await elapse();
    expect(world.draft('export')).toMatchObject({ eject: true, verify: false });
    expect(entry()).toMatchObject({ revision: 2, saving: { kind: 'saved' } });
  });

  it('do not save over another window without being asked', async () => {
    const { world, store, elapse, entry } = setUp([newDraft('export', false, yaml)]);
    await store.getState().open('export', false);
    world.drafts.set('export', {
      draft: { ...newDraft('export', false, yaml), step: 'theirs' },
      revision: 8,
    });
    store.getState().change('export', { step: 'mine' });
    await elapse();
    expect(entry().saving.kind).toBe('conflict');
    store.getState().change('export', { eject: true });
    await elapse();
    expect(world.draft('export')?.step).toBe('theirs');
    await store.getState().keepMine('export');
    expect(world.draft('export')).toMatchObject({ step: 'mine', eject: true });
    expect(entry()).toMatchObject({ revision: 9, saving: { kind: 'saved' } });
  });

  it('begin anew where the count stands after starting over, so that the next save is accepted', async () => {
    const { world, store, elapse, entry } = setUp([{ ...newDraft('export', false, yaml), eject: true }]);
    await store.getState().open('export', false);
    await store.getState().startOver('export');
    expect(entry().draft.eject).toBe(false);
    store.getState().change('export', { step: 'content' });
    await elapse();
    expect(entry().saving.kind).toBe('saved');
    expect(world.drafts.get('export')?.revision).toBe(5);
  });

  it('begin anew without a conflict when something was being saved in that moment', async () => {
    const { store, elapse, entry } = setUp();
    await store.getState().open('export', false);
    store.getState().change('export', { eject: true });
    const saved = store.getState().flush('export');
    store.getState().change('export', { step: 'done' });
    await Promise.all([saved, store.getState().startOver('export')]);
    expect(entry().draft).toMatchObject({ eject: false, step: '' });
    store.getState().change('export', { verify: false });
    await elapse();
    expect(entry()).toMatchObject({ draft: { verify: false }, saving: { kind: 'saved' } });
  });

  it('take what another window saved while nothing waits here, and never over what was just typed', async () => {
    const { world, store, entry } = setUp([newDraft('export', false, yaml)]);
    await store.getState().open('export', false);
    world.drafts.set('export', {
      draft: { ...newDraft('export', false, yaml), step: 'theirs' },
      revision: 8,
    });
    store.getState().changedElsewhere('export', 8);
    store.getState().change('export', { step: 'mine' });
    await new Promise((resolve) => setImmediate(resolve));
    expect(entry().draft.step).toBe('mine');
  });

  it('are apart for the Practice environment', async () => {
    const { store, entry } = setUp([{ ...newDraft('export', false, yaml), eject: true }]);
    await store.getState().open('export', false);
    expect(entry().draft.eject).toBe(true);
    await store.getState().open('export', true);
    expect(entry().draft).toMatchObject({ practice: true, eject: false });
  });
});

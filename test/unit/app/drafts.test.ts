import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Draft } from '../../../core/contract/index.ts';
import { createDraftStore } from '../../../core/host/drafts/draft-store.ts';
import { notingJobs } from '../../../core/host/drafts/drafts-handlers.ts';
import { createEventHub } from '../../../core/host/app/event-hub.ts';
import { newDraft } from '../../../renderer/src/stores/new-draft.ts';
import { controllerCall, finishedJob, homeToken } from '../../support/app-samples.ts';
import { appWorld, type App, type AppWorld } from '../../support/app-world.ts';
import { faultyFileSystem } from '../../support/faulty-file-system.ts';

let world: AppWorld;
let app: App;

beforeEach(async () => {
  world = await appWorld();
  await mkdir(join(world.root, 'home'));
  app = await world.start();
});
afterEach(() => world.remove());

describe('drafts', () => {
  const draft = (more: Partial<Draft> = {}): Draft => ({
    ...newDraft('export', false, ''),
    step: 'content',
    eject: true,
    ...more,
  });

  it('have their jobs noted when these start, as the page that started them may be closed by then', async () => {
    const drafts = createDraftStore(world.services, world.folder, createEventHub());
    await drafts.save(draft({ step: 'review' }), 0);
    const start = notingJobs(() => Promise.resolve({ jobs: [finishedJob] }), drafts);
    await start({ requests: [] }, controllerCall);
    expect(await drafts.read('export', false)).toMatchObject({
      draft: draft({ step: 'review', jobIds: ['job-1'] }),
      revision: 1,
    });
    // What the page sent before it knew of the jobs arrives after them.
    expect(await drafts.save(draft({ step: 'review', eject: false }), 1)).toMatchObject({
      draft: draft({ step: 'review', eject: false, jobIds: ['job-1'] }),
      revision: 2,
    });
    // The page, which is still there, saves the same by what it knew; then it begins anew.
    await drafts.save(draft({ step: 'run', jobIds: ['job-1'] }), 2);
    expect(await drafts.save(draft({ step: 'review' }), 3)).toMatchObject({ draft: { jobIds: [] } });
    await start({ requests: [] }, controllerCall);
    expect(await drafts.read('enterprise-import', false)).toEqual({ draft: null, revision: 0 });
  });

  it('survive a restart, with facts of the folders that are still there', async () => {
    const to = await homeToken(app, 'archive-out');
    const saved = await app.call('drafts.save', { draft: draft({ to, step: 'review' }), revision: 0 });
    expect(saved.view.revision).toBe(1);
    await app.host.close();
    const again = await world.start();
    const { view } = await again.call('drafts.get', { flow: 'export' });
    expect(view).toMatchObject({ draft: { step: 'review', to }, revision: 1, paths: [{ token: to }] });
    await rm(join(world.root, 'home'), { recursive: true });
    const gone = await again.call('drafts.get', { flow: 'export' });
    expect(gone.view).toMatchObject({ draft: { to }, paths: [] });
  });

  it('of two windows do not overwrite each other unseen', async () => {
    await app.call('drafts.save', { draft: draft({ step: 'one' }), revision: 0 });
    await expect(
      app.call('drafts.save', { draft: draft({ step: 'two' }), revision: 0 }),
    ).rejects.toMatchObject({
      code: 'DRAFT_CHANGED_ELSEWHERE',
    });
    await app.call('drafts.save', { draft: draft({ step: 'two' }), revision: 1 });
    const told = app.events.filter(({ topic }) => topic === 'drafts.changed').map(({ payload }) => payload);
    expect(told).toEqual([
      { flow: 'export', revision: 1 },
      { flow: 'export', revision: 2 },
    ]);
  });

  it('that were cleared do not come back by an old page', async () => {
    await app.call('drafts.save', { draft: draft(), revision: 0 });
    const { revision } = await app.call('drafts.clear', { flow: 'export' });
    expect(await app.call('drafts.get', { flow: 'export' })).toEqual({ view: null, revision });
    await expect(app.call('drafts.save', { draft: draft(), revision: 1 })).rejects.toMatchObject({
      code: 'DRAFT_CHANGED_ELSEWHERE',
    });
    await app.call('drafts.save', { draft: draft(), revision });
  });

  it('of practice are kept apart, and go with its reset', async () => {
    await app.call('drafts.save', { draft: draft({ step: 'real' }), revision: 0 });
    await app.call('practice.start', {});
    expect((await app.call('drafts.get', { flow: 'export' })).view).toBeNull();
    await app.call('drafts.save', { draft: draft({ practice: true, step: 'practised' }), revision: 0 });
    expect((await app.call('drafts.get', { flow: 'export' })).view?.draft.step).toBe('practised');
    await app.call('practice.reset', {});
    expect((await app.call('drafts.get', { flow: 'export' })).view?.draft.step).toBe('real');
    await app.call('practice.start', {});
    expect((await app.call('drafts.get', { flow: 'export' })).view).toBeNull();
  });

  it('stay as they were when the disk is full', async () => {
    await app.call('drafts.save', { draft: draft({ step: 'old' }), revision: 0 });
    const { fs } = faultyFileSystem({
      at: 1,
      only: /^writeFile .*export/,
      kind: 'fail',
      code: 'ENOSPC',
      torn: true,
    });
    const struck = await world.start({ services: { fs } });
    await expect(
      struck.call('drafts.save', { draft: draft({ step: 'new' }), revision: 1 }),
    ).rejects.toMatchObject({
      code: 'STATE_NOT_SAVED',
    });
    expect((await struck.call('drafts.get', { flow: 'export' })).view).toMatchObject({
      revision: 1,
      draft: { step: 'old' },
    });
  });
});

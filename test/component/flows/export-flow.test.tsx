import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { discChunkLimit } from '../../../core/contract/index.ts';
import { newDraft } from '../../../renderer/src/stores/new-draft.ts';
import { expectAccessible } from '../support/render.tsx';
import { checksPassed, openApp, stepHeading } from './open-app.tsx';
import { brief, facts, tokens, yaml } from './samples.ts';
import { createWorld } from './world.ts';

describe('the export wizard', () => {
  it('goes in practice from the first step to the last with nothing but Next and Start', async () => {
    const world = createWorld({ practice: true });
    const { user, path } = await openApp(world.client, '/export');
    await stepHeading('Content');
    await user.click(screen.getByRole('button', { name: 'Next: Destination' }));
    await stepHeading('Destination');
    await user.click(screen.getByRole('button', { name: 'Next: Checks' }));
    await stepHeading('Checks');
    await checksPassed();
    await user.click(screen.getByRole('button', { name: 'Next: Review' }));
    await stepHeading('Review');
    expect(screen.getByText('7.0 GiB')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Start export' }));
    await stepHeading('Run');
    expect(path()).toBe('/export/run');
    expect(world.started()).toEqual([
      {
        flow: 'export',
        site: 'connected',
        yaml,
        source: { kind: 'upstream' },
        destination: { kind: 'archive', folder: tokens.content },
        options: {
          selfContained: false,
          reproducible: false,
          replacePrevious: false,
          strictArchive: false,
          addIntermediate: false,
          trustTarget: false,
          olderSet: false,
          verifyFirst: false,
          sign: false,
          approvedOnly: false,
          layout: 'oc-mirror',
          ignoreReleaseSignature: false,
        },
        afterwards: { verify: true, eject: false },
      },
    ]);
    await waitFor(() => expect(world.draft('export')?.jobIds).toEqual(['job-1']));
    world.finish('job-1');
    await user.click(await screen.findByRole('button', { name: 'Next: Done' }));
    await stepHeading('Done');
    expect(await screen.findByText('Step 1 of 4 is done')).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Go on: Import into the enterprise' })).toBeTruthy();
  });

  it('never chooses a real medium by itself', async () => {
    const world = createWorld();
    const { user } = await openApp(world.client, '/export/content');
    await stepHeading('Content');
    await user.click(screen.getByRole('button', { name: 'Next: Destination' }));
    await stepHeading('Destination');
    await user.click(screen.getByRole('button', { name: 'Next: Checks' }));
    expect(await screen.findByText('Choose where the set is written to.')).toBeTruthy();
    expect(world.client.inputsOf('paths.makeFolder')).toEqual([]);
  });

  it('is accessible on each of its first steps, in both languages', async () => {
    for (const [language, next, checks] of [
      ['en', 'Next: Destination', 'Next: Checks'],
      ['zh', '下一步：目标介质', '下一步：检查'],
    ] as const) {
      const world = createWorld({ practice: true });
      const { user, container, unmount } = await openApp(world.client, '/export', language);
      await user.click(await screen.findByRole('button', { name: next }));
      await expectAccessible(container);
      await user.click(await screen.findByRole('button', { name: checks }));
      await screen.findByRole('list', { name: language === 'en' ? 'Checks' : '检查' });
      await expectAccessible(container);
      await user.click(
        screen.getByRole('button', { name: language === 'en' ? 'Next: Review' : '下一步：确认' }),
      );
      await screen.findByText('7.0 GiB');
      await expectAccessible(container);
      unmount();
    }
  });

  it('counts anew when an option changes what moves, and throws nobody back', async () => {
    const world = createWorld({ practice: true });
    const { user } = await openApp(world.client, '/export');
    await user.click(await screen.findByRole('button', { name: 'Next: Destination' }));
    await user.click(await screen.findByRole('button', { name: 'Next: Checks' }));
    await checksPassed();
    await user.click(screen.getByRole('button', { name: 'Next: Review' }));
    const before = world.client.inputsOf('preflight.run').length;
    await user.click(await screen.findByRole('checkbox', { name: /Carry everything/ }));
    await waitFor(() => expect(world.client.inputsOf('preflight.run').length).toBe(before + 1));
    expect(screen.getByRole('heading', { level: 2, name: 'Review' })).toBeTruthy();
    const releases = await screen.findByRole('grid', { name: 'Releases' });
    expect(within(releases).getByText('verified (key ABCD)')).toBeTruthy();
    expect(screen.getByText('2 files of at most 4.0 GiB')).toBeTruthy();
  });

  it('makes the files of the set for a kind of disc, and says how many discs it will be', async () => {
    const world = createWorld({ practice: true });
    const { user } = await openApp(world.client, '/export');
    await user.click(await screen.findByRole('button', { name: 'Next: Destination' }));
    let kind = await screen.findByRole('combobox', { name: 'Goes onto discs' });
    await user.selectOptions(kind, 'Blu-ray, 25 GB');
    await waitFor(() => expect(world.draft('export')?.options.fileLimit).toBe(discChunkLimit('bd-25')));
    expect(await screen.findByText(/is counted with the checks/)).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Next: Checks' }));
    await checksPassed();
    await user.click(screen.getByRole('button', { name: 'Back' }));
    await stepHeading('Destination');
    expect(await screen.findByText(/It will be 1 disc \(6.0 GiB\)/)).toBeTruthy();
    kind = await screen.findByRole('combobox', { name: 'Goes onto discs' });
    await user.selectOptions(kind, 'DVD, 4.7 GB');
    expect(await screen.findByText(/It will be about 2 discs/)).toBeTruthy();
    await user.selectOptions(kind, 'CD, 700 MB');
    expect(await screen.findByText(/One part of an image has 1.0 GiB/)).toBeTruthy();
    await user.selectOptions(kind, 'No: a disk, a stick or a share');
    await waitFor(() => expect(world.draft('export')?.options.fileLimit).toBeUndefined());
  });

  it('does not ask for a new count for what happens after the run', async () => {
    const world = createWorld({ practice: true });
    const { user } = await openApp(world.client, '/export');
    await user.click(await screen.findByRole('button', { name: 'Next: Destination' }));
    await user.click(await screen.findByRole('button', { name: 'Next: Checks' }));
    await checksPassed();
    await user.click(screen.getByRole('button', { name: 'Next: Review' }));
    await stepHeading('Review');
    const before = world.client.inputsOf('preflight.run').length;
    await user.click(screen.getByRole('checkbox', { name: /Eject the medium afterwards/ }));
    await user.click(screen.getByRole('checkbox', { name: /Read everything back/ }));
    // Nothing is ejected that was not read back.
    await waitFor(() => expect(world.draft('export')).toMatchObject({ verify: false, eject: false }));
    expect(world.client.inputsOf('preflight.run').length).toBe(before);
  });

  it('names the earlier set in the folder and what becomes of it', async () => {
    const draft = { ...newDraft('export', false, yaml), to: tokens.content, step: 'preflight' };
    const world = createWorld({ drafts: [draft] });
    const held = facts(tokens.content, { set: { ...brief, problems: [] } });
    world.client.handle({
      'drafts.get': () => ({ view: { draft, revision: 3, paths: [held] }, revision: 3 }),
    });
    const { user } = await openApp(world.client, '/export/preflight');
    await checksPassed();
    await user.click(screen.getByRole('button', { name: 'Next: Review' }));
    expect(
      await screen.findByText(/carries only what it did not. The earlier set is kept aside/),
    ).toBeTruthy();
    await user.click(screen.getByRole('checkbox', { name: /Remove the earlier set/ }));
    expect(await screen.findByText(/carries only what it did not. The earlier set is removed/)).toBeTruthy();
  });
});

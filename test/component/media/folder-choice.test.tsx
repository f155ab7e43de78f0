import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { useState, type ReactNode } from 'react';
import { describe, expect, it } from 'vitest';
import type { DriveStatus, PathFacts } from '../../../core/contract/index.ts';
import { FolderChoice, type FolderChoiceProps } from '../../../renderer/src/features/media/folder-choice.tsx';
import { sampleInfo } from '../support/samples.ts';
import { remote } from '../support/fake-client.ts';
import { expectAccessible, renderWith } from '../support/render.tsx';
import { brief, driveOf, factsOf, gib, mediaClient, tokenOf } from './samples.ts';

type Given = Partial<Omit<FolderChoiceProps, 'onChange'>> & {
  readonly told?: (PathFacts | undefined)[];
};

/** As a wizard's step holds it. */
function Step({ told = [], value: first, purpose = 'archive-out', ...props }: Given): ReactNode {
  const [value, setValue] = useState(first);
  return (
    <FolderChoice
      {...props}
      purpose={purpose}
      value={value}
      onChange={(facts) => {
        told.push(facts);
        setValue(facts);
      }}
    />
  );
}

const tooSmall: DriveStatus = {
  level: 'error',
  message: { code: 'DRIVE_GONE', params: { drive: 'STICK2' }, affected: [] },
};

describe('choosing where to write', () => {
  it('shows what each drive is, how full, what is on it and what speaks against it', async () => {
    const client = mediaClient([
      driveOf(1, { sets: [{ folder: tokenOf(11), display: '/media/stick1/content', brief }] }),
      driveOf(2, { statuses: [tooSmall], fileSystem: 'vfat' }),
    ]);
    const { container } = await renderWith(<Step />, { client });
    const first = within(await screen.findByRole('listitem', { name: 'STICK1' }));
    expect(first.getByText('Acme Traveller')).toBeTruthy();
    expect(first.getByRole('progressbar', { name: 'Space on STICK1' }).getAttribute('aria-valuetext')).toBe(
      '50.0 GiB free of 64.0 GiB',
    );
    expect(first.getByText('Generation 3, builds on 2')).toBeTruthy();
    expect(first.getByText('Complete')).toBeTruthy();
    expect(first.getByText('Releases 4.18.1, 4.18.2, 4.18.3, 4.18.4 and 2 more')).toBeTruthy();
    const second = within(screen.getByRole('listitem', { name: 'STICK2' }));
    expect(second.getByText('Error')).toBeTruthy();
    expect(second.getByRole<HTMLInputElement>('radio').disabled).toBe(true);
    await expectAccessible(container);
  });

  it('is accessible in Chinese', async () => {
    const client = mediaClient([driveOf(1), driveOf(2, { mounted: false })]);
    const { container } = await renderWith(<Step value={factsOf(tokenOf(1))} need={gib} />, {
      client,
      language: 'zh',
    });
    expect(await screen.findByText('空间充足：需要 1.0 GiB，可用 50.0 GiB。')).toBeTruthy();
    await expectAccessible(container);
  });

  it('chooses by a click and tells what is known of the folder', async () => {
    const told: (PathFacts | undefined)[] = [];
    const client = mediaClient([driveOf(1), driveOf(2)]);
    const { user } = await renderWith(<Step told={told} need={60 * gib} largestFile={gib} />, { client });
    await user.click(await screen.findByRole('radio', { name: 'Top folder, /media/stick2' }));
    await waitFor(() => expect(told.map((facts) => facts?.token)).toEqual([tokenOf(2)]));
    expect(screen.getByRole<HTMLInputElement>('radio', { name: /stick2/ }).checked).toBe(true);
    expect(
      screen.getByText('Too little space: 60.0 GiB needed, 50.0 GiB free, 10.0 GiB missing.'),
    ).toBeTruthy();
    expect(client.inputsOf('drives.list')[0]).toEqual({
      purpose: 'archive-out',
      need: 60 * gib,
      largestFile: gib,
    });
  });

  it('chooses the only safe drive by itself, but never against a choice', async () => {
    const told: (PathFacts | undefined)[] = [];
    const client = mediaClient([driveOf(1), driveOf(2)], {
      'drives.list': () => ({ drives: [driveOf(1), driveOf(2)], suggested: 'uuid-2' }),
    });
    const first = await renderWith(<Step told={told} />, { client });
    await waitFor(() => expect(told.map((facts) => facts?.token)).toEqual([tokenOf(2)]));
    await first.user.click(screen.getByRole('button', { name: 'Choose none' }));
    expect(await screen.findByText('Nothing is chosen yet.')).toBeTruthy();
    expect(told).toHaveLength(2);
    first.unmount();
    const again: (PathFacts | undefined)[] = [];
    await renderWith(<Step told={again} value={factsOf(tokenOf(1))} />, { client });
    await screen.findByText('The only drive that is safe to use');
    expect(again).toEqual([]);
  });

  it.each([
    ['chooses the drive that was used before, among several', [], [tokenOf(2)]],
    ['does not choose it when something speaks against it', [tooSmall], []],
  ])('%s', async (_, statuses, expected) => {
    const told: (PathFacts | undefined)[] = [];
    const client = mediaClient([], {
      'drives.list': () => ({ drives: [driveOf(1), driveOf(2, { statuses })] }),
    });
    await renderWith(<Step told={told} usual="uuid-2" />, { client });
    await screen.findByRole('radio', { name: 'Top folder, /media/stick1' });
    await waitFor(() => expect(told.map((facts) => facts?.token)).toEqual(expected));
  });

  it('mounts a drive and lists again', async () => {
    let mounted = false;
    const client = mediaClient([], {
      'drives.list': () => ({
        drives: [driveOf(1, mounted ? {} : { mounted: false, mountPoint: undefined, root: undefined })],
      }),
      'drives.mount': () => {
        mounted = true;
        return { mountPoint: '/media/stick1' };
      },
    });
    const { user } = await renderWith(<Step />, { client });
    await user.click(await screen.findByRole('button', { name: 'Mount STICK1' }));
    expect(await screen.findByRole('radio', { name: 'Top folder, /media/stick1' })).toBeTruthy();
    expect(client.inputsOf('drives.mount')).toEqual([{ id: 'uuid-1' }]);
  });

  it('says why a drive cannot be mounted', async () => {
    const client = mediaClient([driveOf(1, { mounted: false })], {
      'drives.mount': () => {
        throw remote('DRIVE_MOUNT_NEEDS_ROOT', { drive: 'STICK1' });
      },
    });
    const { user } = await renderWith(<Step />, { client });
    await user.click(await screen.findByRole('button', { name: 'Mount STICK1' }));
    expect(await screen.findByText(/DRIVE_MOUNT_NEEDS_ROOT/)).toBeTruthy();
  });

  it('shows a drive as soon as it is plugged in', async () => {
    let drives = [driveOf(1)];
    const client = mediaClient([], { 'drives.list': () => ({ drives }) });
    await renderWith(<Step />, { client });
    await screen.findByRole('listitem', { name: 'STICK1' });
    drives = [driveOf(1), driveOf(2)];
    act(() => client.emit('drives.changed', {}));
    expect(await screen.findByRole('listitem', { name: 'STICK2' })).toBeTruthy();
  });

  it('keeps the choice and says so when its drive goes, and takes new facts when it is back', async () => {
    const told: (PathFacts | undefined)[] = [];
    const chosen = factsOf(tokenOf(1));
    const client = mediaClient([driveOf(1)]);
    await renderWith(<Step told={told} value={chosen} />, { client });
    await screen.findByRole('listitem', { name: 'STICK1' });
    client.handle({
      'paths.describe': () => {
        throw remote('PATH_GONE', { path: '/media/stick' });
      },
    });
    act(() => client.emit('drives.changed', {}));
    expect(await screen.findByText('/media/stick is not there any more.')).toBeTruthy();
    expect(told).toEqual([]);
    client.handle({ 'paths.describe': ({ token }) => factsOf(token as never, { freeBytes: gib }) });
    act(() => client.emit('drives.changed', {}));
    await waitFor(() => expect(told.map((facts) => facts?.freeBytes)).toEqual([gib]));
    expect(screen.queryByText('/media/stick is not there any more.')).toBeNull();
  });

  it('makes a folder in the chosen one and chooses it', async () => {
    const told: (PathFacts | undefined)[] = [];
    const client = mediaClient([driveOf(1)], {
      'paths.makeFolder': () => factsOf(tokenOf(5), { display: '/media/stick/june' }),
      'paths.describe': ({ token }) =>
        factsOf(token as never, token === tokenOf(5) ? { display: '/media/stick/june' } : {}),
    });
    const { user } = await renderWith(<Step told={told} value={factsOf(tokenOf(1))} />, { client });
    await user.click(await screen.findByRole('button', { name: 'Create a folder in it' }));
    await user.type(screen.getByRole('textbox', { name: 'Name of the new folder' }), ' june {Enter}');
    expect(await screen.findByText('/media/stick/june')).toBeTruthy();
    expect(client.inputsOf('paths.makeFolder')).toEqual([{ token: tokenOf(1), name: 'june' }]);
    expect(told.at(-1)?.token).toBe(tokenOf(5));
  });

  it('never mixes practice media with real ones', async () => {
    const drives = [driveOf(1), driveOf(2, { kind: 'practice', label: 'Practice medium' })];
    const client = mediaClient(drives);
    const practice = await renderWith(<Step practice />, { client });
    expect(await screen.findByRole('listitem', { name: 'Practice medium' })).toBeTruthy();
    expect(screen.queryByRole('listitem', { name: 'STICK1' })).toBeNull();
    practice.unmount();
    await renderWith(<Step practice={false} />, { client });
    expect(await screen.findByRole('listitem', { name: 'STICK1' })).toBeTruthy();
    expect(screen.queryByRole('listitem', { name: 'Practice medium' })).toBeNull();
  });

  it('has words for a machine without drives, and for one where they cannot be listed', async () => {
    const client = mediaClient([]);
    const none = await renderWith(<Step />, { client });
    expect(await screen.findByText('No drive is plugged in')).toBeTruthy();
    none.unmount();
    client.handle({
      'drives.list': () => ({
        drives: [],
        unavailable: { code: 'DRIVES_UNSUPPORTED', params: { platform: 'aix' }, affected: [] },
      }),
    });
    await renderWith(<Step />, { client });
    expect(await screen.findByText(/DRIVES_UNSUPPORTED/)).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Choose a folder' })).toBeTruthy();
  });

  it('offers folders that were used before', async () => {
    const told: (PathFacts | undefined)[] = [];
    const client = mediaClient([], {
      'paths.places': () => ({
        places: [
          { kind: 'recent', token: tokenOf(8), display: '/srv/transfer', label: '' },
          { kind: 'home', token: tokenOf(9), display: '/root', label: '' },
        ],
      }),
    });
    const { user } = await renderWith(<Step told={told} />, { client });
    await user.click(await screen.findByRole('radio', { name: '/srv/transfer' }));
    await waitFor(() => expect(told[0]?.token).toBe(tokenOf(8)));
    expect(screen.queryByRole('radio', { name: '/root' })).toBeNull();
  });

  it('gives advice on file systems and formats nothing', async () => {
    const { user } = await renderWith(<Step />, { client: mediaClient([]) });
    await user.click(await screen.findByRole('button', { name: /Which file system/ }));
    expect(screen.getByText(/Sluice never formats a medium/)).toBeTruthy();
  });

  it('uses the dialog of the system where there is one', async () => {
    const told: (PathFacts | undefined)[] = [];
    const capabilities = { ...sampleInfo.capabilities, nativeDialogs: true };
    const client = mediaClient([], {
      'app.info': () => ({ ...sampleInfo, shell: 'electron', capabilities }),
      'dialogs.pick': () => ({ picked: null }),
    });
    const { user } = await renderWith(<Step told={told} />, { client });
    const choose = await screen.findByRole('button', { name: 'Choose a folder' });
    await waitFor(() => expect(client.inputsOf('app.info')).toHaveLength(1));
    await user.click(choose);
    expect(told).toEqual([]);
    client.handle({ 'dialogs.pick': () => ({ picked: factsOf(tokenOf(4)) }) });
    await user.click(choose);
    await waitFor(() => expect(told[0]?.token).toBe(tokenOf(4)));
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  it('takes a folder that is dropped onto the window, and explains why a browser cannot', async () => {
    const told: (PathFacts | undefined)[] = [];
    const file = new File([], 'content');
    const browser = await renderWith(<Step told={told} />, { client: mediaClient([]) });
    fireEvent.drop(await screen.findByText('Nothing is chosen yet.'), { dataTransfer: { files: [file] } });
    expect(await screen.findByText(/does not tell where a folder lies/)).toBeTruthy();
    browser.unmount();
    const client = {
      ...mediaClient([]),
      dropped: (dropped: unknown) => {
        expect(dropped).toBe(file);
        return Promise.resolve(factsOf(tokenOf(6)));
      },
    };
    await renderWith(<Step told={told} />, { client });
    const target = await screen.findByText('Nothing is chosen yet.');
    fireEvent.drop(target, { dataTransfer: { files: [file, file] } });
    expect(await screen.findByText('Drop one folder, not several.')).toBeTruthy();
    fireEvent.drop(target, { dataTransfer: { files: [file] } });
    await waitFor(() => expect(told.at(-1)?.token).toBe(tokenOf(6)));
  });

  it('lets a viewer look and nothing else', async () => {
    const client = mediaClient([driveOf(1)], { 'app.info': () => ({ ...sampleInfo, role: 'viewer' }) });
    await renderWith(<Step />, { client });
    const radio = await screen.findByRole<HTMLInputElement>('radio', { name: /stick1/ });
    await waitFor(() => expect(radio.disabled).toBe(true));
    expect(screen.getByRole('button', { name: 'Choose a folder' }).getAttribute('aria-disabled')).toBe(
      'true',
    );
  });
});

describe('choosing what to read', () => {
  it('offers sets, not the top of a medium, and the only one by itself', async () => {
    const told: (PathFacts | undefined)[] = [];
    const sets = [{ folder: tokenOf(11), display: '/media/stick1/content', brief }];
    const client = mediaClient([], {
      'drives.list': () => ({ drives: [driveOf(1, { sets })], suggested: 'uuid-1' }),
    });
    await renderWith(<Step purpose="archive-in" told={told} />, { client });
    await waitFor(() => expect(told.map((facts) => facts?.token)).toEqual([tokenOf(11)]));
    expect(screen.getAllByRole('radio')).toHaveLength(1);
  });

  it('says when there is no set, and looks into the folders of the medium', async () => {
    const client = mediaClient([driveOf(1)], {
      'paths.browse': ({ token }) => ({
        here: factsOf(token as never, { purpose: 'archive-in' }),
        entries: [],
        truncated: false,
      }),
    });
    const { user } = await renderWith(<Step purpose="archive-in" />, { client });
    expect(await screen.findByText(/There is no set at the top of this medium/)).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Look into its folders: STICK1' }));
    expect(await screen.findByRole('dialog')).toBeTruthy();
    await waitFor(() => expect(client.inputsOf('paths.browse')[0]?.token).toBe(tokenOf(1)));
  });
});

import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type {
  BrowseEntry,
  BrowseView,
  PathFacts,
  PathPurpose,
  PathToken,
} from '../../../core/contract/index.ts';
import { FileChoice } from '../../../renderer/src/features/media/file-choice.tsx';
import { FolderBrowser } from '../../../renderer/src/features/media/folder-browser.tsx';
import { remote, type FakeHandlers } from '../support/fake-client.ts';
import { expectAccessible, renderWith } from '../support/render.tsx';
import { factsOf, mediaClient, tokenOf } from './samples.ts';

/** A small file system: /srv with a, b (closed to this user) and c, and a file. */
const names: Readonly<Record<string, string>> = {
  1: '/srv',
  2: '/srv/alpha',
  3: '/srv/beta',
  4: '/srv/gamma',
};

function entry(number: number, name: string, overrides: Partial<BrowseEntry> = {}): BrowseEntry {
  return { token: tokenOf(number), name, kind: 'directory', holdsSet: false, ...overrides };
}

function tree(purpose: PathPurpose, handlers: FakeHandlers = {}) {
  const here = (token: PathToken): PathFacts => {
    const display = names[Number(token.slice(2))] ?? '/?';
    return factsOf(token, { purpose, display, name: display.split('/').at(-1) ?? '' });
  };
  const browse = (token: PathToken, hidden: boolean): BrowseView => {
    if (token === tokenOf(3)) throw remote('PATH_NO_PERMISSION', { path: '/srv/beta' });
    if (token !== tokenOf(1)) return { here: here(token), parent: tokenOf(1), entries: [], truncated: false };
    return {
      here: here(token),
      entries: [
        ...(hidden ? [entry(9, '.hidden')] : []),
        entry(2, 'alpha', { holdsSet: true }),
        entry(3, 'beta'),
        entry(4, 'gamma', { modified: '2026-01-01T00:00:00Z' }),
        entry(5, 'isc.yaml', { kind: 'file', size: 2048 }),
      ],
      truncated: true,
    };
  };
  return mediaClient([], {
    'paths.places': () => ({
      places: [
        { kind: 'home', token: tokenOf(4), display: '/srv/gamma', label: '' },
        { kind: 'drive', token: tokenOf(1), display: '/srv', label: 'STICK' },
      ],
    }),
    'paths.browse': ({ token, hidden }) => browse(token as PathToken, hidden),
    'paths.describe': ({ token }) =>
      factsOf(token as PathToken, { purpose, kind: 'file', display: '/srv/isc.yaml' }),
    ...handlers,
  });
}

async function open(purpose: PathPurpose, handlers: FakeHandlers = {}, language: 'en' | 'zh' = 'en') {
  const chosen: PathFacts[] = [];
  let closed = 0;
  const client = tree(purpose, handlers);
  const rendered = await renderWith(
    <FolderBrowser
      purpose={purpose}
      onChoose={(facts) => void chosen.push(facts)}
      onClose={() => (closed += 1)}
    />,
    { client, language },
  );
  const list = await screen.findByRole('listbox');
  return { ...rendered, client, chosen, list, closed: () => closed };
}

const active = (): string => {
  const id = screen.getByRole('listbox').getAttribute('aria-activedescendant') ?? '';
  return document.getElementById(id)?.textContent ?? '';
};

describe('the list of folders', () => {
  it('begins on a drive, has the focus, and is walked through with the keyboard', async () => {
    const { user, list, chosen } = await open('archive-out');
    await waitFor(() => expect(document.activeElement).toBe(list));
    expect(list.getAttribute('aria-label')).toBe('Entries of /srv');
    expect(active()).toContain('alpha');
    await user.keyboard('{ArrowDown}{ArrowDown}');
    expect(active()).toContain('gamma');
    await user.keyboard('{Home}{ArrowUp}');
    expect(active()).toContain('alpha');
    await user.keyboard('{End}');
    expect(active()).toContain('isc.yaml');
    await user.keyboard('ga');
    expect(active()).toContain('gamma');
    await user.keyboard('{Enter}');
    await screen.findByRole('listbox', { name: 'Entries of /srv/gamma' });
    expect(screen.getByText('This folder is empty.')).toBeTruthy();
    await user.keyboard('{Backspace}');
    await screen.findByRole('listbox', { name: 'Entries of /srv' });
    await user.keyboard('{ArrowRight}');
    await screen.findByRole('listbox', { name: 'Entries of /srv/alpha' });
    await user.click(screen.getByRole('button', { name: 'Use this folder' }));
    expect(chosen.map(({ display }) => display)).toEqual(['/srv/alpha']);
  });

  it('leaves other keys to the page and closes with Escape', async () => {
    const { user, list, closed } = await open('archive-out');
    await waitFor(() => expect(document.activeElement).toBe(list));
    await user.keyboard('{Control>}a{/Control}');
    expect(active()).toContain('alpha');
    await user.keyboard('{Escape}');
    expect(closed()).toBe(1);
  });

  it('is accessible in both languages', async () => {
    for (const language of ['en', 'zh'] as const) {
      const { unmount } = await open('archive-out', {}, language);
      await screen.findByText('alpha');
      await expectAccessible(document.body);
      unmount();
    }
  });

  it('stays where it is when a folder may not be opened, and says why', async () => {
    const { user } = await open('archive-out');
    await user.click(await screen.findByText('beta'));
    expect(await screen.findByText('Your user may not open /srv/beta.')).toBeTruthy();
    expect(screen.getByRole('listbox', { name: 'Entries of /srv' })).toBeTruthy();
    await user.click(screen.getByText('gamma'));
    await screen.findByRole('listbox', { name: 'Entries of /srv/gamma' });
    expect(screen.queryByText('Your user may not open /srv/beta.')).toBeNull();
  });

  it('shows hidden entries when asked to, and says when there are more than it shows', async () => {
    const { user } = await open('archive-out');
    expect(screen.getByText(/There are more entries than are shown/)).toBeTruthy();
    expect(screen.queryByText('.hidden')).toBeNull();
    await user.click(screen.getByRole('checkbox', { name: 'Show hidden entries' }));
    expect(await screen.findByText('.hidden')).toBeTruthy();
  });

  it('opens places and goes up', async () => {
    const { user } = await open('archive-out');
    const places = within(screen.getByRole('navigation', { name: 'Places' }));
    expect(places.getByRole('button', { current: 'location' }).textContent).toContain('STICK');
    await user.click(places.getByRole('button', { name: /Home folder/ }));
    await screen.findByRole('listbox', { name: 'Entries of /srv/gamma' });
    await user.click(screen.getByRole('button', { name: 'One folder up' }));
    await screen.findByRole('listbox', { name: 'Entries of /srv' });
    expect(screen.getByRole<HTMLButtonElement>('button', { name: 'One folder up' }).disabled).toBe(true);
  });

  it('makes a folder and opens it', async () => {
    const { user, client } = await open('archive-out', {
      'paths.makeFolder': () => factsOf(tokenOf(4)),
    });
    await user.click(screen.getByRole('button', { name: 'New folder' }));
    await user.type(screen.getByRole('textbox', { name: 'Name of the new folder' }), 'gamma{Enter}');
    await screen.findByRole('listbox', { name: 'Entries of /srv/gamma' });
    expect(client.inputsOf('paths.makeFolder')).toEqual([{ token: tokenOf(1), name: 'gamma' }]);
  });

  it('shows why a folder cannot be made', async () => {
    const { user } = await open('archive-out', {
      'paths.makeFolder': () => {
        throw remote('NAME_RESERVED', { name: 'con' });
      },
    });
    await user.click(screen.getByRole('button', { name: 'New folder' }));
    await user.type(screen.getByRole('textbox', { name: 'Name of the new folder' }), 'con{Enter}');
    expect(await screen.findByText('The name con means a device on Windows.')).toBeTruthy();
  });

  it('lets a file be selected where one is wanted, and only then', async () => {
    const { user, chosen } = await open('config-file');
    const use = screen.getByRole<HTMLButtonElement>('button', { name: 'Use this file' });
    expect(use.disabled).toBe(true);
    await user.click(await screen.findByText('isc.yaml'));
    expect(screen.getByText('Selected: isc.yaml')).toBeTruthy();
    expect(screen.getByRole('option', { selected: true }).textContent).toContain('isc.yaml');
    await user.click(use);
    await waitFor(() => expect(chosen.map(({ display }) => display)).toEqual(['/srv/isc.yaml']));
    expect(screen.queryByRole('button', { name: 'New folder' })).toBeNull();
  });

  it('does not take a file where a folder is wanted', async () => {
    const { user, chosen } = await open('archive-in');
    await user.click(await screen.findByText('isc.yaml'));
    await user.click(screen.getByRole('button', { name: 'Use this folder' }));
    expect(chosen.map(({ display }) => display)).toEqual(['/srv']);
  });

  it('draws only what is in view of a folder with thousands of entries', async () => {
    const many = Array.from({ length: 4000 }, (_, index) => entry(index + 100, `file-${index}`));
    const { user } = await open('archive-out', {
      'paths.browse': () => ({ here: factsOf(tokenOf(1)), entries: many, truncated: false }),
    });
    expect(await screen.findByText('4000 entries')).toBeTruthy();
    expect(screen.getAllByRole('option').length).toBeLessThan(80);
    expect(screen.getAllByRole('option')[0]?.getAttribute('aria-setsize')).toBe('4000');
    await user.keyboard('{PageDown}');
    expect(active()).toContain('file-8');
  });
});

describe('choosing a file', () => {
  it('chooses in the list, shows it, and lets it be taken back', async () => {
    const told: (PathFacts | undefined)[] = [];
    const client = tree('ca-file');
    const { user, container } = await renderWith(
      <FileChoice purpose="ca-file" value={undefined} onChange={(facts) => told.push(facts)} label="CA" />,
      { client },
    );
    await expectAccessible(container);
    await user.click(await screen.findByRole('button', { name: 'Choose a file: CA' }));
    await user.click(await screen.findByText('isc.yaml'));
    await user.click(screen.getByRole('button', { name: 'Use this file' }));
    await waitFor(() => expect(told.map((facts) => facts?.display)).toEqual(['/srv/isc.yaml']));
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  it('clears a choice and says when the file is gone', async () => {
    const told: (PathFacts | undefined)[] = [];
    const client = tree('ca-file', {
      'paths.describe': () => {
        throw remote('PATH_GONE', { path: '/srv/ca.pem' });
      },
    });
    const value = factsOf(tokenOf(7), { purpose: 'ca-file', display: '/srv/ca.pem', kind: 'file' });
    const { user } = await renderWith(
      <FileChoice purpose="ca-file" value={value} onChange={(facts) => told.push(facts)} label="CA" />,
      { client },
    );
    expect(await screen.findByText('/srv/ca.pem is not there any more.')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Choose none' }));
    expect(told).toEqual([undefined]);
  });

  it('says why a dropped file cannot be used in a browser', async () => {
    await renderWith(
      <FileChoice purpose="ca-file" value={undefined} onChange={() => undefined} label="CA" />,
      { client: tree('ca-file') },
    );
    fireEvent.drop(await screen.findByText('No file is chosen.'), {
      dataTransfer: { files: [new File([], 'ca.pem')] },
    });
    expect(await screen.findByText(/does not know where it lies/)).toBeTruthy();
  });
});

import { screen, within } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { AppInfo, Settings, SettingsView } from '../../../core/contract/index.ts';
import { Shell } from '../../../renderer/src/app/shell.tsx';
import { createFakeClient, remote } from '../support/fake-client.ts';
import { changedSettings, sampleInfo, sampleSettings } from '../support/samples.ts';
import { expectAccessible, renderWith } from '../support/render.tsx';

function shellClient(overrides: Partial<Settings> = {}, role: AppInfo['role'] = 'controller') {
  let view: SettingsView = {
    settings: { ...sampleSettings, ...overrides },
    locked: [],
    file: '/state/settings.json',
  };
  return createFakeClient({
    'app.info': () => ({ ...sampleInfo, role }),
    'settings.get': () => view,
    'settings.update': (patch) => (view = { ...view, settings: changedSettings(view.settings, patch) }),
    'practice.status': () => ({ running: false }),
    'jobs.list': () => ({ jobs: [], total: 0 }),
  });
}

afterEach(() => vi.restoreAllMocks());

describe('the frame around every page', () => {
  it('shows only the flows of the environment that this machine belongs to', async () => {
    await renderWith(<Shell />, { client: shellClient() });
    const nav = await screen.findByRole('navigation', { name: 'Main navigation' });
    expect(within(nav).getByRole('link', { name: 'Export to a medium' })).toBeTruthy();
    expect(within(nav).queryByRole('link', { name: 'Import into the enclave' })).toBeNull();
  });

  it('shows all flows while no environment is chosen', async () => {
    await renderWith(<Shell />, { client: shellClient({ site: null }) });
    expect(await screen.findByRole('link', { name: 'Import into the enclave' })).toBeTruthy();
    expect(screen.getByRole('button', { name: /not chosen/ })).toBeTruthy();
  });

  it('changes the language at once and says so to the document', async () => {
    const { user } = await renderWith(<Shell />, { client: shellClient() });
    await user.click(await screen.findByRole('button', { name: /^Language/ }));
    await user.click(screen.getByRole('option', { name: '中文' }));
    expect(await screen.findByRole('link', { name: '导出到介质' })).toBeTruthy();
    expect(document.documentElement.lang).toBe('zh-CN');
  });

  it('puts the dark theme on the document', async () => {
    const { user } = await renderWith(<Shell />, { client: shellClient() });
    await user.click(await screen.findByRole('button', { name: /^Theme/ }));
    await user.click(screen.getByRole('option', { name: 'Dark' }));
    expect(document.documentElement.classList.contains('pf-v6-theme-dark')).toBe(true);
  });

  it('says what to do when the page has no access', async () => {
    const client = shellClient();
    client.connection({ kind: 'refused', error: remote('APP_VIEWER_ONLY').error });
    await renderWith(<Shell />, { client });
    expect(await screen.findByText(/press Enter/)).toBeTruthy();
  });

  it.each([
    ['en', 'New address', 'Open', /wrong or too old/],
    ['zh', '新地址', '打开', /不正确或已过期/],
  ] as const)('takes a new address when it has no access (%s)', async (language, label, open, words) => {
    // Settings are not known yet: the browser's own language counts.
    vi.spyOn(navigator, 'languages', 'get').mockReturnValue([language]);
    const client = shellClient({ language });
    client.connection({ kind: 'refused', error: remote('BRIDGE_SESSION_UNKNOWN').error });
    const signed: string[] = [];
    const session = {
      signIn: (address: string) => {
        signed.push(address);
        if (signed.length === 1) return Promise.reject(remote('BRIDGE_CODE_UNKNOWN'));
        client.connection({ kind: 'connected' });
        return Promise.resolve();
      },
      takeControl: () => Promise.resolve(),
    };
    const { user, container } = await renderWith(<Shell />, { client: { ...client, session }, language });
    const field = await screen.findByRole('textbox', { name: label });
    const button = screen.getByRole('button', { name: open });
    expect(button).toHaveProperty('disabled', true);
    await user.type(field, 'what?');
    await user.click(button);
    expect(await screen.findByText(words)).toBeTruthy();
    await expectAccessible(container);
    await user.clear(field);
    await user.type(field, 'http://localhost:19000/#code=abc');
    await user.click(button);
    expect(signed).toEqual(['what?', 'http://localhost:19000/#code=abc']);
    expect(await screen.findByRole('navigation')).toBeTruthy();
    expect(screen.queryByRole('textbox', { name: label })).toBeNull();
  });

  it('offers no field for an address where there are no sessions', async () => {
    const client = shellClient();
    client.connection({ kind: 'refused', error: remote('APP_VIEWER_ONLY').error });
    await renderWith(<Shell />, { client });
    await screen.findByText(/press Enter/);
    expect(screen.queryByRole('textbox')).toBeNull();
  });

  it('tells on untouched buttons what they are for, and on others what is chosen', async () => {
    const { user } = await renderWith(<Shell />, {
      client: shellClient({ language: 'system', theme: 'system' }),
    });
    const theme = await screen.findByRole('button', { name: 'Theme: As the system' });
    expect(theme.textContent).toBe('Theme');
    expect(screen.getByRole('button', { name: 'Language: As the system' }).textContent).toBe('Language');
    await user.click(theme);
    await user.click(screen.getByRole('option', { name: 'Dark' }));
    expect((await screen.findByRole('button', { name: 'Theme: Dark' })).textContent).toBe('Dark');
  });

  it('says that jobs go on when the connection is lost, and asks everything again when it is back', async () => {
    const client = shellClient();
    await renderWith(<Shell />, { client });
    await screen.findByRole('navigation', { name: 'Main navigation' });
    client.connection({ kind: 'lost', since: 0 });
    expect(await screen.findByText(/Jobs go on without this page/)).toBeTruthy();
    const before = client.inputsOf('jobs.list').length;
    client.connection({ kind: 'connected' });
    expect(client.inputsOf('jobs.list').length).toBe(before + 1);
  });

  it('tells a viewer that it can only look', async () => {
    await renderWith(<Shell />, { client: shellClient({}, 'viewer') });
    expect(await screen.findByText(/Here you can look/)).toBeTruthy();
  });

  it('keeps what was told in a drawer', async () => {
    const client = shellClient();
    const { user } = await renderWith(<Shell />, { client });
    await screen.findByRole('navigation', { name: 'Main navigation' });
    client.emit('notice', {
      level: 'warning',
      message: { code: 'APP_VIEWER_ONLY', params: {}, affected: [] },
    });
    await user.click(await screen.findByRole('button', { name: /Notifications, 1 unread/ }));
    expect(await screen.findByText('Another window controls Sluice; this one can only look.')).toBeTruthy();
  });

  it('is accessible in both languages', async () => {
    for (const language of ['en', 'zh'] as const) {
      const { container, unmount } = await renderWith(<Shell />, {
        client: shellClient({ language }),
        language,
      });
      await screen.findByRole('navigation');
      await expectAccessible(container);
      unmount();
    }
  });
});

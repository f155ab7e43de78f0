import { screen, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { AppInfo, Settings, SettingsView } from '../../../core/contract/index.ts';
import { Shell } from '../../../renderer/src/app/shell.tsx';
import { createFakeClient, remote } from '../support/fake-client.ts';
import { expectAccessible, renderWith } from '../support/render.tsx';

const info: AppInfo = {
  version: '0.1.0',
  contractVersion: 1,
  shell: 'browser',
  platform: 'linux',
  hostname: 'bastion',
  stateFolder: '/state',
  capabilities: {
    nativeDialogs: false,
    notifications: false,
    powerSave: false,
    drives: true,
    eject: true,
    secretStore: 'session',
  },
  role: 'controller',
};

const settings: Settings = {
  site: 'connected',
  language: 'en',
  theme: 'light',
  density: 'comfortable',
  motion: 'system',
  updateService: '',
  signatureStore: '',
  graphData: '',
  proxies: { http: '', https: '', no: '' },
  workers: null,
  retryTimes: null,
  onlyNamedHosts: true,
};

function shellClient(overrides: Partial<Settings> = {}, role: AppInfo['role'] = 'controller') {
  let view: SettingsView = {
    settings: { ...settings, ...overrides },
    locked: [],
    file: '/state/settings.json',
  };
  return createFakeClient({
    'app.info': () => ({ ...info, role }),
    'settings.get': () => view,
    'settings.update': (patch) => (view = { ...view, settings: { ...view.settings, ...patch } }),
    'practice.status': () => ({ running: false }),
    'jobs.list': () => ({ jobs: [], total: 0 }),
  });
}

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

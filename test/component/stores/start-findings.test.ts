import { expect, it, vi } from 'vitest';
import type { AppInfo } from '../../../core/contract/index.ts';
import { attachEvents } from '../../../renderer/src/stores/attach-events.ts';
import { createStores } from '../../../renderer/src/stores/stores.ts';
import { createFakeClient } from '../support/fake-client.ts';

const message = { code: 'SETTINGS_DAMAGED', params: { file: 'a', aside: 'b' }, affected: [] };
const info: AppInfo = {
  version: '0',
  contractVersion: 1,
  shell: 'browser',
  platform: 'linux',
  hostname: 'here',
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
  startFindings: [{ level: 'warning', message }],
};

it('what was odd when the host started becomes a notice, once for each page', async () => {
  const client = createFakeClient({ 'app.info': () => info });
  const stores = createStores(client);
  const end = attachEvents(stores, client);
  await vi.waitFor(() => expect(stores.notices.getState().notices).toHaveLength(1));
  expect(stores.notices.getState().notices[0]?.notice).toEqual({ level: 'warning', message });
  client.connection({ kind: 'lost', since: 0 });
  client.connection({ kind: 'connected' });
  await vi.waitFor(() => expect(client.inputsOf('app.info')).toHaveLength(2));
  expect(stores.notices.getState().notices).toHaveLength(1);
  end();
});

import { expect, it, vi } from 'vitest';
import { attachEvents } from '../../../renderer/src/stores/attach-events.ts';
import { createStores } from '../../../renderer/src/stores/stores.ts';
import { createFakeClient } from '../support/fake-client.ts';
import { jobOf } from '../run/samples.ts';

it('what an enclave got last is asked again when a job for one has ended', async () => {
  const client = createFakeClient({ 'enclaves.list': () => ({ enclaves: [] }) });
  const stores = createStores(client);
  const end = attachEvents(stores, client);
  const asked = (): number => client.inputsOf('enclaves.list').length;
  const ended = { job: jobOf({ kind: 'succeeded' }, { enclave: 'Alpha' }) };
  client.emit('job.snapshot', ended);
  expect(asked()).toBe(0);
  await stores.enclaves.getState().load();
  client.emit('job.snapshot', { job: jobOf({ kind: 'running' }, { enclave: 'Alpha' }) });
  client.emit('job.snapshot', { job: jobOf({ kind: 'succeeded' }) });
  expect(asked()).toBe(1);
  client.emit('job.snapshot', ended);
  await vi.waitFor(() => expect(asked()).toBe(2));
  end();
});

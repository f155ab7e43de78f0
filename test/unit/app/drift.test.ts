import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Enclave, PathToken, RegistryPlace } from '../../../core/contract/index.ts';
import { appWorld, RefusedCall, type App, type AppWorld } from '../../support/app-world.ts';
import { imageOf, remove } from '../../support/drift-world.ts';
import { hostOf } from '../../support/host-registries.ts';
import type { RunningRegistry } from '../../support/practice-client.ts';
import { receiptsWorld, type MadeHere, type ReceiptsWorld } from '../../support/receipts-world.ts';

let sets: ReceiptsWorld;
let world: AppWorld;
let app: App;
let registry: RunningRegistry;
let place: RegistryPlace;
beforeEach(async () => {
  sets = await receiptsWorld();
  registry = await sets.registry();
  place = { host: hostOf(registry), namespace: '' };
  world = await appWorld({ SLUICE_STATE_DIR: sets.state });
  app = await world.start();
  await app.call('enclaves.save', enclave);
  await app.call('registries.save', {
    id: 'enclave',
    name: 'enclave',
    site: 'enclave',
    place,
    profile: 'generic',
    tls: { mode: 'insecure', reason: 'a test' },
  });
});
afterEach(async () => {
  await world.remove();
  await sets.close();
});

const enclave: Enclave = { id: 'north', name: 'north', yaml: 'kind: x\n', notes: '', revision: 0 };
const of = { enclaveId: 'north' };

/** A set for the enclave that arrived, its receipt read. */
async function arrived(...names: string[]): Promise<MadeHere> {
  const set = await sets.make('north', names);
  await sets.bring(set, registry);
  await sets.read(set, 'north');
  return set;
}

const folder = async ({ directory }: MadeHere): Promise<PathToken> =>
  (await app.host.acceptPath(directory, 'archive-in')).token;

describe('an enclave’s registry, for a page', () => {
  it('is compared with progress, repaired from a set, and compared again', async () => {
    expect(await app.call('drift.last', of, { role: 'viewer' })).toEqual({ view: null });
    const set = await arrived('a', 'b');
    const { repository, digest } = imageOf(set, 'a');
    await remove(registry, repository, 'manifests', digest);
    const { view, findings } = await app.call('drift.check', { ...of, registry: place });
    expect(view).toMatchObject({
      drifted: true,
      images: 2,
      intact: 1,
      differences: [{ kind: 'manifest-missing', repository, tag: '1.0', digest, generation: 1 }],
      sets: [{ generation: 1 }],
    });
    expect(findings).toEqual([]);
    const phases = app.events.flatMap(({ topic, payload }) => (topic === 'drift.progress' ? [payload] : []));
    expect(phases.at(-1)).toMatchObject({ enclaveId: 'north', phase: 'tags', done: 2, total: 2 });
    expect(await app.call('drift.last', of, { role: 'viewer' })).toEqual({ view });

    const repaired = await app.call('drift.repair', {
      ...of,
      registry: place,
      folder: await folder(set),
      restoreTags: false,
    });
    expect(repaired).toMatchObject({ repairedImages: 1, view: { drifted: false, repaired: true } });
  });

  it('has what is gone carried again, and tells all of it in a timeline', async () => {
    const set = await arrived('a');
    await remove(registry, imageOf(set, 'a').repository, 'manifests', imageOf(set, 'a').digest);
    await app.call('drift.check', { ...of, registry: place });
    const { view } = await app.call('drift.carryAgain', of);
    expect(view.carriedAgain).toBe(view.gone);
    const { entries } = await app.call('drift.timeline', of, { role: 'viewer' });
    expect(entries.map(({ kind, generation }) => [kind, generation])).toEqual([
      ['carry-again', undefined],
      ['compared', undefined],
      ['received', 1],
      ['imported', 1],
      ['written', 1],
      ['made', 1],
    ]);
    expect(new Set(entries.map(({ key }) => key)).size).toBe(entries.length);
  });

  it.each(['drift.check', 'drift.carryAgain', 'drift.repair'] as const)(
    'is not touched by a page that may only look: %s',
    async (command) => {
      const set = await arrived('a');
      const input = {
        'drift.check': { ...of, registry: place },
        'drift.carryAgain': of,
        'drift.repair': { ...of, registry: place, folder: await folder(set), restoreTags: false },
      }[command];
      await expect(app.call(command, input as never, { role: 'viewer' })).rejects.toBeInstanceOf(RefusedCall);
      expect(await app.call('drift.last', of)).toEqual({ view: null });
    },
  );

  it('is refused for an enclave that is not saved, and a folder that was not chosen for it', async () => {
    const set = await arrived('a');
    const other = (await app.host.acceptPath(join(set.directory), 'archive-out')).token;
    const calls = [
      app.call('drift.check', { enclaveId: 'south', registry: place }),
      app.call('drift.timeline', { enclaveId: 'south' }),
      app.call('drift.repair', { ...of, registry: place, folder: other, restoreTags: false }),
    ];
    const codes = await Promise.all(
      calls.map((call) =>
        call.then(
          () => 'done',
          (error: RefusedCall) => error.code,
        ),
      ),
    );
    expect(codes).toEqual(['JOB_ENCLAVE_UNKNOWN', 'JOB_ENCLAVE_UNKNOWN', 'PATH_TOKEN_PURPOSE']);
  });
});

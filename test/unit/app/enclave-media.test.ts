import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Enclave, PathPurpose, PathToken, PlanRequest, PlanView } from '../../../core/contract/index.ts';
import { createEventHub } from '../../../core/host/app/event-hub.ts';
import { createCountedSets } from '../../../core/host/enclaves/counted-sets.ts';
import { enclavePlaces } from '../../../core/host/enclaves/enclave-places.ts';
import { appWorld, type App, type AppWorld } from '../../support/app-world.ts';

let world: AppWorld;
let app: App;
beforeEach(async () => {
  world = await appWorld();
  await mkdir(join(world.root, 'home'));
  app = await world.start();
});
afterEach(() => world.remove());

const enclave = (id: string, to?: PathToken): Enclave => ({
  id,
  name: id,
  yaml: 'kind: ImageSetConfiguration\n',
  notes: '',
  revision: 0,
  ...(to !== undefined && { to }),
});
const folder = async (name: string, purpose: PathPurpose = 'archive-out'): Promise<PathToken> => {
  await mkdir(join(world.root, 'home', name), { recursive: true });
  return (await app.host.acceptPath(join(world.root, 'home', name), purpose)).token;
};

describe('the folders of enclaves', () => {
  it('are told to a page that may only look, each with what it is or why it cannot be used', async () => {
    const gone = await folder('gone');
    await app.call('enclaves.save', enclave('north', await folder('north')));
    await app.call('enclaves.save', enclave('east', await folder('east')));
    await app.call('enclaves.save', enclave('south', gone));
    await app.call('enclaves.save', enclave('west', await folder('west', 'archive-in')));
    await app.call('enclaves.save', enclave('none'));
    await rm(join(world.root, 'home', 'gone'), { recursive: true });
    const { places } = await app.call('enclaves.places', {}, { role: 'viewer' });
    expect(places.map(({ id, facts, problem }) => [id, facts?.name ?? problem?.code])).toEqual([
      ['north', 'north'],
      ['east', 'east'],
      ['south', 'PATH_GONE'],
      ['west', 'PATH_TOKEN_PURPOSE'],
    ]);
    const [north, east] = places;
    expect(north?.facts?.volume).toBe(east?.facts?.volume);
    expect(north?.facts?.freeBytes).toBeGreaterThan(0);
    // A restart keeps it.
    const again = await world.start();
    expect((await again.call('enclaves.list', {})).enclaves[0]?.to).toBe(north?.facts?.token);
  });

  it('that do not answer are not waited for', async () => {
    const token = await folder('share');
    const places = await enclavePlaces(
      { sleep: () => Promise.resolve() },
      { look: () => new Promise(() => undefined), pathOf: () => '/mnt/share' },
      [enclave('north', token)],
    );
    expect(places).toMatchObject([
      {
        id: 'north',
        problem: { code: 'PATH_READ_FAILED', params: { path: '/mnt/share', reason: 'ETIMEDOUT' } },
      },
    ]);
  });
});

describe('counted sets', () => {
  const request = { enclaveId: 'north', destination: { kind: 'undecided' }, yaml: 'a' } as PlanRequest;
  const view = {
    at: '2026-11-25T13:00:00.000Z',
    report: { totals: { writeBytes: 5, carriedBytes: 3 }, unplanned: [{}, {}] },
  } as unknown as PlanView;

  it('are told while configuration and last set are the ones that were counted', () => {
    const events = createEventHub();
    const seen: string[] = [];
    events.subscribe(({ topic }) => seen.push(topic));
    let jobId = 'job-1';
    const counted = createCountedSets(events, () => ({ jobId, generation: 1, at: '', releases: [] }));
    counted.note(request, view);
    expect(seen).toEqual(['enclaves.changed']);
    const figures = { at: view.at, writeBytes: 5, carriedBytes: 3, unplanned: 2 };
    expect(counted.of({ id: 'north', yaml: 'a' })).toEqual(figures);
    expect(counted.of({ id: 'north', yaml: 'b' })).toBeUndefined();
    expect(counted.of({ id: 'south', yaml: 'a' })).toBeUndefined();
    jobId = 'job-2';
    expect(counted.of({ id: 'north', yaml: 'a' })).toBeUndefined();
  });

  it('are not what a plan for a chosen medium, or for no enclave, comes to', () => {
    const counted = createCountedSets(createEventHub(), () => undefined);
    counted.note({ ...request, destination: { kind: 'archive' } } as PlanRequest, view);
    const { enclaveId: _none, ...others } = request;
    counted.note(others, view);
    expect(counted.of({ id: 'north', yaml: 'a' })).toBeUndefined();
  });
});

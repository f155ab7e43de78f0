import { describe, expect, it } from 'vitest';
import { createEventRouter } from '../../../renderer/src/transport/event-router.ts';

function heard(): { router: ReturnType<typeof createEventRouter>; seen: string[] } {
  const router = createEventRouter();
  const seen: string[] = [];
  router.subscribe('drives.changed', () => seen.push('drives'));
  router.subscribe('host.resync', () => seen.push('resync'));
  return { router, seen };
}
const drives = (seq: number): unknown => ({ topic: 'drives.changed', seq, payload: {} });

describe('events that arrive', () => {
  it('in order are delivered', () => {
    const { router, seen } = heard();
    for (const seq of [1, 2, 3]) router.receive(drives(seq));
    expect(seen).toEqual(['drives', 'drives', 'drives']);
  });

  it('twice are delivered once', () => {
    const { router, seen } = heard();
    for (const seq of [4, 4, 3]) router.receive(drives(seq));
    expect(seen).toEqual(['drives']);
  });

  it('with a gap before them mean: ask again', () => {
    const { router, seen } = heard();
    for (const seq of [1, 3]) router.receive(drives(seq));
    expect(seen).toEqual(['drives', 'drives', 'resync']);
  });

  it('are counted from where the host stands', () => {
    const { router, seen } = heard();
    router.begin({ 'drives.changed': 7, unheardOf: 3 }, false);
    router.receive(drives(8));
    expect(seen).toEqual(['drives']);
    router.receive(drives(10));
    expect(seen).toEqual(['drives', 'drives', 'resync']);
  });

  it('of a host that was started again count from its beginning', () => {
    const { router, seen } = heard();
    router.receive(drives(90));
    router.begin({}, true);
    router.receive(drives(1));
    expect(seen).toEqual(['drives', 'resync', 'drives']);
  });

  it.each([
    null,
    7,
    'x',
    {},
    { topic: 'x', seq: 1 },
    { topic: 'toString', seq: 1 },
    { topic: 'drives.changed' },
  ])('as %o are dropped', (event) => {
    const { router, seen } = heard();
    router.receive(event);
    expect(seen).toEqual([]);
  });
});

import { describe, expect, it } from 'vitest';
import { createAnsweringHosts, mergeHosts } from '../../../core/host/answering-hosts.ts';
import { swiftClock } from '../../support/registry-world.ts';

const sum = (pair: string): string => Array.from({ length: 32 }, () => pair).join(':');

describe('who answered during a run', () => {
  it('is listed once for each certificate, with the time when it was first seen', () => {
    const clock = swiftClock();
    const hosts = createAnsweringHosts(clock);
    const peer = { host: 'quay.test', sha256: sum('AA'), verified: true };
    hosts.note(peer);
    hosts.note(peer);
    hosts.note({ ...peer, sha256: sum('BB') });
    hosts.note({ host: 'plain.test:5000', verified: false });
    const since = clock.now().toISOString();
    expect(hosts.list()).toEqual([
      { ...peer, since },
      { ...peer, sha256: sum('BB'), since },
      { host: 'plain.test:5000', verified: false, since },
    ]);
  });

  it('is not filled up by a host that shows another certificate each time', () => {
    const hosts = createAnsweringHosts(swiftClock());
    for (let number = 0; number < 100; number += 1)
      hosts.note({ host: 'many.test', sha256: `${number}`, verified: true });
    hosts.note({ host: 'other.test', verified: false });
    expect(hosts.list()).toHaveLength(17);
    expect(hosts.list().at(-1)).toMatchObject({ host: 'other.test' });
  });
});

describe('several lists of who answered', () => {
  it('become one, by name, each as it was seen first', () => {
    const a = { host: 'a.test', sha256: sum('AA'), verified: true };
    const later = [{ ...a, since: '2026-02-01T00:00:00.000Z' }];
    const earlier = [
      { host: 'b.test', verified: false, since: '2026-01-02T00:00:00.000Z' },
      { ...a, since: '2026-01-01T00:00:00.000Z' },
    ];
    expect(mergeHosts(later, earlier)).toEqual([earlier[1], earlier[0]]);
  });
});

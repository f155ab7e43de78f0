import type { SetHost } from '../archive/index.ts';
import type { Clock } from '../ports/index.ts';
import type { ConnectedPeer } from '../registry/index.ts';

/** A service behind many machines may show many certificates: the first of them are enough to tell who it is. */
const mostOfHost = 16;
const mostOfAll = 512;

/** Who answered during a run, in the order in which they were first seen. */
export interface AnsweringHosts {
  note(peer: ConnectedPeer): void;
  list(): readonly SetHost[];
}

/** Remembers who answered, each certificate of each host once. */
export function createAnsweringHosts(clock: Clock): AnsweringHosts {
  const seen = new Map<string, SetHost>();
  const ofHost = new Map<string, number>();
  return {
    note: (peer) => {
      const key = hostKey(peer);
      const count = ofHost.get(peer.host) ?? 0;
      if (seen.has(key) || count === mostOfHost || seen.size === mostOfAll) return;
      ofHost.set(peer.host, count + 1);
      seen.set(key, { ...peer, since: clock.now().toISOString() });
    },
    list: () => [...seen.values()],
  };
}

/** The same host with the same certificate once, as it was seen first; by name. */
export function mergeHosts(...lists: readonly (readonly SetHost[])[]): readonly SetHost[] {
  const first = new Map<string, SetHost>();
  for (const host of lists.flat().toSorted((a, b) => compare(a.since, b.since))) {
    if (!first.has(hostKey(host))) first.set(hostKey(host), host);
  }
  return [...first.values()].slice(0, mostOfAll).toSorted((a, b) => compare(hostKey(a), hostKey(b)));
}

function hostKey({ host, sha256 = '', verified }: Omit<SetHost, 'since'>): string {
  return `${host} ${sha256} ${verified}`;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

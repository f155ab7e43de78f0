import { describe, expect, it } from 'vitest';
import type { CommandOutput } from '../../../core/contract/index.ts';
import {
  createResolver,
  hasFailed,
  pinOf,
  type Resolution,
} from '../../../renderer/src/features/content/images/create-resolver.ts';
import { filterRows, imageRows, pinnable } from '../../../renderer/src/features/content/images/image-rows.ts';
import { parseImageList } from '../../../renderer/src/features/content/images/parse-list.ts';
import { probeNames } from '../../../renderer/src/features/content/images/probe.ts';
import {
  bytesOfArchitecture,
  offeredArchitectures,
  toggleArchitecture,
} from '../../../renderer/src/features/content/options/architectures.ts';
import { roomOf } from '../../../renderer/src/features/content/estimate/room.ts';
import { remote } from '../support/fake-client.ts';
import { contentClient } from './fake-content.ts';
import { planOf } from '../support/plan.ts';

const upstream = { kind: 'upstream' } as const;

async function settle(): Promise<void> {
  for (let turn = 0; turn < 30; turn++) await Promise.resolve();
}

function done(over: Partial<Extract<Resolution, { kind: 'done' }>['image']> = {}): Resolution {
  return { kind: 'done', image: { reference: 'a:1', platforms: [], pinned: 'a@sha256:1', ...over } };
}

describe('a pasted list of images', () => {
  it('is read a line at a time, without comments, blanks and what YAML puts around a name', () => {
    const text =
      '# ours\n\nquay.io/a:1  # tool\r\n  - name: "quay.io/b:2"\n- \'quay.io/c:3\'\nname: quay.io/d:4\rquay.io/e#1:5';
    expect(parseImageList(text, new Set()).images).toEqual([
      { line: 3, name: 'quay.io/a:1' },
      { line: 4, name: 'quay.io/b:2' },
      { line: 5, name: 'quay.io/c:3' },
      { line: 6, name: 'quay.io/d:4' },
      { line: 7, name: 'quay.io/e#1:5' },
    ]);
  });

  it('tells names that come twice or are there already', () => {
    const { images, duplicates } = parseImageList('a:1\nb:1\na:1', new Set(['b:1']));
    expect(images).toEqual([{ line: 1, name: 'a:1' }]);
    expect(duplicates).toEqual([
      { line: 2, name: 'b:1' },
      { line: 3, name: 'a:1' },
    ]);
  });

  it('is tried by the host’s rules, whatever is in a name', async () => {
    const client = contentClient();
    const names = ['quay.io/a:1', 'quay.io/BAD:1', 'a: "b" # \\', 'quay.io/(:2'];
    const problems = await probeNames(client, 'additionalImages', names, new AbortController().signal);
    expect(problems.map((some) => some.length)).toEqual([0, 1, 0, 1]);
    expect(client.inputsOf('config.describe')[0]?.yaml).toContain(String.raw`    - name: "a: \"b\" # \\"`);
    expect(await probeNames(client, 'blockedImages', [], new AbortController().signal)).toEqual([]);
  });
});

describe('looking images up', () => {
  it('asks for some at a time, each name once, and fills in what comes', async () => {
    const client = contentClient();
    const resolver = createResolver(client, 'connected', upstream);
    const names = Array.from({ length: 45 }, (_one, at) => `quay.io/a:${at}`);
    resolver.getState().want([...names, ...names]);
    resolver.getState().want(names);
    await settle();
    expect(client.inputsOf('images.resolve').map(({ references }) => references.length)).toEqual([20, 20, 5]);
    expect([...resolver.getState().byName.values()].every(({ kind }) => kind === 'done')).toBe(true);
  });

  it('goes on after a batch that failed, and tries that one again when asked', async () => {
    let isBroken = true;
    const client = contentClient({
      'images.resolve': ({ references }) => {
        if (isBroken && references.includes('a:0')) throw remote('NETWORK_UNREACHABLE');
        return { images: references.map((reference) => ({ reference, platforms: [] })) };
      },
    });
    const resolver = createResolver(client, 'connected', upstream);
    resolver.getState().want(Array.from({ length: 25 }, (_one, at) => `a:${at}`));
    await settle();
    const { byName } = resolver.getState();
    expect([byName.get('a:0')?.kind, byName.get('a:24')?.kind]).toEqual(['failed', 'done']);
    isBroken = false;
    resolver.getState().retry([...byName.keys()]);
    await settle();
    expect(client.inputsOf('images.resolve').at(-1)?.references.length).toBe(20);
    expect([...resolver.getState().byName.values()].filter(hasFailed)).toEqual([]);
  });

  it('stops when the page is left', async () => {
    let answer: (value: CommandOutput<'images.resolve'>) => void = () => undefined;
    const client = contentClient({ 'images.resolve': () => new Promise((resolve) => (answer = resolve)) });
    const resolver = createResolver(client, 'connected', upstream);
    resolver.getState().want(Array.from({ length: 45 }, (_one, at) => `a:${at}`));
    resolver.getState().close();
    answer({ images: [] });
    await settle();
    expect(client.inputsOf('images.resolve').length).toBe(1);
  });

  it('does not call an image resolved that the host did not answer for', async () => {
    const resolver = createResolver(
      contentClient({ 'images.resolve': () => ({ images: [] }) }),
      'connected',
      upstream,
    );
    resolver.getState().want(['a:1']);
    await settle();
    expect(hasFailed(resolver.getState().byName.get('a:1'))).toBe(true);
  });

  it.each([
    ['a:1', done(), 'a@sha256:1'],
    ['a:1@sha256:2', done(), undefined],
    ['a:1', done({ error: { code: 'X', params: {}, affected: [] } }), undefined],
    ['a:1', { kind: 'waiting' } as const, undefined],
    ['a:1', undefined, undefined],
  ])('pins %s to what was found', (name, resolution, by) => {
    expect(pinOf(name, resolution)).toBe(by);
  });
});

describe('the rows of the images', () => {
  const rows = imageRows(
    [{ name: 'a:1', targetRepo: 'x/y', targetTag: '2' }, { name: 'b:1' }, { name: 'a:1' }],
    new Map([
      ['a:1', done()],
      ['b:1', done({ error: { code: 'X', params: {}, affected: [] } })],
    ]),
  );

  it('know their target, their state and that another has the same name', () => {
    expect(rows.map(({ target, entries, isDuplicate }) => [target, entries, isDuplicate])).toEqual([
      ['x/y:2', 2, false],
      [undefined, 1, false],
      [undefined, 2, true],
    ]);
  });

  it('are filtered by text and by state', () => {
    expect(filterRows(rows, 'all', ' A: ').length).toBe(2);
    expect(filterRows(rows, 'failed', '').map(({ name }) => name)).toEqual(['b:1']);
    expect(filterRows(rows, 'unpinned', '').length).toBe(3);
  });

  it('give each pin once', () => {
    expect(pinnable(rows)).toEqual([{ name: 'a:1', by: 'a@sha256:1' }]);
  });
});

describe('architectures', () => {
  it('are offered when they are known, and when the file has others', () => {
    expect(offeredArchitectures(['riscv64'])).toEqual([
      'amd64',
      'arm64',
      'ppc64le',
      's390x',
      'multi',
      'riscv64',
    ]);
  });

  it('are switched in the usual order, and unknown ones are kept', () => {
    expect(toggleArchitecture(['riscv64', 'arm64'], 'amd64', true)).toEqual(['amd64', 'arm64', 'riscv64']);
    expect(toggleArchitecture(['amd64'], 'amd64', false)).toEqual([]);
  });

  it('know what the plan says of them, and nothing else', () => {
    const { releases } = planOf().report;
    expect(bytesOfArchitecture(releases, 'amd64')).toBe(5 * 1024 ** 3);
    expect(bytesOfArchitecture(releases, 'arm64')).toBeUndefined();
  });
});

describe('the room at the destination', () => {
  const gib = 1024 ** 3;
  it.each([
    [
      'is enough',
      { chunks: 1, largestBlob: 1, freeBytes: 11 * gib },
      { kind: 'enough', free: 11 * gib, left: 0 },
    ],
    [
      'is short',
      { chunks: 1, largestBlob: 1, freeBytes: 4 * gib },
      { kind: 'short', free: 4 * gib, short: 7 * gib },
    ],
    ['is not known', { chunks: 1, largestBlob: 1 }, { kind: 'unknown' }],
  ])('%s', (_name, archive, room) => {
    expect(roomOf(planOf({ archive }))).toEqual(room);
  });

  it('is a registry’s own business', () => {
    const { archive: _none, ...report } = planOf().report;
    expect(roomOf({ ...planOf(), report })).toEqual({ kind: 'none' });
  });
});

import { describe, expect, it } from 'vitest';
import type { Drive } from '../../../core/contract/index.ts';
import {
  destinationOf,
  mediaOf,
  type Destination,
  type Passenger,
} from '../../../renderer/src/features/enclaves/rules/media.ts';
import { facts, tokens } from '../flows/samples.ts';

const stick = { id: 'stick', label: '', model: 'Maker', free: 100, mounted: true } as unknown as Drive;
const onStick: Destination = { driveId: 'stick', facts: undefined, lastSeen: undefined };

function passenger(
  name: string,
  bytes: number | undefined,
  destination: Destination | undefined = onStick,
  unplanned = 0,
): Passenger & { readonly destination: Destination | undefined } {
  const figures = bytes === undefined ? undefined : { writeBytes: bytes, unplanned };
  return { id: name, name, figures, destination };
}

describe('bytes per medium', () => {
  it('are the sum of all sets that go there; whoever has no medium is on none', () => {
    const media = mediaOf(
      [passenger('a', 60), passenger('b', 30), { ...passenger('c', 1), destination: undefined }],
      [stick],
    );
    expect(media).toMatchObject([
      { name: 'Maker', bytes: 90, isLeast: false, free: 100, fit: { kind: 'enough', by: 10 } },
    ]);
    expect(media[0]?.passengers.map(({ name }) => name)).toEqual(['a', 'b']);
  });

  it.each([
    ['each fits, and not all together', [passenger('a', 60), passenger('b', 60)], { kind: 'short', by: 20 }],
    ['one is not counted', [passenger('a', 60), passenger('b', undefined)], { kind: 'open' }],
    ['one has images without a size', [passenger('a', 60, onStick, 2)], { kind: 'open' }],
    [
      'what is counted is too much already',
      [passenger('a', 160), passenger('b', undefined)],
      { kind: 'short', by: 60 },
    ],
  ] as const)('%s', (_what, passengers, fit) => {
    expect(mediaOf(passengers, [stick])[0]?.fit).toEqual(fit);
  });

  it('are not judged on a drive that is away, not mounted, or does not tell its free space', () => {
    const fitOn = (drives: readonly Drive[]): unknown => mediaOf([passenger('a', 1)], drives)[0]?.fit;
    expect(fitOn([])).toEqual({ kind: 'away' });
    expect(fitOn([{ ...stick, mounted: false }])).toEqual({ kind: 'away' });
    const { free: _free, ...silent } = stick;
    expect(fitOn([silent])).toEqual({ kind: 'unknown' });
  });

  it('of folders on one disk share its space, and others do not', () => {
    const folder = (token: keyof typeof tokens, volume: string): Destination => {
      const { driveId: _none, ...plain } = facts(tokens[token], { volume, freeBytes: 100 });
      return { driveId: undefined, facts: plain, lastSeen: undefined };
    };
    const media = mediaOf(
      [
        passenger('a', 60, folder('root', '7')),
        passenger('b', 60, folder('content', '7')),
        passenger('c', 60, folder('enclave', '8')),
      ],
      [stick],
    );
    expect(media.map(({ name, fit }) => [name, fit.kind])).toEqual([
      ['/media/stick', 'short'],
      ['/media/stick/enclave-1', 'enough'],
    ]);
  });
});

describe('where a set goes', () => {
  const remembered = { to: tokens.enclave, driveId: 'old' };
  const place = { id: 'a', facts: facts(tokens.enclave) };
  it('is what the export has, what the enclave remembers, or what its last job used', () => {
    const drafted = facts(tokens.content, { driveId: 'other' });
    expect(destinationOf(remembered, drafted, place, 'job')?.driveId).toBe('other');
    expect(destinationOf(remembered, undefined, place, 'job')).toEqual({
      driveId: 'stick',
      facts: place.facts,
      lastSeen: undefined,
    });
    expect(destinationOf({ driveId: 'old' }, undefined, undefined, 'job')?.driveId).toBe('old');
    expect(destinationOf({}, undefined, undefined, 'job')?.driveId).toBe('job');
    expect(destinationOf({}, undefined, undefined, undefined)).toBeUndefined();
  });

  it('is named by its folder while its drive is away', () => {
    const problem = { code: 'PATH_DRIVE_AWAY', params: { path: '/media/RED/north' }, affected: [] } as const;
    const away = destinationOf(
      remembered,
      undefined,
      { id: 'a', problem: { ...problem, affected: [] } },
      undefined,
    );
    expect(mediaOf([passenger('a', 1, away)], [stick])).toMatchObject([
      { name: '/media/RED/north', fit: { kind: 'away' } },
    ]);
  });
});

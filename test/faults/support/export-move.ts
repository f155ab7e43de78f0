import { join } from 'node:path';
import { exportJournal, trafficOf } from '../../support/resume-world.ts';
import { exportTo, type DiskPlace, type DiskWorld } from './disk-world.ts';
import {
  mustBeDone,
  mustBeWhole,
  mustLeaveNothing,
  setAndHistory,
  type SetAndHistory,
} from './expected-set.ts';
import { goOn } from './go-on.ts';
import type { Move, MoveKind } from './moves.ts';

/**
 * An export of all images onto the medium of the earlier set, or onto an empty one. `more` is for runs in this process;
 * what the command is to have of it are its `flags`.
 */
export async function exportKind(
  world: DiskWorld,
  name: string,
  start: 'empty' | 'earlier',
  more: Readonly<Record<string, unknown>>,
  flags: readonly string[] = [],
): Promise<MoveKind & { readonly reference: DiskPlace }> {
  const reference = await world.place(join(world.folder, `reference-${name}`), start);
  const nothing: SetAndHistory = { content: 'none', history: 0 };
  const before = start === 'earlier' ? await setAndHistory(world.earlier.disk) : nothing;
  await exportTo(reference, world.config, { more });
  const expected = { before, after: await setAndHistory(reference.disk) };
  const { upstream } = world;
  return {
    name,
    reference,
    open: async (folder) => {
      const place = await world.place(folder, start);
      const args = ['mirror', '-c', world.config, ...flags, `file://${place.disk}`];
      const command = ['sluice', ...args, '--json'];
      const run: Move['run'] = (options) => exportTo(place, world.config, { ...options, more, command });
      const { state, variables } = place.world;
      const done: Move['mustBeDone'] = async (when) => {
        await mustBeDone(place.disk, expected, when);
        await mustLeaveNothing(state, when);
      };
      return {
        name,
        medium: place.disk,
        run,
        args,
        variables: { ...variables, SLUICE_STATE_DIR: state },
        lockFile: join(place.disk, '.sluice-lock'),
        server: upstream,
        journalled: async () => {
          const { resume } = await exportJournal(state);
          return new Set(resume.entries.flatMap(({ digest }) => digest ?? []));
        },
        traffic: () => prefixed('fetch', trafficOf(upstream.registry, 'fetches')),
        moved: () => upstream.registry.counters().bytesRead,
        mustBeWhole: (when) => mustBeWhole(place.disk, expected, when),
        mustBeDone: done,
        goOn: async (when, options) => {
          const ended = await goOn(place.world, () => run(options), when);
          await done(when);
          return ended;
        },
        close: () => Promise.resolve(),
      };
    },
  };
}

/** Counts under keys of their kind. */
export function prefixed(kind: string, counts: ReadonlyMap<string, number>): Map<string, number> {
  return new Map([...counts].map(([key, count]) => [`${kind} ${key}`, count]));
}

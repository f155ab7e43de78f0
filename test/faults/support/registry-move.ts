import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { lockPath } from '../../../core/host/mirror/hold-target.ts';
import { systemEnvironment } from '../../../core/ports/index.ts';
import { mirrorHere, type HostWorld } from '../../support/host-world.ts';
import {
  importJournal,
  startResumeTarget,
  trafficOf,
  type ResumeTarget,
} from '../../support/resume-world.ts';
import { must } from '../case.ts';
import type { DiskWorld } from './disk-world.ts';
import { mustLeaveNothing } from './expected-set.ts';
import { prefixed } from './export-move.ts';
import { shapeOf } from './folder-listing.ts';
import { goOn } from './go-on.ts';
import type { Move, MoveKind } from './moves.ts';

/** All images into a registry: from a set of them, or from the registries that the configuration names. */
export async function registryKind(world: DiskWorld, name: string, from?: string): Promise<MoveKind> {
  const reference = await openTarget(world, join(world.folder, `reference-${name}`), from);
  await reference.run();
  const expected = reference.target.content();
  const resources = await reference.resources();
  await reference.target.stop();
  const { registry } = world.upstream;
  return {
    name,
    open: async (folder) => {
      const opened = await openTarget(world, folder, from);
      const { target, run, args, world: at } = opened;
      const done: Move['mustBeDone'] = async (when) => {
        const content = target.content().join('\n');
        must(content === expected.join('\n'), 'lost', `${when}: the registry has ${content}`);
        const written = await opened.resources();
        must(written.join() === resources.join(), 'lost', `${when}: the workspace has ${written.join()}`);
        await mustLeaveNothing(folder, when);
      };
      return {
        name,
        ...(from !== undefined && { medium: from }),
        run,
        args,
        variables: { ...at.variables, SLUICE_STATE_DIR: at.state },
        lockFile: opened.lockFile,
        server: target,
        journalled: async () => new Set((await importJournal(at.state)).map(({ digest }) => digest)),
        traffic: () =>
          new Map([
            ...prefixed('store', trafficOf(target.registry(), 'uploads')),
            ...(from === undefined ? prefixed('fetch', trafficOf(registry, 'fetches')) : []),
          ]),
        moved: () => target.received() + (from === undefined ? registry.counters().bytesRead : 0),
        mustBeWhole: (when) => {
          const foreign = target.content().filter((tag) => !expected.includes(tag));
          must(foreign.length === 0, 'corrupt', `${when}: pushed ${foreign.join()}`);
          return Promise.resolve();
        },
        mustBeDone: done,
        goOn: async (when, options) => {
          const ended = await goOn(at, () => run(options), when);
          await done(when);
          return ended;
        },
        close: target.stop,
      };
    },
  };
}

interface OpenTarget {
  readonly world: HostWorld;
  readonly target: ResumeTarget;
  readonly args: readonly string[];
  readonly lockFile: string;
  readonly run: Move['run'];
  /** Names of what was written for the cluster. */
  readonly resources: () => Promise<string[]>;
}

async function openTarget(world: DiskWorld, folder: string, from: string | undefined): Promise<OpenTarget> {
  const place = await world.place(folder, 'empty');
  const target = await startResumeTarget(folder);
  const conf = join(folder, 'registries.conf');
  const upstream = world.upstream.variables['CONTAINERS_REGISTRIES_CONF'] ?? '';
  await writeFile(conf, `${await readFile(upstream, 'utf8')}\n${await readFile(target.conf, 'utf8')}`);
  const at = { ...place.world, variables: { ...place.world.variables, CONTAINERS_REGISTRIES_CONF: conf } };
  const workspace = join(folder, 'workspace');
  const destination = `docker://${target.host}`;
  const source = from === undefined ? [] : ['--from', `file://${from}`];
  const args = ['mirror', '-c', world.config, ...source, '--workspace', `file://${workspace}`, destination];
  return {
    world: at,
    target,
    args,
    lockFile: lockPath(
      { environment: { ...systemEnvironment(), variables: { SLUICE_STATE_DIR: place.world.state } } },
      { kind: 'registry', host: target.host, namespace: '' },
    ),
    run: (options) =>
      mirrorHere(at, {
        ...options,
        ...(from !== undefined && { from }),
        config: world.config,
        destination,
        command: ['sluice', ...args, '--json'],
        more: { workspace },
      }),
    resources: () => shapeOf(workspace),
  };
}

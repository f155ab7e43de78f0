import { rm, writeFile } from 'node:fs/promises';
import { startDockerRegistry } from '../support/docker-registry.ts';
import { measure, settle, type MeasuredCommand, type Sample } from './measure.ts';
import type { CaseName } from './options.ts';
import { archiveBytes } from './payload.ts';
import { startRegistry } from './servers.ts';
import { copyCommand, syncCommand } from './skopeo.ts';
import type { World } from './world.ts';

export interface Run extends Sample {
  /** Bytes of the archive that was made, if one was. */
  readonly archive?: number;
}

/** One way of doing a case's work. */
export interface Contender {
  readonly name: string;
  /** The others are measured against it. */
  readonly role: 'ours' | 'floor' | 'peer';
  /** A program that takes far longer is not run in every round. */
  readonly mostRounds: number;
  run(): Promise<Run>;
}

export interface Case {
  readonly name: CaseName;
  readonly title: string;
  readonly contenders: readonly Contender[];
}

const always = Number.POSITIVE_INFINITY;

export function benchCases(world: World, installed: (program: string) => boolean): readonly Case[] {
  const peer = installed('skopeo');
  const docker = installed('docker-registry');
  return [
    exportCase(world, peer),
    againCase(world),
    importCase(world, 'import', 'archive to practice registry', (work) => inPractice(world, work)),
    ...(docker
      ? [
          importCase(world, 'docker', 'archive to docker-registry', (work) => inDocker(world, work)),
          mirrorCase(world, peer),
        ]
      : []),
  ];
}

/** Measures with what earlier runs wrote out of the way. */
async function settled(command: MeasuredCommand): Promise<Sample> {
  await settle();
  return measure(command);
}

function exportCase(world: World, peer: boolean): Case {
  const { upstream } = world;
  const fetching = async (command: MeasuredCommand): Promise<Sample> => {
    await upstream.requests();
    const sample = await settled(command);
    return { ...sample, requests: await upstream.requests() };
  };
  const ours = async (): Promise<Run> => {
    const archive = await world.empty('archive');
    const state = await world.empty('state-export');
    const sample = await fetching(world.sluice([`file://${archive}`], state));
    return { ...sample, archive: await archiveBytes(archive) };
  };
  const floor = async (): Promise<Run> =>
    fetching(world.floor('fetch', upstream.host, await world.empty('floor')));
  const skopeo = async (): Promise<Run> => {
    const command = await syncCommand(world, await world.empty('skopeo'));
    try {
      return await fetching(command);
    } finally {
      await world.empty('skopeo');
    }
  };
  return {
    name: 'export',
    title: 'registry to archive',
    contenders: [
      { name: 'sluice mirror', role: 'ours', mostRounds: always, run: ours },
      { name: 'floor: fetch + hash + write', role: 'floor', mostRounds: always, run: floor },
      ...(peer
        ? [{ name: 'skopeo sync --all, dir', role: 'peer' as const, mostRounds: 1, run: skopeo }]
        : []),
    ],
  };
}

function againCase(world: World): Case {
  const run = async (): Promise<Run> => {
    await world.upstream.requests();
    const sample = await settled(world.sluice([`file://${world.set}`, '--replace-previous=false']));
    return { ...sample, requests: await world.upstream.requests() };
  };
  return {
    name: 'again',
    title: 'export, nothing new',
    contenders: [{ name: 'sluice mirror', role: 'ours', mostRounds: always, run }],
  };
}

type InRegistry = (work: (host: string) => Promise<Sample>) => Promise<Sample>;

/** An empty registry for one run. */
async function inPractice(world: World, work: (host: string) => Promise<Sample>): Promise<Sample> {
  const server = await startRegistry(await world.empty('registry'));
  try {
    const sample = await work(server.host);
    return { ...sample, requests: await server.requests() };
  } finally {
    await server.stop();
  }
}

async function inDocker(world: World, work: (host: string) => Promise<Sample>): Promise<Sample> {
  const server = await startDockerRegistry(await world.empty('docker'));
  try {
    return await work(server.host);
  } finally {
    await server.stop();
    await world.empty('docker');
  }
}

function importCase(world: World, name: CaseName, title: string, inRegistry: InRegistry): Case {
  const ours = (): Promise<Run> =>
    inRegistry(async (host) => {
      const state = await world.empty('state-import');
      const workspace = await world.empty('workspace');
      const args = ['--from', `file://${world.path('import-set')}`, '--workspace', `file://${workspace}`];
      return settled(world.sluice([...args, '--dest-tls-verify=false', `docker://${host}`], state));
    });
  const floor = (): Promise<Run> => inRegistry((host) => settled(world.floor('push', host, world.blobs)));
  return {
    name,
    title,
    contenders: [
      { name: 'sluice mirror --from', role: 'ours', mostRounds: always, run: ours },
      { name: 'floor: read + hash + PUT', role: 'floor', mostRounds: always, run: floor },
    ],
  };
}

function mirrorCase(world: World, peer: boolean): Case {
  const ours = (): Promise<Run> =>
    inDocker(world, async (host) => {
      const state = await world.empty('state-mirror');
      const workspace = await world.empty('workspace');
      const args = ['--workspace', `file://${workspace}`, '--dest-tls-verify=false', `docker://${host}`];
      return settled(world.sluice(args, state));
    });
  const skopeo = (): Promise<Run> =>
    inDocker(world, async (host) => {
      const list = world.path('copies');
      await writeFile(list, world.payload.images.map(({ from, to }) => `${from} ${to}\n`).join(''));
      try {
        return await settled(copyCommand(world, list, host));
      } finally {
        await rm(list);
      }
    });
  return {
    name: 'mirror',
    title: 'registry to docker-registry',
    contenders: [
      { name: 'sluice mirror', role: 'ours', mostRounds: always, run: ours },
      ...(peer
        ? [{ name: 'skopeo copy --all, each', role: 'floor' as const, mostRounds: 2, run: skopeo }]
        : []),
    ],
  };
}

import { rm, writeFile } from 'node:fs/promises';
import { startDockerRegistry } from '../support/docker-registry.ts';
import { measure, settle, type MeasuredCommand, type Sample } from './measure.ts';
import type { CaseName, Scale } from './options.ts';
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
  readonly scale: Scale | '-';
  /** Unique bytes that the work is about. */
  readonly payload: number;
  /** Names at the target: repositories and tags together. */
  readonly places: number;
  readonly contenders: readonly Contender[];
}

/** What takes part besides ours and the floors. */
export interface Peers {
  readonly skopeo: boolean;
  readonly dockerRegistry: boolean;
  /** Commands with oc-mirror's arguments. */
  readonly commands: readonly string[];
}

const always = Number.POSITIVE_INFINITY;
/** Peers copy image by image: with thousands of images nobody would wait for them. */
const rounds = (world: World, most: number): number => (world.scale === 'many' ? 0 : most);

export function benchCases(world: World, peers: Peers): readonly Case[] {
  return [
    exportCase(world, peers),
    againCase(world),
    planCase(world),
    importCase(world, peers, 'import', 'archive to practice registry', (work) => inPractice(world, work)),
    presentCase(world),
    ...(peers.dockerRegistry && world.scale !== 'many'
      ? [
          importCase(world, peers, 'docker', 'archive to docker-registry', (work) => inDocker(world, work)),
          mirrorCase(world, peers),
        ]
      : []),
  ];
}

function caseOf(world: World, name: CaseName, title: string, contenders: readonly Contender[]): Case {
  const { images, bytes } = world.payload;
  const repositories = new Set(images.map(({ to }) => to.slice(0, to.lastIndexOf(':'))));
  return {
    name,
    title,
    scale: world.scale,
    payload: bytes,
    places: repositories.size + images.length,
    contenders,
  };
}

const ours = (name: string, run: () => Promise<Run>): Contender => ({
  name,
  role: 'ours',
  mostRounds: always,
  run,
});

/** Measures with what earlier runs wrote out of the way. */
async function settled(command: MeasuredCommand): Promise<Sample> {
  await settle();
  return measure(command);
}

/** Also counts what the upstream was asked. */
async function fetching({ upstream }: World, command: MeasuredCommand): Promise<Sample> {
  await upstream.requests();
  const sample = await settled(command);
  return { ...sample, requests: await upstream.requests() };
}

function exportCase(world: World, peers: Peers): Case {
  const { upstream } = world;
  const sluice = async (): Promise<Run> => {
    const archive = await world.empty('archive');
    const state = await world.empty('state-export');
    const sample = await fetching(world, world.sluice('mirror', [`file://${archive}`], state));
    return { ...sample, archive: await archiveBytes(archive) };
  };
  const floor = async (): Promise<Run> =>
    fetching(world, world.floor('fetch', upstream.host, await world.empty('floor')));
  const skopeo = async (): Promise<Run> => {
    const command = await syncCommand(world, await world.empty('skopeo'));
    try {
      return await fetching(world, command);
    } finally {
      await world.empty('skopeo');
    }
  };
  const peer = (command: string) => async (): Promise<Run> => {
    await world.empty('state-peer');
    const archive = await world.empty('archive-peer');
    const sample = await fetching(world, world.peer(command, [`file://${archive}`]));
    return { ...sample, archive: await archiveBytes(archive) };
  };
  return caseOf(world, 'export', 'registry to archive', [
    ours('sluice mirror', sluice),
    { name: 'floor: fetch + hash + write', role: 'floor', mostRounds: always, run: floor },
    ...(peers.skopeo
      ? [{ name: 'skopeo sync --all, dir', role: 'peer', mostRounds: rounds(world, 1), run: skopeo } as const]
      : []),
    ...commandPeers(world, peers, peer),
  ]);
}

function commandPeers(
  world: World,
  peers: Peers,
  run: (command: string) => () => Promise<Run>,
): readonly Contender[] {
  return peers.commands.map((command) => ({
    name: command.slice(0, 30),
    role: 'peer',
    mostRounds: rounds(world, 1),
    run: run(command),
  }));
}

function againCase(world: World): Case {
  return caseOf(world, 'again', 'export, nothing new', [
    ours('sluice mirror', async () => {
      const sample = await fetching(
        world,
        world.sluice('mirror', [`file://${world.set}`, '--replace-previous=true']),
      );
      return { ...sample, archive: await archiveBytes(world.set) };
    }),
  ]);
}

function planCase(world: World): Case {
  return caseOf(world, 'plan', 'plan only', [
    ours('sluice plan', async () =>
      fetching(
        world,
        world.sluice('plan', [`file://${await world.empty('planned')}`], await world.empty('state-plan')),
      ),
    ),
  ]);
}

interface Place {
  readonly host: string;
  requests(): Promise<number | undefined>;
}
type InRegistry = (work: (place: Place) => Promise<Sample>) => Promise<Sample>;

/** An empty registry for one run. */
async function inPractice(world: World, work: (place: Place) => Promise<Sample>): Promise<Sample> {
  const server = await startRegistry(await world.empty('registry'));
  try {
    const sample = await work(server);
    return { ...sample, requests: await server.requests() };
  } finally {
    await server.stop();
  }
}

async function inDocker(world: World, work: (place: Place) => Promise<Sample>): Promise<Sample> {
  const server = await startDockerRegistry(await world.empty('docker'));
  try {
    return await work({ host: server.host, requests: () => Promise.resolve(undefined) });
  } finally {
    await server.stop();
    await world.empty('docker');
  }
}

async function importArguments(world: World, host: string): Promise<string[]> {
  const workspace = await world.empty('workspace');
  return [
    '--from',
    `file://${world.importSet}`,
    '--workspace',
    `file://${workspace}`,
    '--dest-tls-verify=false',
    `docker://${host}`,
  ];
}

function importCase(world: World, peers: Peers, name: CaseName, title: string, inRegistry: InRegistry): Case {
  const sluice = (): Promise<Run> =>
    inRegistry(async ({ host }) => {
      const state = await world.empty('state-import');
      return settled(world.sluice('mirror', await importArguments(world, host), state));
    });
  const floor = (): Promise<Run> => inRegistry(({ host }) => settled(world.floor('push', host, world.blobs)));
  const peer = (command: string) => (): Promise<Run> =>
    inRegistry(async ({ host }) => {
      await world.empty('state-peer');
      return settled(world.peer(command, await importArguments(world, host)));
    });
  return caseOf(world, name, title, [
    ours('sluice mirror --from', sluice),
    { name: 'floor: read + hash + PUT', role: 'floor', mostRounds: always, run: floor },
    ...commandPeers(world, peers, peer),
  ]);
}

/** The registry is filled before, by somebody else: nothing is known of it here. */
function presentCase(world: World): Case {
  return caseOf(world, 'present', 'import, everything present', [
    ours('sluice mirror --from', () =>
      inPractice(world, async ({ host, requests }) => {
        const args = await importArguments(world, host);
        await measure(world.sluice('mirror', args, await world.empty('state-import')));
        await requests();
        return settled(world.sluice('mirror', args, await world.empty('state-import')));
      }),
    ),
  ]);
}

function mirrorCase(world: World, peers: Peers): Case {
  const sluice = (): Promise<Run> =>
    inDocker(world, async ({ host }) => {
      const state = await world.empty('state-mirror');
      return settled(world.sluice('mirror', await mirrorArguments(world, host), state));
    });
  const skopeo = (): Promise<Run> =>
    inDocker(world, async ({ host }) => {
      const list = world.path('copies');
      await writeFile(list, world.payload.images.map(({ from, to }) => `${from} ${to}\n`).join(''));
      try {
        return await settled(copyCommand(world, list, host));
      } finally {
        await rm(list);
      }
    });
  const peer = (command: string) => (): Promise<Run> =>
    inDocker(world, async ({ host }) => {
      await world.empty('state-peer');
      return settled(world.peer(command, await mirrorArguments(world, host)));
    });
  return caseOf(world, 'mirror', 'registry to docker-registry', [
    ours('sluice mirror', sluice),
    ...(peers.skopeo
      ? [
          {
            name: 'skopeo copy --all, each',
            role: 'floor',
            mostRounds: rounds(world, 2),
            run: skopeo,
          } as const,
        ]
      : []),
    ...commandPeers(world, peers, peer),
  ]);
}

async function mirrorArguments(world: World, host: string): Promise<string[]> {
  const workspace = await world.empty('workspace');
  return ['--workspace', `file://${workspace}`, '--dest-tls-verify=false', `docker://${host}`];
}

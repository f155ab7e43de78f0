import { existsSync } from 'node:fs';
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { digestOf, type Digest } from '../../../core/reference/index.ts';
import { mirrorHere, type HostWorld } from '../../support/host-world.ts';
import { contentOfSet, verifiedSet } from '../../support/resume-kills.ts';
import {
  additionalOnly,
  startResumeUpstream,
  trafficOf,
  type ResumeUpstream,
} from '../../support/resume-world.ts';

/** Where a run works: its medium and its state directory, below one folder. */
export interface DiskPlace {
  readonly folder: string;
  /** The folder of the set. */
  readonly disk: string;
  readonly world: HostWorld;
}

/** A practice internet and the sets that a medium may hold before a try begins. */
export interface DiskWorld {
  readonly upstream: ResumeUpstream;
  /** Kept until `close`. */
  readonly folder: string;
  /** All additional images of the practice content. */
  readonly config: string;
  /** The first of them: what the earlier set carries. */
  readonly earlierConfig: string;
  /** The folder and state after the earlier set was made; copied for each try. */
  readonly earlier: DiskPlace;
  /** A medium and a state directory below `folder`: empty, or as after the earlier set. */
  place(folder: string, start: 'empty' | 'earlier'): Promise<DiskPlace>;
  /** Writes an ImageSetConfiguration with these images. */
  configFor(name: string, images: readonly string[]): Promise<string>;
  close(): Promise<void>;
}

// Memory where there is some: these tries make very many fsync calls.
const root = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();

export async function openDiskWorld(name: string): Promise<DiskWorld> {
  const kept = await mkdtemp(join(root, `sluice-${name}-`));
  const upstream = await startResumeUpstream(join(kept, 'connected'), 'tiny');
  const placeIn = (folder: string): DiskPlace => ({
    folder,
    disk: join(folder, 'disk'),
    world: { variables: upstream.variables, state: join(folder, 'state'), home: kept },
  });
  const configFor = async (file: string, images: readonly string[]): Promise<string> => {
    const path = join(kept, `${file}.yaml`);
    await writeFile(path, additionalOnly(images));
    return path;
  };
  const images = upstream.content.additionalImages;
  const config = await configFor('isc-all', images);
  const earlierConfig = await configFor('isc-earlier', images.slice(0, 1));
  const earlier = placeIn(join(kept, 'earlier'));
  await exportTo(earlier, earlierConfig);
  return {
    upstream,
    folder: kept,
    config,
    earlierConfig,
    earlier,
    configFor,
    place: async (folder, start) => {
      const place = placeIn(folder);
      if (start === 'earlier') await cp(earlier.disk, place.disk, { recursive: true });
      return place;
    },
    close: async () => {
      await upstream.stop();
      await rm(kept, { recursive: true, force: true });
    },
  };
}

type RunOptions = Omit<Parameters<typeof mirrorHere>[1], 'config' | 'destination'>;

/** `sluice mirror -c config file://…` in this process. */
export function exportTo(
  place: Pick<DiskPlace, 'disk' | 'world'>,
  config: string,
  options: RunOptions = {},
): ReturnType<typeof mirrorHere> {
  return mirrorHere(place.world, { ...options, config, destination: `file://${place.disk}` });
}

/**
 * What a set holds, every byte of it read, in one line: equal for two sets that are the same for whoever loads them.
 * Throws when anything is missing or damaged.
 */
export async function contentIn(disk: string): Promise<string> {
  const set = await verifiedSet(disk, ['ARCHIVE_SET_UNFINISHED']);
  const { generation, parent, images, complete } = set.manifest;
  const told = contentOfSet(set) as Readonly<Record<string, unknown>>;
  // The id of the parent is random.
  const sum = digestOf(JSON.stringify({ ...told, parent: parent?.generation }));
  const about = `generation ${generation} on ${parent?.generation ?? 'nothing'}, ${complete}`;
  return `${about}, ${images.length} images, ${set.blobs.length} blobs, ${sum}`;
}

/** How often each blob was asked for until now. */
export function fetchesOf({ upstream }: Pick<DiskWorld, 'upstream'>): ReadonlyMap<Digest, number> {
  return trafficOf(upstream.registry, 'fetches');
}

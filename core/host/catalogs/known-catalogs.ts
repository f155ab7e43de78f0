import { join } from 'node:path';
import { z } from 'zod';
import { listKeptCatalogs } from '../../catalog/index.ts';
import { makeStateFolder, stateDirectory } from '../../ledger/index.ts';
import type { Digest } from '../../reference/index.ts';
import { keptFile, type KeptFile } from '../kept-file.ts';
import type { HostServices } from '../services.ts';

/** By which name a catalogue was opened, and what it was then. */
const namesSchema = z.array(z.strictObject({ catalog: z.string(), digest: z.string() }));
type Names = z.infer<typeof namesSchema>;

/** Names of catalogues; older ones are forgotten. */
const most = 100;

/** A catalogue whose index is on this machine. */
export interface KnownCatalog {
  readonly catalog: string;
  readonly digest: string;
  readonly readAt: string;
}

/** Remembers the names under which catalogues were opened: an index knows only its digest. */
export interface KnownCatalogs {
  /** Newest name last. Contacts nobody. */
  list(services: HostServices): Promise<readonly KnownCatalog[]>;
  /** Notes the name, and tells when the index was made. */
  note(services: HostServices, catalog: string, digest: Digest): Promise<string>;
}

export function knownCatalogs(): KnownCatalogs {
  const files = new Map<string, KeptFile<Names>>();
  const fileOf = (services: HostServices): KeptFile<Names> => {
    const file = join(stateDirectory(services.environment), 'catalog-names.json');
    const known = files.get(file);
    if (known !== undefined) return known;
    const { fs, clock } = services;
    // A damaged list is put aside; it only saves typing.
    const made = keptFile<Names>({
      services: { fs, clock },
      file,
      schema: namesSchema,
      empty: [],
      onDamaged: () => undefined,
    });
    files.set(file, made);
    return made;
  };
  return {
    async list(services) {
      const times = await indexTimes(services);
      return (await fileOf(services).read()).flatMap(({ catalog, digest }) => {
        const readAt = times.get(digest);
        return readAt === undefined ? [] : [{ catalog, digest, readAt }];
      });
    },
    async note(services, catalog, digest) {
      const file = fileOf(services);
      const names = await file.read();
      if (!names.some((known) => known.catalog === catalog && known.digest === digest)) {
        await makeStateFolder(services.fs, stateDirectory(services.environment));
        await file.change((all) =>
          [...all.filter((known) => known.catalog !== catalog), { catalog, digest }].slice(-most),
        );
      }
      return (await indexTimes(services)).get(digest) ?? services.clock.now().toISOString();
    },
  };
}

/** When the index of each digest was made. */
async function indexTimes({
  fs,
  environment,
}: Pick<HostServices, 'fs' | 'environment'>): Promise<ReadonlyMap<string, string>> {
  const times = new Map<string, string>();
  for (const { digest, folder } of await listKeptCatalogs(fs, stateDirectory(environment))) {
    const { mtimeMs } = await fs.stat(folder);
    times.set(digest, new Date(mtimeMs).toISOString());
  }
  return times;
}

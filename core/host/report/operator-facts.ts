import { archiveSource, type OpenedSet, type SetManifest } from '../../archive/index.ts';
import { openCatalog } from '../../catalog/index.ts';
import { SluiceError } from '../../contract/index.ts';
import { stateDirectory } from '../../ledger/index.ts';
import type { Digest } from '../../reference/index.ts';
import type { OperatorFacts } from '../../report/index.ts';
import type { HostServices } from '../services.ts';
import { bundleFacts, filteredOperators } from './filtered-catalogs.ts';

/**
 * Which images belong to which operator: as the filtered catalogues beside the images say, and for catalogues that
 * were carried as they are, as these say themselves. One that cannot be opened, because its content is expected at
 * the target or for any other reason, names none: its images are listed all the same.
 */
export async function readOperators(
  services: HostServices,
  set: OpenedSet,
  manifest: SetManifest,
  filtered: ReadonlySet<Digest>,
  signal: AbortSignal,
): Promise<OperatorFacts[]> {
  const facts = await filteredOperators(set, manifest, signal);
  const source = archiveSource(set);
  const there = new Set(manifest.images.map(({ digest }) => digest));
  for (const { repository, origin, digest } of unfilteredCatalogs(manifest, filtered)) {
    try {
      const opened = await openCatalog({
        fs: services.fs,
        clock: services.clock,
        stateDirectory: stateDirectory(services.environment),
        source,
        repository,
        digest,
        signal,
      });
      await opened.close();
      for (const { bundles } of opened.model.packages.values()) {
        facts.push(...bundles.flatMap((bundle) => bundleFacts(origin, bundle, there)));
      }
    } catch (error) {
      signal.throwIfAborted();
      if (!(error instanceof SluiceError)) throw error;
    }
  }
  return facts;
}

/** Catalogues of which no filtered one travels along: those that others were made from name far more than is carried. */
function unfilteredCatalogs(
  { images }: SetManifest,
  filtered: ReadonlySet<Digest>,
): readonly SetManifest['images'][number][] {
  const catalogs = images.filter(
    ({ type, accessoryOf }) => type === 'operatorCatalog' && accessoryOf === undefined,
  );
  const known = new Set(
    catalogs.filter(({ digest }) => filtered.has(digest)).map(({ repository }) => repository),
  );
  return catalogs.filter(({ repository }) => !known.has(repository));
}

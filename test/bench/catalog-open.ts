import { createPackageSearch, filterCatalog, openCatalog, rebuildCatalog } from '../../core/catalog/index.ts';
import { openOciLayout } from '../../core/image/index.ts';
import { systemFileSystem } from '../../core/ports/index.ts';
import { parseDigest } from '../../core/reference/index.ts';

// Opens one catalogue in a process of its own and says what that cost; see catalog.ts.
const [layout = '', stateDirectory = '', digest = ''] = process.argv.slice(2);

/** What one opening cost. */
export interface OpenFigures {
  readonly openSeconds: number;
  /** User and system seconds of the whole process. */
  readonly cpuSeconds: number;
  readonly wasKept: boolean;
  readonly packages: number;
  readonly bundles: number;
  readonly findings: number;
  /** The slowest of the searches. */
  readonly searchSeconds: number;
  readonly prepareSearchSeconds: number;
  /** With every bundle kept, and with the newest of each channel. */
  readonly rebuildSeconds: number;
  readonly rebuildHeadsSeconds: number;
  /** Largest resident set of the process, bytes. */
  readonly peak: number;
}

const began = performance.now();
const source = await openOciLayout(systemFileSystem, layout);
const catalog = await openCatalog({
  source,
  repository: 'registry.example.com/catalogue',
  digest: parseDigest(digest),
  stateDirectory,
  fs: systemFileSystem,
});
const opened = performance.now();
const search = createPackageSearch(catalog.model);
const prepared = performance.now();
let slowest = 0;
for (const text of ['s', 'st', 'sto', 'storage', 'database gateway', 'installs updates', 'nowhere', '']) {
  const start = performance.now();
  search(text);
  slowest = Math.max(slowest, performance.now() - start);
}
/** Seconds to filter and rebuild; what is opened for the first time is not rebuilt as well. */
async function rebuild(full: boolean): Promise<number> {
  if (!catalog.kept) return 0;
  const start = performance.now();
  const filtered = filterCatalog(catalog.model, { packages: [], full });
  const { repository, digest: original } = catalog.image;
  await rebuildCatalog({
    source,
    repository,
    digest: original,
    name: repository,
    filtered,
    readBlobs: catalog.readBlobs,
    hash: 'bench',
  });
  return (performance.now() - start) / 1000;
}
const rebuildSeconds = await rebuild(true);
const rebuildHeadsSeconds = await rebuild(false);
const figures: OpenFigures = {
  openSeconds: (opened - began) / 1000,
  cpuSeconds: (process.resourceUsage().userCPUTime + process.resourceUsage().systemCPUTime) / 1e6,
  wasKept: catalog.kept,
  packages: catalog.model.packages.size,
  bundles: [...catalog.model.packages.values()].reduce((sum, { bundles }) => sum + bundles.length, 0),
  findings: catalog.findings.length,
  searchSeconds: slowest / 1000,
  prepareSearchSeconds: (prepared - opened) / 1000,
  rebuildSeconds,
  rebuildHeadsSeconds,
  peak: process.resourceUsage().maxRSS * 1024,
};
process.stdout.write(JSON.stringify(figures));
await catalog.close();

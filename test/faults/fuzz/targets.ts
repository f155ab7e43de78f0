import { archiveFileTargets } from './archive-files.ts';
import { catalogTargets } from './catalogs.ts';
import { chartTargets } from './charts.ts';
import { configurationTargets } from './configurations.ts';
import { machineTargets } from './machines.ts';
import { nameTargets } from './names.ts';
import { registryBodyTargets } from './registry-bodies.ts';
import { registryFileTargets } from './registry-files.ts';
import { registryHeaderTargets } from './registry-headers.ts';
import { releaseTargets } from './releases.ts';
import { resourceTargets } from './resources.ts';
import { tarTargets } from './tar.ts';
import type { FuzzTarget } from './target.ts';

/** Every parser that reads what others wrote. A new one belongs here: its place in the list tells its tries. */
export const fuzzTargets: readonly FuzzTarget[] = [
  ...registryHeaderTargets,
  ...registryBodyTargets,
  ...registryFileTargets,
  ...nameTargets,
  ...archiveFileTargets,
  ...tarTargets,
  ...configurationTargets,
  ...catalogTargets,
  ...chartTargets,
  ...releaseTargets,
  ...machineTargets,
  ...resourceTargets,
];

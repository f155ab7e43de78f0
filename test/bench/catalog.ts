import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { fullScale, madeCatalog } from '../support/catalog-world.ts';
import type { OpenFigures } from './catalog-open.ts';
import { writeCatalogLayout } from './catalog-layout.ts';
import { settle } from './measure.ts';
import type { BenchOptions } from './options.ts';
import { formatTargets, median } from './report.ts';

/**
 * Measures how long an operator catalogue of 300 packages and 3,000 bundles takes to open out of an OCI layout,
 * again from what was kept, to search, and to filter and rebuild. Every opening is a process of its own.
 */
export async function benchCatalog(
  options: Pick<BenchOptions, 'rounds' | 'directory' | 'keep'>,
  say: (text: string) => void,
): Promise<void> {
  const directory = await mkdtemp(join(options.directory, 'sluice-bench-catalog-'));
  try {
    const layout = join(directory, 'layout');
    const packages = madeCatalog('bench', fullScale);
    const size = packages.reduce((sum, { text }) => sum + Buffer.byteLength(text()), 0);
    const digest = await writeCatalogLayout(layout, packages, { base: 60_000_000, cache: 40_000_000 });
    const expected = packages.reduce((sum, { bundles }) => sum + bundles.length, 0);
    say(`${packages.length} packages, ${expected} bundles, ${(size / 1e6).toFixed(0)} MB; in ${directory}`);

    const open = async (state: string, wasKept: boolean): Promise<OpenFigures> => {
      await settle();
      const script = join(import.meta.dirname, 'catalog-open.ts');
      const { stdout } = await promisify(execFile)(process.execPath, [script, layout, state, digest]);
      const figures = JSON.parse(stdout) as OpenFigures;
      if (figures.bundles !== expected || figures.findings > 0 || figures.wasKept !== wasKept) {
        throw new Error(`the catalogue was not opened as it should be: ${stdout}`);
      }
      return figures;
    };
    const cold: OpenFigures[] = [];
    const warm: OpenFigures[] = [];
    for (let round = 1; round <= options.rounds; round++) {
      const state = join(directory, `state-${round}`);
      cold.push(await open(state, false));
      warm.push(await open(state, true));
      await rm(state, { recursive: true, force: true });
      say(`  ${round}  cold ${seconds(cold)}, warm ${seconds(warm)}`);
    }
    const middle = (runs: readonly OpenFigures[], pick: (run: OpenFigures) => number): number =>
      median(runs.map(pick));
    const peak = (runs: readonly OpenFigures[]): number => Math.max(...runs.map((run) => run.peak)) / 1e6;
    say('');
    say(
      formatTargets([
        { what: 'open, cold', actual: middle(cold, (run) => run.openSeconds), limit: 6, unit: 's' },
        { what: 'open, cold, peak memory', actual: peak(cold), limit: 400, unit: 'MB' },
        { what: 'open, kept', actual: middle(warm, (run) => run.openSeconds * 1000), limit: 300, unit: 'ms' },
        { what: 'open, kept, peak memory', actual: peak(warm), limit: 400, unit: 'MB' },
        {
          what: 'search, slowest of eight',
          actual: Math.max(...warm.map((run) => run.searchSeconds * 1000)),
          limit: 20,
          unit: 'ms',
        },
        {
          what: 'search, made ready',
          actual: middle(warm, (run) => run.prepareSearchSeconds * 1000),
          limit: 50,
          unit: 'ms',
        },
        {
          what: 'filter and rebuild, everything kept',
          actual: middle(warm, (run) => run.rebuildSeconds),
          limit: 5,
          unit: 's',
        },
        {
          what: 'filter and rebuild, newest of each channel',
          actual: middle(warm, (run) => run.rebuildHeadsSeconds),
          limit: 5,
          unit: 's',
        },
      ]),
    );
  } finally {
    if (!options.keep) await rm(directory, { recursive: true, force: true });
  }
}

function seconds(runs: readonly OpenFigures[]): string {
  return `${(runs.at(-1)?.openSeconds ?? 0).toFixed(2)} s (${(runs.at(-1)?.cpuSeconds ?? 0).toFixed(2)} s CPU)`;
}

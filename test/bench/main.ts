import { cp } from 'node:fs/promises';
import { benchCases, type Run } from './cases.ts';
import { parseOptions, usage, type BenchOptions } from './options.ts';
import { formatReport, formatTargets, targetsOf, type Measured } from './report.ts';
import { createWorld, isInstalled } from './world.ts';

/*
 * Measures the engine on this machine: ours, the floor and the peer take turns, each as a process
 * of its own against servers in other processes. Slow figures are marked, never an error.
 */

let options: BenchOptions;
try {
  options = parseOptions(process.argv.slice(2));
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`);
  process.exit(1);
}

const say = (text: string): void => void process.stdout.write(`${text}\n`);
const world = await createWorld(options);
try {
  await cp(world.set, world.path('import-set'), { recursive: true });
  const { payload } = world;
  say(`${options.scale}: ${payload.blobs.length} unique blobs, ${(payload.bytes / 1e6).toFixed(1)} MB; `);
  say(`everything in ${world.directory}; ${options.rounds} round(s)`);
  const cases = benchCases(world, isInstalled).filter(({ name }) => options.only.has(name));
  const results: (Measured & { readonly runs: Run[] })[] = cases.flatMap((what) =>
    what.contenders.map((contender) => ({ case: what, contender, runs: [] })),
  );
  for (let round = 1; round <= options.rounds; round++) {
    for (const what of cases) {
      const turns = results.filter((result) => result.case === what);
      // The order changes from round to round: nobody always runs on what the same one left behind.
      for (const { contender, runs } of round % 2 === 1 ? turns : turns.toReversed()) {
        if (round > contender.mostRounds) continue;
        const run = await contender.run();
        runs.push(run);
        say(`  ${round}  ${what.name}  ${contender.name}: ${run.wall.toFixed(2)} s`);
      }
    }
  }
  say(`\n${formatReport(results, payload.bytes)}\n`);
  say(formatTargets(targetsOf(results, payload.bytes)));
  for (const program of ['skopeo', 'docker-registry'])
    if (!isInstalled(program)) say(`  ${program} is not installed: its cases were left out`);
} finally {
  await world.close();
}

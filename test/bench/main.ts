import { benchCases, type Case } from './cases.ts';
import { benchCatalog } from './catalog.ts';
import { createInspectCase } from './inspect.ts';
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
const peers = {
  skopeo: isInstalled('skopeo'),
  dockerRegistry: isInstalled('docker-registry'),
  commands: options.peers,
};
const results: Measured[] = [];
if ([...options.only].some((name) => name !== 'catalog' && name !== 'inspect'))
  for (const scale of options.scales) {
    const world = await createWorld(options, scale);
    try {
      const { payload } = world;
      say(`${scale}: ${payload.images.length} images, ${payload.blobs.length} unique blobs, `);
      say(`${(payload.bytes / 1e6).toFixed(1)} MB; in ${world.directory}; ${options.rounds} round(s)`);
      results.push(...(await takeTurns(benchCases(world, peers))));
    } finally {
      await world.close();
    }
  }
if (options.only.has('inspect')) {
  const inspect = await createInspectCase(options.directory);
  try {
    results.push(...(await takeTurns([inspect.case])));
  } finally {
    await inspect.close();
  }
}
if (results.length > 0) {
  say(`\n${formatReport(results)}\n`);
  say(formatTargets(targetsOf(results)));
  if (!peers.skopeo) say('  skopeo is not installed: its cases were left out');
  if (!peers.dockerRegistry) say('  docker-registry is not installed: its cases were left out');
}
if (options.only.has('catalog')) await benchCatalog(options, say);

async function takeTurns(cases: readonly Case[]): Promise<Measured[]> {
  const wanted = cases.filter(({ name }) => options.only.has(name));
  const measured = wanted.flatMap((what) =>
    what.contenders
      .filter(({ mostRounds }) => mostRounds > 0)
      .map((contender) => ({ case: what, contender, runs: [] as Measured['runs'][number][] })),
  );
  for (let round = 1; round <= options.rounds; round++) {
    for (const what of wanted) {
      const turns = measured.filter((result) => result.case === what);
      // The order changes from round to round: nobody always runs on what the same one left behind.
      for (const { contender, runs } of round % 2 === 1 ? turns : turns.toReversed()) {
        if (round > contender.mostRounds) continue;
        const run = await contender.run();
        runs.push(run);
        say(`  ${round}  ${what.scale}  ${what.name}  ${contender.name}: ${run.wall.toFixed(2)} s`);
      }
    }
  }
  return measured;
}

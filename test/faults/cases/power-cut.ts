import { systemFileSystem, type FileSystem } from '../../../core/ports/index.ts';
import type { Bench, FaultCase, Try } from '../case.ts';
import { crashState, layOut } from '../support/crash-state.ts';
import { recordExports, recordImport, type CrashScenario } from '../support/crash-scenarios.ts';
import type { DiskLog } from '../support/disk-log.ts';
import { openDiskWorld } from '../support/disk-world.ts';
import { goOn } from '../support/go-on.ts';
import { clockAfterReboot, rebooted } from '../support/rebooted-machine.ts';
import { recordedDisk } from '../support/recorded-disk.ts';

/** Its multiples are spread evenly over the whole, however many there are: so are the cuts of a few tries. */
const goldenRatio = 0.618_033_988_75;

/** F22. A run of every kind was recorded once; each try cuts the power at another moment of it. */
export const powerCut: FaultCase = {
  id: 'F22',
  title: 'power cut at any moment, with what was not synced lost or torn',
  amount: 5000,
  sample: 12,
  async open(): Promise<Bench> {
    const world = await openDiskWorld('power-cut');
    const imported = await recordImport(world);
    const scenarios = [...(await recordExports(world)), imported];
    return {
      run: async ({ number, random }) => {
        const scenario = scenarios[number % scenarios.length];
        if (scenario === undefined) throw new RangeError('no scenario');
        const round = Math.floor(number / scenarios.length);
        // A registry may have lost its power with the others, and everything it had.
        if (random.fraction() < 0.5) imported.target.replace();
        const cut = Math.floor(((round * goldenRatio) % 1) * (scenario.log.now + 1));
        await cutPower(scenario, scenario.log, cut, random);
        // Every eighth time the machine that recovers loses its power as well.
        if (round % 8 === 0) {
          const second = await recordedDisk(scenario.place.folder);
          await recover(scenario, rebooted(second.fs));
          const log = second.log();
          await cutPower(scenario, log, random.between(0, log.now), random);
        }
        const ended = await recover(scenario, rebooted(systemFileSystem, 2));
        await scenario.mustBeDone(`${scenario.name}, ${ended}`);
        return { ended };
      },
      close: async () => {
        await imported.target.stop();
        await world.close();
      },
    };
  },
};

async function cutPower(
  scenario: CrashScenario,
  log: DiskLog,
  cut: number,
  random: Try['random'],
): Promise<void> {
  await layOut(crashState(log, cut, random), scenario.place.folder);
  await scenario.mustBeWhole(`${scenario.name}, cut at ${cut} of ${log.now}`);
}

/** The same command on the machine that was started again. Answers how that went. */
function recover({ place, name, again }: CrashScenario, fs: FileSystem): Promise<string> {
  return goOn(place.world, () => again(fs, clockAfterReboot), name);
}

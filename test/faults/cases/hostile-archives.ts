import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { registryWorld } from '../../support/host-registries.ts';
import { must, type Bench, type FaultCase, type Harmless } from '../case.ts';
import { archiveForms } from '../support/archive-forms.ts';
import { carriedForms } from '../support/carried-forms.ts';
import { catalogForms } from '../support/catalog-forms.ts';
import { makeControlSet } from '../support/control-set.ts';
import { attemptForm, type Attempted, type AttemptOptions } from '../support/hostile-attempt.ts';
import { setJob, type HostileForm } from '../support/hostile-form.ts';
import { layerForms } from '../support/layer-forms.ts';
import { lyingForms } from '../support/lying-forms.ts';
import { openReaderProcesses } from '../support/reader-processes.ts';
import type { Stage } from '../support/reading-job.ts';

const forms: readonly HostileForm[] = [
  ...archiveForms,
  ...lyingForms,
  ...carriedForms,
  ...layerForms,
  ...catalogForms,
];

/** MiB, of the whole process. */
const mostMemory = 256;
/** Of processor time. */
const mostSeconds = 5;

/** F29: archives, images and catalogues that are meant to do harm. */
export const hostileArchives: FaultCase = {
  id: 'F29',
  title: `${forms.length} hostile archives, layers and catalogues`,
  amount: forms.length,
  sample: 36,
  abreast: 2,
  open: openBench,
};

const honest: HostileForm = {
  name: 'an archive without a fault',
  refused: {},
  make: async (ground) => {
    const folder = join(ground.folder, 'set');
    await ground.control.chunkTo(folder);
    return setJob(ground, folder);
  },
};

async function openBench(): Promise<Bench> {
  const world = await registryWorld();
  // One that held this much has too little left for what comes next.
  const readers = openReaderProcesses(mostMemory * 0.85);
  const close = async (): Promise<void> => {
    await readers.close();
    await world.close();
  };
  try {
    const shared = { control: await makeControlSet(world), readers };
    const first = { ...shared, folder: join(world.directory, 'honest'), seed: 'honest', fresh: true };
    const expected = await attemptForm(honest, first);
    must(expected.stored.length === 1, 'wrong', 'an archive without a fault is not loaded');
    judge(honest, expected, expected);
    return {
      run: async ({ number, random, folder }) => {
        const form = forms[number];
        must(form !== undefined, 'wrong', `no form ${number}`);
        const seed = random.bytes(8).toString('hex');
        return attemptTwice(form, { ...shared, folder, seed }, expected);
      },
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Where a process that has read other things before holds too much, a new one tells what this form alone takes. */
async function attemptTwice(
  form: HostileForm,
  options: Omit<AttemptOptions, 'fresh'>,
  expected: Attempted,
): Promise<Harmless> {
  for (const fresh of [false, true]) {
    const folder = join(options.folder, fresh ? 'again' : 'once');
    await mkdir(folder);
    const attempted = await attemptForm(form, { ...options, folder, fresh });
    const { memory } = attempted.reading;
    if (memory > mostMemory && !fresh) continue;
    must(memory <= mostMemory, 'wrong', `${form.name}: takes ${Math.ceil(memory)} MiB`);
    judge(form, attempted, expected);
    return { ended: Object.values(form.refused).at(-1)?.at(-1) ?? 'of no effect' };
  }
  throw new Error('unreachable');
}

/** What a stage says when there is nothing wrong. */
const quiet: Readonly<Record<Stage, readonly string[]>> = {
  opened: [],
  verified: [],
  imported: ['complete'],
  read: [],
  findings: [],
  packages: [],
};

function judge(
  { name, refused }: HostileForm,
  { reading, stored, written }: Attempted,
  expected: Attempted,
): void {
  const { stages, changes, seconds } = reading;
  for (const stage of Object.keys(quiet) as Stage[]) {
    const told = stages[stage];
    if (told === undefined) continue;
    const should = refused[stage] ?? quiet[stage];
    // A set that is not whole may be told of by more than one of its chunks and blobs.
    const fits =
      stage === 'verified' && should.length > 0
        ? should.every((word) => told.includes(word))
        : same(told, should);
    must(fits, 'wrong', `${name}: ${stage} says ${told.join()}, not ${should.join()}`);
  }
  must(changes.length === 0, 'outside', `${name}: ${changes.join()}`);
  must(seconds <= mostSeconds, 'wrong', `${name}: takes ${seconds.toFixed(1)} s`);
  const isLoaded = stages.imported !== undefined && refused.imported === undefined;
  const content = isLoaded ? expected.stored : [];
  must(same(stored, content), 'corrupt', `${name}: the registry has ${stored.join()}`);
  if (stages.imported === undefined) {
    const kept = written.filter((path) => !path.startsWith('state/catalogs/'));
    must(kept.length === 0, 'outside', `${name}: wrote ${kept.join()}`);
    return;
  }
  const files = isLoaded ? expected.written : [];
  must(same(written, files), 'outside', `${name}: wrote ${written.join()}, not ${files.join()}`);
}

const same = (one: readonly string[], other: readonly string[]): boolean =>
  one.toSorted().join('\n') === other.toSorted().join('\n');

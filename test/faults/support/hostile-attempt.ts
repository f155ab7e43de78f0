import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createMemoryStore, registriesConf } from '../../../core/practice/index.ts';
import { hostOf } from '../../support/host-registries.ts';
import { runRegistry } from '../../support/practice-client.ts';
import { seededRandom } from '../../support/seeded-random.ts';
import { must } from '../case.ts';
import type { ControlSet } from './control-set.ts';
import { filesIn } from './folder-listing.ts';
import type { HostileForm } from './hostile-form.ts';
import type { ReaderProcesses } from './reader-processes.ts';
import type { Reading } from './reading-job.ts';
import { stateOf } from './untouched.ts';

/** What came of one reading, in the process and outside of it. */
export interface Attempted {
  readonly reading: Reading;
  /** Every tag of the registry with its digest. */
  readonly stored: readonly string[];
  /** Files of the workspace and of what the machine remembers, without what differs from run to run. */
  readonly written: readonly string[];
}

export interface AttemptOptions {
  readonly control: ControlSet;
  readonly readers: ReaderProcesses;
  /** New, and empty. */
  readonly folder: string;
  readonly seed: string;
  /** Whether the process that reads must have read nothing before. */
  readonly fresh: boolean;
}

/** Writes a form and lets a process read it. Throws Damage when anything but the machine's own folder was touched. */
export async function attemptForm(
  form: HostileForm,
  { control, readers, folder, seed, fresh }: AttemptOptions,
): Promise<Attempted> {
  const hostile = join(folder, 'hostile');
  const outside = join(folder, 'outside');
  const machine = join(folder, 'machine');
  for (const made of [hostile, outside, machine]) await mkdir(made, { recursive: true });
  await writeFile(join(outside, 'treasure'), 'kept');
  const store = createMemoryStore();
  const registry = await runRegistry({ store });
  try {
    const host = hostOf(registry);
    const conf = join(folder, 'registries.conf');
    await writeFile(conf, registriesConf(undefined, [host]));
    const state = join(machine, 'state');
    const workspace = join(machine, 'workspace');
    const into = { host, variables: { CONTAINERS_REGISTRIES_CONF: conf }, state, workspace };
    const job = await form.make({ folder: hostile, outside, random: seededRandom(seed), control, into });
    // An import says in the custody log, and when it came to its end in a receipt, what became of it; nothing else may change.
    const untouched = async (): Promise<string> =>
      (await stateOf(hostile, outside))
        .filter((file) => !/\/(?:custody\.jsonl|sluice-receipt\.json) /.test(file))
        .join('\n');

    const before = await untouched();
    const reading = await readers.read(job, fresh);
    must(before === (await untouched()), 'outside', `${form.name}: files have changed`);
    const around = (await readdir(folder)).sort().join();
    must(
      around === 'hostile,machine,outside,registries.conf',
      'outside',
      `${form.name}: there are ${around}`,
    );
    const repositories = store.index.repositories();
    return {
      reading,
      stored: repositories.flatMap((name) =>
        [...(store.index.repository(name)?.tags ?? [])].map(([tag, digest]) => `${name}:${tag} ${digest}`),
      ),
      written: (await filesIn(machine))
        .filter((path) => !/^state\/(?:runs|custody|receipts)\//.test(path))
        .map((path) => path.replace(/^state\/resources\/[^/]+/, 'state/resources/TARGET')),
    };
  } finally {
    await registry.close();
  }
}

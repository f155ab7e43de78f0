import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { systemClock, systemRandom } from '../../../core/ports/index.ts';
import {
  createMemoryStore,
  createPracticeRegistry,
  listenOnLoopback,
  registriesConf,
  type LoopbackServer,
  type WritableStore,
} from '../../../core/practice/index.ts';
import { measure } from '../../bench/measure.ts';
import { storeManyImages } from '../../support/many-images.ts';
import { additionalOnly } from '../../support/resume-world.ts';
import { must, type Bench, type FaultCase, type Harmless, type Scale, type Try } from '../case.ts';

const launcher = fileURLToPath(new URL('../../../core/cli/sluice', import.meta.url));
const counts: Readonly<Record<Scale, number>> = { whole: 10_000, sample: 120 };
const workflows = ['export', 'import', 'mirror'] as const;
/** Bytes of memory that a run may take at most, whatever it moves (registry-client.md 3.5, F30). */
const mostMemory = 400 * 2 ** 20;
/** Kernel limits of a cramped machine, and the heap that V8 may use. */
const cramped = 'ulimit -n 128 && NODE_OPTIONS=--max-old-space-size=256 exec "$@"';

/** Every tag that a registry holds, with its digest. */
function contentOf({ index }: WritableStore): string[] {
  return index
    .repositories()
    .flatMap((name) =>
      [...(index.repository(name)?.tags ?? [])].map(([tag, digest]) => `${name}:${tag} ${digest}`),
    )
    .sort();
}

class Cramped implements Bench {
  readonly #folder: string;
  readonly #store: WritableStore;
  readonly #servers: LoopbackServer[] = [];
  #set: Promise<string> | undefined;

  private constructor(folder: string, store: WritableStore) {
    this.#folder = folder;
    this.#store = store;
  }

  static async open(scale: Scale): Promise<Cramped> {
    const folder = await mkdtemp(join(tmpdir(), 'sluice-cramped-'));
    const store = createMemoryStore();
    const bench = new Cramped(folder, store);
    const host = await bench.#serve(store);
    const { names } = await storeManyImages(host, counts[scale], store);
    await writeFile(join(folder, 'isc.yaml'), additionalOnly(names));
    await writeFile(join(folder, 'registries.conf'), registriesConf(undefined, [host]));
    return bench;
  }

  async run({ number, folder }: Try): Promise<Harmless> {
    const workflow = workflows[number % workflows.length] ?? 'export';
    if (workflow === 'export') {
      await this.#sluice(folder, [`file://${folder}/disk`]);
      return { ended: 'exported' };
    }
    const store = createMemoryStore();
    const to = [
      '--dest-tls-verify=false',
      '--workspace',
      `file://${folder}`,
      `docker://${await this.#serve(store)}`,
    ];
    // An import needs something to import; it is made once, under the same limits.
    const from = workflow === 'mirror' ? [] : ['--from', `file://${await this.#exported()}`];
    await this.#sluice(folder, [...from, ...to]);
    const [wanted, held] = [contentOf(this.#store), contentOf(store)];
    must(held.length === wanted.length, 'lost', `${held.length} of ${wanted.length} images`);
    must(held.join('\n') === wanted.join('\n'), 'corrupt', 'other digests');
    return { ended: `${workflow}ed` };
  }

  #exported(): Promise<string> {
    this.#set ??= this.#sluice(join(this.#folder, 'state'), [`file://${this.#folder}/disk`]).then(
      () => `${this.#folder}/disk`,
    );
    return this.#set;
  }

  /** A command that ends with anything but 0 throws. */
  async #sluice(state: string, args: readonly string[]): Promise<void> {
    const { peak } = await measure({
      command: 'sh',
      args: ['-c', cramped, 'sh', launcher, 'mirror', '-c', join(this.#folder, 'isc.yaml'), ...args],
      env: {
        SLUICE_STATE_DIR: join(state, 'state'),
        CONTAINERS_REGISTRIES_CONF: join(this.#folder, 'registries.conf'),
      },
    });
    must(peak <= mostMemory, 'wrong', `${(peak / 2 ** 20).toFixed(0)} MiB of memory`);
  }

  async #serve(store: WritableStore): Promise<string> {
    const { listener } = createPracticeRegistry({ store, clock: systemClock, random: systemRandom });
    const server = await listenOnLoopback(listener, 'cramped');
    this.#servers.push(server);
    return new URL(server.url).host;
  }

  async close(): Promise<void> {
    for (const server of this.#servers) await server.close();
    await rm(this.#folder, { recursive: true, force: true });
  }
}

/** F30: 10,000 images of 60,000 blobs with 128 file descriptors and a heap of 256 MB. */
export const limitCases: readonly FaultCase[] = [
  {
    id: 'F30',
    title: 'few descriptors, small heap',
    amount: 3,
    sample: 3,
    open: (scale) => Cramped.open(scale),
  },
];

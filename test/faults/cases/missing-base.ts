import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseManifest, type SetManifest } from '../../../core/archive/index.ts';
import { must, type Bench, type FaultCase, type Try } from '../case.ts';
import { exportTo, openDiskWorld, type DiskWorld } from '../support/disk-world.ts';
import { openEnclave, type Enclave, type Loaded } from '../support/loaded-set.ts';

/** Sets that build on each other, by generation. */
interface Chain {
  readonly folders: readonly string[];
  readonly manifests: readonly SetManifest[];
  /** What a registry has when all are loaded. */
  readonly content: readonly string[];
}

interface Scenario {
  readonly name: string;
  readonly run: (chain: Chain, enclave: Enclave, random: Try['random']) => Promise<void>;
}

/** F25. A set is loaded where what it builds on is not, or is only in the registry. */
export const missingBase: FaultCase = {
  id: 'F25',
  title: 'an incremental set without its base, out of order, or with its base in the registry alone',
  amount: 20,
  sample: 5,
  abreast: 2,
  async open(): Promise<Bench> {
    const world = await openDiskWorld('missing-base');
    const chain = await makeChain(world);
    return {
      run: async ({ number, random, folder }) => {
        const scenario = scenarios[number % scenarios.length];
        if (scenario === undefined) throw new RangeError('no such scenario');
        const enclave = await openEnclave(world, folder);
        try {
          await scenario.run(chain, enclave, random);
          return { ended: scenario.name };
        } finally {
          await enclave.close();
        }
      },
      close: world.close,
    };
  },
};

/** Three generations in one folder, as an operator has them: the newest on top, the others beside it. */
async function makeChain(world: DiskWorld): Promise<Chain> {
  const place = await world.place(join(world.folder, 'chain'), 'empty');
  const images = world.upstream.content.additionalImages;
  const counts = [1, 3, images.length];
  for (const count of counts) {
    await exportTo(place, await world.configFor(`isc-${count}`, images.slice(0, count)));
  }
  const folders = ['generation-000001', 'generation-000002', '.'].map((name) => join(place.disk, name));
  const manifests: SetManifest[] = [];
  for (const folder of folders)
    manifests.push(parseManifest(await readFile(join(folder, 'sluice-set.json'))));
  const enclave = await openEnclave(world, join(world.folder, 'all'));
  const ended: Loaded[] = [];
  for (const [index, folder] of folders.entries()) {
    const config = join(world.folder, `isc-${counts[index]}.yaml`);
    ended.push(await enclave.load(folder, { config }));
  }
  await enclave.close();
  return { folders, manifests, content: ended.at(-1)?.content ?? [] };
}

const scenarios: readonly Scenario[] = [
  {
    name: 'second without first',
    run: async (chain, enclave) => mustAskFor(chain, await load(chain, enclave, 2), 2),
  },
  {
    name: 'third without any',
    run: async (chain, enclave) => mustAskFor(chain, await load(chain, enclave, 3), 3),
  },
  {
    name: 'third behind first',
    run: async (chain, enclave) => {
      await mustLoad(chain, enclave, 1);
      mustAskFor(chain, await load(chain, enclave, 3), 3);
    },
  },
  {
    name: 'in order, by machines that know nothing of the others',
    run: async (chain, enclave) => {
      for (const generation of [1, 2, 3])
        mustHaveAsked(chain, await mustLoad(chain, enclave, generation), generation);
      mustHave(chain, enclave);
    },
  },
  {
    name: 'again after a refusal',
    run: async (chain, enclave) => {
      mustAskFor(chain, await load(chain, enclave, 2), 2);
      for (const generation of [1, 2, 3]) await mustLoad(chain, enclave, generation);
      mustHave(chain, enclave);
    },
  },
  {
    name: 'older behind newer',
    run: async (chain, enclave, random) => {
      for (const generation of [1, 2, 3]) await mustLoad(chain, enclave, generation);
      await mustLoad(chain, enclave, random.between(1, 2));
      mustHave(chain, enclave);
    },
  },
  {
    name: 'the registry lost a part of the base',
    run: async (chain, enclave, random) => {
      await mustLoad(chain, enclave, 1);
      const { digest } = random.pick(chain.manifests[1]?.expected ?? []);
      enclave.target.before = ({ route }) =>
        route.kind === 'blob' && route.digest === digest ? { kind: 'respond', status: 404 } : undefined;
      const loaded = await load(chain, enclave, 2);
      mustAskFor(chain, loaded, 2);
      must(
        loaded.told.some((text) => text.includes(digest)),
        'wrong',
        `${digest} is not named: ${loaded.told.join()}`,
      );
    },
  },
  {
    name: 'trusted in vain',
    run: async (chain, enclave) => {
      const loaded = await load(chain, enclave, 2, { trustTarget: true });
      must(loaded.outcome === 'incomplete', 'wrong', `trusted in vain: ${loaded.outcome}`);
      must(loaded.named.length > 0, 'wrong', 'no image is named');
      const foreign = loaded.content.filter((tag) => !chain.content.includes(tag));
      must(foreign.length === 0, 'corrupt', `pushed ${foreign.join()}`);
    },
  },
];

/** Loads a generation with its own configuration. */
function load(
  { folders }: Chain,
  enclave: Enclave,
  generation: number,
  more: Readonly<Record<string, unknown>> = {},
): Promise<Loaded> {
  const folder = folders[generation - 1] ?? '';
  return enclave.load(folder, { config: join(folder, 'imageset-config.yaml'), more });
}

async function mustLoad(chain: Chain, enclave: Enclave, generation: number): Promise<Loaded> {
  const loaded = await load(chain, enclave, generation);
  const why = `generation ${generation}: ${loaded.outcome}, ${loaded.told.join()}`;
  must(loaded.outcome === 'complete', 'wrong', why);
  return loaded;
}

/** Refused before anything was pushed, with the set that has to be loaded first. */
function mustAskFor({ manifests }: Chain, { outcome, told, pushes }: Loaded, generation: number): void {
  must(outcome === 'PLAN_REFUSED', 'wrong', `generation ${generation}: ${outcome}`);
  must(pushes === 0, 'wrong', `generation ${generation}: ${pushes} pushes before it was refused`);
  const parent = manifests[generation - 1]?.parent;
  const names = told.some(
    (text) => text.includes('EXPECTED_BLOBS_MISSING') && text.includes(parent?.setId ?? '-'),
  );
  must(names, 'wrong', `generation ${generation}: ${parent?.setId} is not asked for: ${told.join()}`);
}

/** Each part that the set takes for granted was asked for at the registry. */
function mustHaveAsked({ manifests }: Chain, { requests }: Loaded, generation: number): void {
  for (const { digest } of manifests[generation - 1]?.expected ?? []) {
    const asked = requests.some(
      (request) => request.startsWith('HEAD ') && request.endsWith(`/blobs/${digest}`),
    );
    must(asked, 'wrong', `generation ${generation}: nobody asked for ${digest}`);
  }
}

function mustHave({ content }: Chain, { target }: Enclave): void {
  must(target.content().join() === content.join(), 'lost', `the registry has ${target.content().join()}`);
}

import { buildPlan, type Plan } from '../../../core/plan/index.ts';
import { resolveImages } from '../../../core/plan/resolve.ts';
import type { WritableStore } from '../../../core/practice/index.ts';
import { genericRecord, layerBytes, memorySource, type MemorySource } from '../../support/memory-source.ts';
import type { SeededRandom } from '../../support/seeded-random.ts';
import { must } from '../case.ts';
import { mustHoldExactly } from './pushed-content.ts';

const tag = '1';
const host = 'q.io';

/** One to three images with layers of their own and one that they share; `withIndex` makes one of them a list of two. */
export async function drawPlan(random: SeededRandom, withIndex: boolean): Promise<Plan> {
  const source = memorySource();
  const shared = layerBytes(`${random.seed} shared`, random.between(100_000, 500_000));
  const layersOf = (name: string): Buffer[] => [
    shared,
    layerBytes(`${random.seed} ${name}`, random.between(100_000, 500_000)),
  ];
  const names = Array.from({ length: random.between(1, 3) }, (_, index) => `team/app${index}`);
  for (const [index, name] of names.entries()) {
    const repository = `${host}/${name}`;
    if (index > 0 || !withIndex) source.addImage(repository, tag, layersOf(name));
    else {
      const children = ['amd64', 'arm64'].map((cpu) =>
        source.addImage(repository, cpu, layersOf(`${name} ${cpu}`)),
      );
      source.addIndex(repository, tag, children);
    }
  }
  return planFrom(source, names);
}

async function planFrom(source: MemorySource, names: readonly string[]): Promise<Plan> {
  const { images, unplanned } = await resolveImages({
    records: names.map((name) => genericRecord(`${host}/${name}`, tag)),
    accessories: [],
    signal: new AbortController().signal,
    locate: ({ origin }) => Promise.resolve({ source, repository: origin.slice(0, -tag.length - 1), tag }),
  });
  return buildPlan({ images, unplanned, findings: [] });
}

/** The registry holds the plan's images whole under their names, and nothing else. */
export async function mustHoldPlan(store: WritableStore, { images, blobs }: Plan): Promise<void> {
  for (const { record, root, manifests, blobs: needed } of images) {
    const { repository, tag: name } = record.destination;
    const view = store.index.repository(repository);
    must(view?.tags.get(name) === root.digest, 'lost', `${repository}:${name} is not there`);
    for (const { descriptor } of manifests)
      must(view.manifests.has(descriptor.digest), 'lost', `${repository} lacks ${descriptor.digest}`);
    for (const { digest } of needed) must(view.blobs.has(digest), 'lost', `${repository} lacks ${digest}`);
  }
  await mustHoldExactly(
    store,
    blobs.map(({ descriptor }) => descriptor),
  );
}

import type { FetchedIndex, HelmInputs, IndexMemory } from '../../helm/index.ts';
import type { LookupMemory } from './lookup-memory.ts';

/** An index in memory takes several times the bytes of its text. */
const indexFactor = 3;

/** `inputs`, asking for each index and each chart once in a while. Local charts are read as ever: they are worked on. */
export function rememberedCharts(memory: LookupMemory, place: string, inputs: HelmInputs): HelmInputs {
  const indexes: IndexMemory = {
    get: (url) => memory.chartIndexes.get(`${place} ${url}`)?.value,
    put: (url, fetched: FetchedIndex) =>
      memory.chartIndexes.put(`${place} ${url}`, fetched, fetched.bytes.length * indexFactor + 1000),
  };
  const remembering = inputs.remembering(indexes);
  return {
    ...remembering,
    chart: async (repository, wanted, signal) => {
      const { name, version = '' } = wanted;
      const key = `${place} ${repository.url} ${name} ${version}`;
      const known = memory.charts.get(key);
      if (known !== undefined) return known.value;
      const found = await remembering.chart(repository, wanted, signal);
      memory.charts.put(key, found, found.bytes.length + 500);
      return found;
    },
  };
}

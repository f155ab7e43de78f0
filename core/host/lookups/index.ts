import type { Source } from '../../image/index.ts';
import type { SourceEnd } from '../mirror/task.ts';
import type { Network } from '../network.ts';
import type { LookupMemory } from './lookup-memory.ts';
import { rememberedCharts } from './remembered-charts.ts';
import { rememberedInputs } from './remembered-inputs.ts';
import { rememberedSource } from './remembered-source.ts';

export { createLookupMemory, type LookupMemory } from './lookup-memory.ts';
export { placeKey } from './place-key.ts';

/** The end of a run that reads from registries, with what was looked up at the same place before. */
export function rememberedEnd(
  memory: LookupMemory,
  place: string,
  end: SourceEnd,
  network: Network,
): SourceEnd {
  // A set is on this machine, and may be replaced at any time.
  if (end.set !== undefined) return end;
  const registries: Source = rememberedSource(memory, place, network.source);
  return {
    ...end,
    helmInputs: rememberedCharts(memory, place, end.helmInputs),
    releaseInputs: rememberedInputs(memory, place, end.releaseInputs),
    channels: async (signal) => {
      const known = memory.channels.get(place);
      if (known !== undefined) return known.value;
      const found = await end.channels(signal);
      memory.channels.put(place, found, found.names.length * 50);
      return found;
    },
    locate: async (record) => {
      const location = await end.locate(record);
      return location.source === network.source ? { ...location, source: registries } : location;
    },
  };
}

import { closureWith } from '../../archive/index.ts';
import type { Digest } from '../../reference/index.ts';
import { readInstallationCustody } from '../custody/index.ts';
import type { HostServices } from '../services.ts';
import type { ToldSet } from './told-images.ts';

/** A set that carried something of what is gone. */
export interface HoldingSet {
  readonly setId: string;
  readonly generation: number;
  /** Digests of what is gone that it carried. */
  readonly digests: number;
  /** Where it was written last, as far as this installation's custody log knows. */
  readonly medium?: string;
}

/** Records of the custody log that are looked through for media. */
const newest = 1000;

/** The sets that carried what is `gone`, newest first. */
export async function setsWith(
  services: HostServices,
  sets: readonly ToldSet[],
  gone: ReadonlySet<Digest>,
): Promise<readonly HoldingSet[]> {
  if (gone.size === 0) return [];
  const found = sets.flatMap(({ setId, generation, manifest }) => {
    const assumed = new Set(manifest.expected.map(({ digest }) => digest));
    const carried = new Set(
      manifest.images.flatMap(({ digest }) => closureWith(manifest.closures, assumed, digest).included),
    );
    const digests = gone.intersection(carried).size;
    return digests === 0 ? [] : [{ setId, generation, digests }];
  });
  const media = found.length === 0 ? new Map<string, string>() : await mediaOf(services);
  return found.toReversed().map((set) => {
    const medium = media.get(set.setId);
    return { ...set, ...(medium !== undefined && { medium }) };
  });
}

/** By set; empty when the log cannot be read: a medium's name is worth no failure. */
async function mediaOf(services: HostServices): Promise<ReadonlyMap<string, string>> {
  const log = await readInstallationCustody(services, newest).catch(() => undefined);
  return new Map(
    (log?.newest ?? []).flatMap(({ setId, medium, vouched }) =>
      setId === undefined || medium === undefined || !vouched ? [] : [[setId, medium] as const],
    ),
  );
}

import { checkDrift, type DriftReport } from '../../core/host/index.ts';
import type { Digest } from '../../core/reference/index.ts';
import { hostOf } from './host-registries.ts';
import type { RunningRegistry } from './practice-client.ts';
import type { MadeHere, ReceiptsWorld } from './receipts-world.ts';

/** Compares a registry of a world with the receipts of a target. */
export async function compareHere(
  { services }: Pick<ReceiptsWorld, 'services'>,
  registry: RunningRegistry,
  target = 'enc1',
): Promise<DriftReport> {
  return checkDrift(services, queryFor(registry, target), quietly());
}

export function queryFor(
  registry: RunningRegistry,
  target = 'enc1',
): { target: string; host: string; namespace: string; destinationTlsVerify: false; person: string } {
  return { target, host: hostOf(registry), namespace: '', destinationTlsVerify: false, person: 'Ada' };
}

export function quietly(): { observer: () => void; signal: AbortSignal } {
  return { observer: () => undefined, signal: new AbortController().signal };
}

/** What somebody does at a registry that Sluice knows nothing of. */
export async function remove(
  registry: RunningRegistry,
  repository: string,
  kind: 'manifests' | 'blobs',
  reference: string,
): Promise<void> {
  const { status } = await registry.call(`/v2/${repository}/${kind}/${reference}`, { method: 'DELETE' });
  if (status !== 202) throw new Error(`${repository} ${kind} ${reference}: ${status}`);
}

/** The image of a set whose repository ends in `name`. */
export function imageOf(
  { manifest }: MadeHere,
  name: string,
): {
  readonly repository: string;
  readonly tag: string;
  readonly digest: Digest;
  readonly blobs: readonly Digest[];
} {
  const image = manifest.images.find(({ repository }) => repository.endsWith(name));
  if (image === undefined) throw new Error(`no image ${name}`);
  const { repository, tag = '', digest } = image;
  return { repository, tag, digest, blobs: manifest.closures[digest] ?? [] };
}

/** A set of `names` for enc1 that was imported and acknowledged. */
export async function arrived(
  world: ReceiptsWorld,
  registry: RunningRegistry,
  names: readonly string[],
  more: object = {},
): Promise<MadeHere> {
  const set = await world.make('enc1', names, more);
  await world.bring(set, registry);
  await world.read(set, 'enc1');
  return set;
}

import { SluiceError } from '../../contract/index.ts';
import { blobsOf, childrenOf, parseManifest, type RawManifest } from '../../image/index.ts';
import {
  mostHeldDigests,
  openReceivedSets,
  statementFormat,
  statementVersion,
  stateDirectory,
  wholeSeconds,
  type HoldingsStatement,
} from '../../ledger/index.ts';
import { mapConcurrently } from '../../plan/index.ts';
import type { Digest } from '../../reference/index.ts';
import type { RegistryClient } from '../../registry/index.ts';
import type { HostServices } from '../services.ts';
import { toolVersion } from '../version.ts';

type Client = Pick<RegistryClient, 'listRepositories' | 'listTags' | 'getManifest'>;

export interface StateHoldingsOptions {
  readonly target: string;
  /** `docker://host/namespace`, as imports name it. */
  readonly registry: string;
  readonly namespace: string;
  readonly signal: AbortSignal;
  /** Repositories looked through, of how many. */
  readonly onProgress?: (done: number, total: number) => void;
}

const concurrency = 8;
/** registry-client.md 4.6. */
const mostTags = 200_000;

/**
 * Asks a registry what it holds below a namespace: every tag's manifest, the manifests it names, and their blobs. What
 * only an index names and the registry does not have (a sparse list) is left out. Throws HOLDINGS_LIST_UNAVAILABLE,
 * HOLDINGS_TOO_LARGE, and what the client throws.
 */
export async function stateHoldings(
  services: HostServices,
  client: Client,
  options: StateHoldingsOptions,
): Promise<HoldingsStatement> {
  const { fs, clock, random, environment } = services;
  const { target, registry, namespace, signal } = options;
  // Before anything is asked: what is pushed while it is read belongs to a later set.
  const last = await openReceivedSets({ fs, stateDirectory: stateDirectory(environment) }).last(
    registry,
    target,
  );
  const statedAt = wholeSeconds(clock.now());
  const listed = await client.listRepositories(signal);
  if (listed === undefined) {
    throw new SluiceError('HOLDINGS_LIST_UNAVAILABLE', { params: { registry }, affected: [registry] });
  }
  const repositories = listed.filter((name) => namespace === '' || name.startsWith(`${namespace}/`));
  const held = new Set<Digest>();
  let tags = 0;
  let done = 0;
  await mapConcurrently(repositories, concurrency, async (repository) => {
    const names = await client.listTags(repository, signal);
    tags += names.length;
    if (tags > mostTags) throw tooLarge(registry, mostTags);
    for (const tag of names) await addManifest(client, repository, tag, held, options);
    options.onProgress?.(++done, repositories.length);
  });
  return {
    format: statementFormat,
    formatVersion: statementVersion,
    id: random.uuid(),
    target,
    registry,
    statedAt,
    tool: { name: 'sluice', version: toolVersion },
    ...(last !== undefined && { lastSet: { setId: last.setId, generation: last.generation } }),
    repositories: repositories.length,
    tags,
    digests: [...held].sort(),
  };
}

/** Indexes name manifests, which may be indexes; no deeper than images are read elsewhere. */
const deepest = 4;

async function addManifest(
  client: Client,
  repository: string,
  reference: string,
  held: Set<Digest>,
  options: StateHoldingsOptions,
  depth = 0,
): Promise<void> {
  const raw = await client.getManifest(repository, reference, options.signal);
  if (raw === undefined || depth > deepest) return;
  const manifest = parsed(raw);
  if (manifest === undefined) return;
  held.add(raw.descriptor.digest);
  for (const { digest } of childrenOf(manifest)) {
    if (!held.has(digest)) await addManifest(client, repository, digest, held, options, depth + 1);
  }
  for (const { descriptor } of blobsOf(manifest)) held.add(descriptor.digest);
  if (held.size > mostHeldDigests) throw tooLarge(options.registry, mostHeldDigests);
}

/** Undefined for something that is no image: nothing of ours came in such a form. */
function parsed(raw: RawManifest): ReturnType<typeof parseManifest> | undefined {
  try {
    return parseManifest(raw);
  } catch (error) {
    if (!(error instanceof SluiceError)) throw error;
    return undefined;
  }
}

function tooLarge(registry: string, limit: number): SluiceError {
  return new SluiceError('HOLDINGS_TOO_LARGE', { params: { registry, limit }, affected: [registry] });
}

import { onlineHelmInputs, setHelmInputs, type HelmInputs, type HelmSetFiles } from '../../helm/index.ts';
import { SluiceError } from '../../contract/index.ts';
import { getDocument } from '../../release/index.ts';
import type { Network } from '../network.ts';
import type { HostServices } from '../services.ts';

/** Charts from their repositories; where those cannot be reached, from what an import left on this machine. */
export function registryHelmInputs(
  services: HostServices,
  network: Network,
  carried: HelmSetFiles,
): HelmInputs {
  const online = onlineHelmInputs({
    get: (url, { limit, what, signal }) =>
      getDocument({ ...services, door: network.door }, { url, limit, what, signal }),
    fileSystem: services.fs,
    source: network.source,
  });
  const kept = setHelmInputs(carried, services.fs);
  return network.offline ? either(kept, online) : either(online, kept);
}

/**
 * What the first cannot give is asked of the second. When neither can, the one that asked a repository says why: what
 * is not carried here says nothing of what a repository has. One that may not be asked knows nothing.
 */
function either(first: HelmInputs, second: HelmInputs): HelmInputs {
  const ask = async <Answer>(
    signal: AbortSignal | undefined,
    one: () => Promise<Answer>,
    other: () => Promise<Answer>,
  ): Promise<Answer> => {
    try {
      return await one();
    } catch (error) {
      if (!(error instanceof SluiceError) || signal?.aborted === true) throw error;
      return other().catch((reason: unknown) => {
        throw isOfRepository(reason) ? reason : error;
      });
    }
  };
  return {
    index: (repository, signal) =>
      ask(
        signal,
        () => first.index(repository, signal),
        () => second.index(repository, signal),
      ),
    wholeRepository: (repository, signal) =>
      ask(
        signal,
        () => first.wholeRepository(repository, signal),
        () => second.wholeRepository(repository, signal),
      ),
    chart: (repository, wanted, signal) =>
      ask(
        signal,
        () => first.chart(repository, wanted, signal),
        () => second.chart(repository, wanted, signal),
      ),
    localChart: (path) => first.localChart(path),
    remembering: (indexes) => either(first.remembering(indexes), second.remembering(indexes)),
  };
}

const ofSets = new Set(['HELM_CHART_NOT_IN_SET', 'HELM_INDEX_NOT_IN_SET', 'HOST_NOT_ALLOWED']);

function isOfRepository(error: unknown): boolean {
  return error instanceof SluiceError && !ofSets.has(error.code);
}

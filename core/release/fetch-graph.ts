import { SluiceError } from '../contract/index.ts';
import { defaultGraphLimits, parseGraph, type GraphLimits, type UpdateGraph } from './graph.ts';
import { getDocument } from './http-get.ts';
import type { ChannelType } from './platform.ts';
import type { ReleaseServices } from './services.ts';

// oc-mirror-v2.md 5.1
const ocpService = 'https://api.openshift.com/api/upgrades_info/v1/graph';
const okdService = 'https://origin-release.ci.openshift.org/graph';

export interface GraphRequest {
  readonly type: ChannelType;
  readonly channel: string;
  /** amd64, arm64, ppc64le, s390x or multi; absent only when channels are listed. */
  readonly architecture?: string | undefined;
  /** The version a cluster runs now. The answer is the whole channel with or without it. */
  readonly version?: string | undefined;
}

/** A graph and the bytes it was read from, which travel with a set. */
export interface GraphAnswer {
  readonly graph: UpdateGraph;
  readonly bytes: Buffer;
  /** An update service, or what was carried here. */
  readonly from?: 'service' | 'set';
}

/** `amd64-stable-4.15`: how a graph is called in messages and, with `.json`, in the working directory. */
export function graphName(request: Pick<GraphRequest, 'architecture' | 'channel'>): string {
  return request.architecture === undefined ? request.channel : `${request.architecture}-${request.channel}`;
}

/**
 * Where update graphs are asked. `UPDATE_URL_OVERRIDE` replaces OCP's service, not OKD's
 * (oc-mirror-v2.md 5.1). Throws RELEASE_UPDATE_URL_INVALID.
 */
export function updateServiceUrl(
  type: ChannelType,
  variables: Readonly<Record<string, string | undefined>>,
): URL {
  const override = variables['UPDATE_URL_OVERRIDE'];
  if (type === 'okd') return new URL(okdService);
  if (override === undefined || override === '') return new URL(ocpService);
  const url = URL.canParse(override) ? new URL(override) : undefined;
  if (url?.protocol === 'https:' || url?.protocol === 'http:') return url;
  throw new SluiceError('RELEASE_UPDATE_URL_INVALID', { stage: 'configure' });
}

/**
 * Asks the update service for a channel's graph. A channel that does not exist is a graph without
 * releases. Throws like `parseGraph` and `getDocument`, and RELEASE_UPDATE_URL_INVALID.
 */
export async function fetchGraph(
  services: ReleaseServices,
  request: GraphRequest,
  options: { readonly limits?: GraphLimits; readonly signal?: AbortSignal | undefined } = {},
): Promise<GraphAnswer> {
  const limits = options.limits ?? defaultGraphLimits;
  const url = updateServiceUrl(request.type, services.environment.variables);
  url.searchParams.append('id', services.random.uuid());
  if (request.architecture !== undefined) url.searchParams.append('arch', request.architecture);
  url.searchParams.append('channel', request.channel);
  if (request.version !== undefined) url.searchParams.append('version', request.version);
  const what = graphName(request);
  const bytes = await getDocument(services, {
    url,
    accept: 'application/json',
    limit: limits.bytes,
    what,
    signal: options.signal,
  });
  if (bytes === undefined) {
    // A wrong path at the right host: an update service answers 200 for a channel it does not know.
    throw new SluiceError('RELEASE_SERVICE_REFUSED', {
      params: { what, host: url.host, status: 404 },
      stage: 'collect',
      side: 'source',
      affected: [what],
    });
  }
  return { graph: parseGraph(bytes, what, limits), bytes, from: 'service' };
}

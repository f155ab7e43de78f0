import type { BundleFacts } from '../model.ts';
import { parseBound, type Bound } from '../version/index.ts';
import type { OpenShiftMinor } from './openshift.ts';

/** Why a bundle does not go with a release. */
export type Obstacle =
  /** It needs a newer Kubernetes than the release has. */
  | { readonly kind: 'kubernetes'; readonly needs: string }
  /** Its publisher does not allow releases this new. */
  | { readonly kind: 'openshift'; readonly upTo: string };

/** A limit that is written in a way nobody can read. */
export interface UnreadableLimit {
  readonly field: 'minKubeVersion' | 'olm.maxOpenShiftVersion';
  readonly value: string;
}

/**
 * What stands between a bundle and a release. The smallest Kubernetes counts by its minor version, because that is
 * all a release's number tells. `olm.maxOpenShiftVersion` is the last minor release that a cluster with
 * this bundle may be updated to; OLM ignores its patch version (Red Hat, "Controlling Operator compatibility with
 * OpenShift Container Platform versions").
 */
export function obstaclesOf(facts: BundleFacts, release: OpenShiftMinor): readonly Obstacle[] {
  const found: Obstacle[] = [];
  const kube = limit(facts.minKubeVersion);
  if (kube !== undefined && release.kubernetes !== undefined && isBelow([1, release.kubernetes], kube)) {
    found.push({ kind: 'kubernetes', needs: kube.text });
  }
  const last = limit(facts.maxOpenShiftVersion);
  if (last !== undefined && isAbove([release.major, release.minor], last)) {
    found.push({ kind: 'openshift', upTo: last.text });
  }
  return found;
}

/** The limits of a bundle that cannot be judged. With the second, OLM refuses every update of the cluster. */
export function unreadableLimits(facts: BundleFacts): readonly UnreadableLimit[] {
  const fields = [
    ['minKubeVersion', facts.minKubeVersion],
    ['olm.maxOpenShiftVersion', facts.maxOpenShiftVersion],
  ] as const;
  return fields.flatMap(([field, value = '']) =>
    value !== '' && limit(value) === undefined ? [{ field, value: value.slice(0, 100) }] : [],
  );
}

/** An empty text is written where there is no limit. */
function limit(text: string | undefined): Bound | undefined {
  return text === undefined || text === '' ? undefined : parseBound(text);
}

type Pair = readonly [major: number, minor: number];

function isBelow([major, minor]: Pair, { version }: Bound): boolean {
  const [limitMajor, limitMinor] = version.core;
  return BigInt(major) === limitMajor ? BigInt(minor) < limitMinor : BigInt(major) < limitMajor;
}

/** A limit without a minor version, such as `4`, takes in all of them. */
function isAbove([major, minor]: Pair, { version, numbers }: Bound): boolean {
  const [limitMajor, limitMinor] = version.core;
  if (BigInt(major) !== limitMajor) return BigInt(major) > limitMajor;
  return numbers > 1 && BigInt(minor) > limitMinor;
}

/** An OpenShift release as far as operators are judged by it. */
export interface OpenShiftMinor {
  readonly major: number;
  readonly minor: number;
  /** The Kubernetes 1.x in it; undefined where this is not known. */
  readonly kubernetes?: number;
}

/**
 * Reads a release or channel version (`4.18.3`, `4.18`); undefined for anything else. 4.1 has Kubernetes 1.13, 4.2 has
 * 1.14, and from 4.3 with 1.16 on each release took the next one: 4.12 has 1.25, 4.16 has 1.29, 4.18 has 1.31 (Red Hat
 * Customer Portal, "What version of the Kubernetes API is included with each OpenShift 4.x release?"). Nothing is
 * assumed beyond 4.x.
 */
export function openShiftMinor(release: string): OpenShiftMinor | undefined {
  const match = /^v?(0|[1-9]\d{0,4})\.(0|[1-9]\d{0,4})(?:[.+-]|$)/.exec(release);
  if (match === null) return undefined;
  const [major, minor] = [Number(match[1]), Number(match[2])];
  if (major !== 4 || minor === 0) return { major, minor };
  return { major, minor, kubernetes: minor < 3 ? minor + 12 : minor + 13 };
}

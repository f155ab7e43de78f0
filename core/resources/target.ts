import { limitNesting } from '../reference/index.ts';

/** Where images were copied to. */
export interface ResourceTarget {
  /** Host with optional port. */
  readonly registry: string;
  /** The path given with the target, in front of every repository. */
  readonly namespace?: string;
}

/** The repository at the target with its host, shortened as `--max-nested-paths` asks (oc-mirror-v2.md 7.6). 0: no limit. */
export function targetRepository(target: ResourceTarget, repository: string, maxNestedPaths: number): string {
  const { registry, namespace } = target;
  const path = namespace === undefined || namespace === '' ? repository : `${namespace}/${repository}`;
  return `${registry}/${limitNesting(path, maxNestedPaths)}`;
}

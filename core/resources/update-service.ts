import type { Finding } from '../contract/index.ts';
import type { ImageRecord } from '../image/index.ts';
import { emitYaml, type ResourceFile, type YamlObject } from './file.ts';
import { type ResourceTarget, targetRepository } from './target.ts';

/**
 * `updateService.yaml` (oc-mirror-v2.md 8.4). Unlike oc-mirror's, its references follow
 * `--max-nested-paths`, and what is missing is a warning: everything else was copied.
 */
export function updateServiceFile(
  records: readonly ImageRecord[],
  target: ResourceTarget,
  maxNestedPaths: number,
  annotations: YamlObject,
): { readonly file?: ResourceFile; readonly findings: readonly Finding[] } {
  const graph = records.find((record) => record.type === 'cincinnatiGraph');
  const releases = records
    .filter((record) => record.type === 'ocpRelease')
    .map((record) => targetRepository(target, record.destination.repository, maxNestedPaths))
    .sort();
  if (graph === undefined) return { findings: [absent('RESOURCES_GRAPH_ABSENT')] };
  if (releases[0] === undefined) return { findings: [absent('RESOURCES_RELEASE_ABSENT')] };
  const graphRepository = targetRepository(target, graph.destination.repository, maxNestedPaths);
  const text = emitYaml({
    apiVersion: 'updateservice.operator.openshift.io/v1',
    kind: 'UpdateService',
    metadata: { annotations, name: 'update-service-oc-mirror', namespace: 'openshift-update-service' },
    spec: {
      graphDataImage: `${graphRepository}:${graph.destination.tag}`,
      releases: releases[0],
      replicas: 2,
    },
  });
  return { file: { fileName: 'updateService.yaml', text }, findings: [] };
}

function absent(code: 'RESOURCES_GRAPH_ABSENT' | 'RESOURCES_RELEASE_ABSENT'): Finding {
  return { level: 'warning', code, params: {}, affected: [] };
}

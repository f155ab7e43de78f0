import {
  applyOrder,
  catalogSources,
  finishCatalogSource,
  installConfigFragment,
  mergeResources,
  registryOfResources,
  resourceChanges,
  rulesFromResources,
} from '../../../core/resources/index.ts';
import { emitDocuments, type YamlObject } from '../../../core/resources/file.ts';
import { readObjects } from '../../../core/resources/read.ts';
import { yamlPieces } from './configurations.ts';
import { mutateJson } from './mutate-json.ts';
import { mutateText } from './mutate-text.ts';
import { fuzzTarget, holds, type FuzzTarget } from './target.ts';

const digest = 'ab'.repeat(32);
const idms = {
  apiVersion: 'config.openshift.io/v1',
  kind: 'ImageDigestMirrorSet',
  metadata: { name: 'idms-release-0', annotations: { createdAt: 'x' } },
  spec: {
    imageDigestMirrors: [
      { source: 'quay.io/a', mirrors: ['h.example/a'], mirrorSourcePolicy: 'NeverContactSource' },
    ],
  },
  status: {},
};
const source = {
  apiVersion: 'operators.coreos.com/v1alpha1',
  kind: 'CatalogSource',
  metadata: { name: 'cs', namespace: 'openshift-marketplace' },
  spec: { image: `h.example/c@sha256:${digest}`, sourceType: 'grpc' },
};
const signatures = {
  kind: 'ConfigMap',
  metadata: { name: 'mirrored-release-signatures', namespace: 'openshift-config-managed' },
  binaryData: { [`sha256-${digest}-1`]: 'AA==' },
};
const list = { kind: 'List', items: [idms, source] };
const samples = [idms, source, signatures, list];
const fileNames = [
  'idms-oc-mirror.yaml',
  'itms-oc-mirror.yaml',
  'cs-x.yaml',
  'signature-configmap.yaml',
  'signature-configmap.json',
];
const yaml = samples.map((sample) => emitDocuments([sample as unknown as YamlObject]));
const pieces = [
  ...yamlPieces,
  'kind: ',
  'spec:\n',
  'metadata:\n',
  'imageDigestMirrors:\n',
  'mirrors: ',
  'source: ',
  'items:\n',
];

const choices = {
  file: 'cs-x.yaml',
  name: 'other',
  namespace: '',
  displayName: 'Other',
  publisher: '',
  pollInterval: '30m',
  security: '',
  priority: '1',
} as const;

/** Files of a cluster-resources folder that somebody has edited, or that came from elsewhere. */
const resources = fuzzTarget({
  name: 'cluster resources',
  batch: 500,
  draw: (random) =>
    random.between(0, 1) === 0
      ? mutateJson(random, random.pick(samples), ['kind', 'spec', 'mirrors', 'source', 'image', 'binaryData'])
      : mutateText(random, random.pick(yaml), pieces),
  parse: (text, random) => {
    const file = { fileName: random.pick(fileNames), text };
    const other = { fileName: file.fileName, text: random.pick(yaml) };
    const objects = readObjects(file);
    const written = emitDocuments(objects);
    const again = readObjects({ ...file, text: written });
    // A list in a list is taken apart when it is read again.
    const lists = objects.some(({ kind }) => typeof kind === 'string' && kind.endsWith('List'));
    holds(lists || emitDocuments(again) === written, 'other objects when written again');
    const merged = mergeResources([other], [file]);
    resourceChanges([file], merged.files);
    switch (random.between(0, 5)) {
      case 0:
        return finishCatalogSource(file, choices);
      case 1:
        return rulesFromResources([file]);
      case 2:
        return installConfigFragment([file], 'h.example');
      case 3:
        return [applyOrder([file]), catalogSources([file])];
      case 4:
        return registryOfResources([file]);
      default:
        return merged;
    }
  },
});

export const resourceTargets: readonly FuzzTarget[] = [resources];

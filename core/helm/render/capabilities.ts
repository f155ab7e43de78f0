import { type GoObject, type Value } from '../template/index.ts';

/** What Helm's library assumes of a cluster it does not know, and so what oc-mirror renders with. */
export const defaultKubeVersion = 'v1.20.0';

/** The kinds of Kubernetes 1.20 by their versions; OpenShift's own are not known to Helm either. */
const defaultApiVersions: readonly string[] = [
  'v1',
  'admissionregistration.k8s.io/v1',
  'admissionregistration.k8s.io/v1beta1',
  'apiextensions.k8s.io/v1',
  'apiextensions.k8s.io/v1beta1',
  'apiregistration.k8s.io/v1',
  'apiregistration.k8s.io/v1beta1',
  'apps/v1',
  'apps/v1beta1',
  'apps/v1beta2',
  'authentication.k8s.io/v1',
  'authentication.k8s.io/v1beta1',
  'authorization.k8s.io/v1',
  'authorization.k8s.io/v1beta1',
  'autoscaling/v1',
  'autoscaling/v2beta1',
  'autoscaling/v2beta2',
  'batch/v1',
  'batch/v1beta1',
  'certificates.k8s.io/v1',
  'certificates.k8s.io/v1beta1',
  'coordination.k8s.io/v1',
  'coordination.k8s.io/v1beta1',
  'discovery.k8s.io/v1beta1',
  'events.k8s.io/v1',
  'events.k8s.io/v1beta1',
  'extensions/v1beta1',
  'networking.k8s.io/v1',
  'networking.k8s.io/v1beta1',
  'node.k8s.io/v1',
  'node.k8s.io/v1beta1',
  'policy/v1beta1',
  'rbac.authorization.k8s.io/v1',
  'rbac.authorization.k8s.io/v1beta1',
  'scheduling.k8s.io/v1',
  'scheduling.k8s.io/v1beta1',
  'storage.k8s.io/v1',
  'storage.k8s.io/v1beta1',
];

/** `.Capabilities`: the cluster that charts are rendered for. */
export function capabilities(
  kubeVersion: string = defaultKubeVersion,
  apiVersions: readonly string[] = defaultApiVersions,
): Value {
  return new Map<string, Value>([
    ['KubeVersion', kubeVersionObject(kubeVersion)],
    ['APIVersions', apiVersionsObject(apiVersions)],
    [
      'HelmVersion',
      new Map<string, Value>([
        ['Version', 'v3.17.0'],
        ['GoVersion', 'go1.23.0'],
      ]),
    ],
  ]);
}

function kubeVersionObject(version: string): GoObject {
  const [, major = '', minor = ''] = /^v?([0-9]+)\.([0-9]+)/.exec(version) ?? [];
  const fields: ReadonlyMap<string, string> = new Map([
    ['Version', version],
    ['GitVersion', version],
    ['String', version],
    ['Major', major],
    ['Minor', minor],
  ]);
  return {
    goType: 'chartutil.KubeVersion',
    field: (name) => fields.get(name),
    call: () => undefined,
    text: () => version,
    plain: () => new Map(fields),
  };
}

function apiVersionsObject(versions: readonly string[]): GoObject {
  const known = new Set(versions);
  return {
    goType: 'chartutil.VersionSet',
    field: () => undefined,
    call: (name, [version = null]) =>
      name === 'Has' && typeof version === 'string' ? known.has(version) : undefined,
    text: () => `[${versions.join(' ')}]`,
    plain: () => versions,
  };
}

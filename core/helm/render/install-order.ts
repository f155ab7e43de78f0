/** The order in which Helm installs kinds; what is not named comes last, by its name. */
const order: readonly string[] = [
  'PriorityClass',
  'Namespace',
  'NetworkPolicy',
  'ResourceQuota',
  'LimitRange',
  'PodSecurityPolicy',
  'PodDisruptionBudget',
  'ServiceAccount',
  'Secret',
  'SecretList',
  'ConfigMap',
  'StorageClass',
  'PersistentVolume',
  'PersistentVolumeClaim',
  'CustomResourceDefinition',
  'ClusterRole',
  'ClusterRoleList',
  'ClusterRoleBinding',
  'ClusterRoleBindingList',
  'Role',
  'RoleList',
  'RoleBinding',
  'RoleBindingList',
  'Service',
  'DaemonSet',
  'Pod',
  'ReplicationController',
  'ReplicaSet',
  'Deployment',
  'HorizontalPodAutoscaler',
  'StatefulSet',
  'Job',
  'CronJob',
  'IngressClass',
  'Ingress',
  'APIService',
];
const places: ReadonlyMap<string, number> = new Map(order.map((kind, place) => [kind, place]));

/** Compares two kinds by the order in which they are installed. */
export function compareKinds(a: string, b: string): number {
  const [left, right] = [places.get(a), places.get(b)];
  if (left !== undefined || right !== undefined) return (left ?? order.length) - (right ?? order.length);
  return a < b ? -1 : a > b ? 1 : 0;
}

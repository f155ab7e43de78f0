/** One version of an operator and where it stands in a channel's upgrade graph. */
export interface ChannelEntry {
  readonly version: string;
  readonly replaces?: string;
  readonly skips?: readonly string[];
  readonly skipRange?: string;
}

export interface OperatorPackage {
  readonly name: string;
  /** Repository prefix of its images. */
  readonly repository: string;
  readonly kind: string;
  readonly defaultChannel: string;
  readonly channels: Readonly<Record<string, readonly ChannelEntry[]>>;
  /** Another package that every bundle needs. */
  readonly requires?: { readonly packageName: string; readonly versionRange: string };
  /** Versions marked deprecated. */
  readonly deprecated?: readonly string[];
  /** How its part of the catalogue is written: one JSON stream, one YAML stream, or one file per bundle. */
  readonly layout: 'json' | 'yaml' | 'split';
}

const host = 'registry.redhat.io';

/** The sample operators: every construct of a file-based catalogue that filtering has to understand. */
export const operatorPackages: readonly OperatorPackage[] = [
  {
    name: 'advanced-cluster-management',
    repository: `${host}/rhacm2`,
    kind: 'MultiClusterHub',
    defaultChannel: 'release-2.10',
    requires: { packageName: 'multicluster-engine', versionRange: '>=2.4.0 <2.6.0' },
    layout: 'split',
    channels: {
      'release-2.9': [{ version: '2.9.0' }, { version: '2.9.1', replaces: '2.9.0' }],
      'release-2.10': [
        { version: '2.10.0', skipRange: '>=2.9.0 <2.10.0' },
        { version: '2.10.1', replaces: '2.10.0', skipRange: '>=2.9.0 <2.10.1' },
      ],
    },
  },
  {
    name: 'multicluster-engine',
    repository: `${host}/multicluster-engine`,
    kind: 'MultiClusterEngine',
    defaultChannel: 'stable-2.5',
    layout: 'json',
    channels: {
      'stable-2.4': [{ version: '2.4.0' }, { version: '2.4.1', replaces: '2.4.0' }],
      'stable-2.5': [
        { version: '2.5.0', skipRange: '>=2.4.0 <2.5.0' },
        { version: '2.5.1', replaces: '2.5.0' },
      ],
    },
  },
  {
    name: 'cluster-logging',
    repository: `${host}/openshift-logging`,
    kind: 'ClusterLogging',
    defaultChannel: 'stable',
    layout: 'json',
    deprecated: ['5.8.0'],
    channels: {
      stable: [
        { version: '5.8.0', skipRange: '>=5.6.0-0 <5.8.0' },
        { version: '5.8.1', replaces: '5.7.9', skips: ['5.8.0'] },
        { version: '5.8.2', replaces: '5.8.1', skips: ['5.8.0'] },
      ],
      'stable-5.8': [
        { version: '5.8.0' },
        { version: '5.8.1', replaces: '5.8.0' },
        { version: '5.8.2', replaces: '5.8.1' },
      ],
    },
  },
  {
    name: 'loki-operator',
    repository: `${host}/openshift-logging`,
    kind: 'LokiStack',
    defaultChannel: 'stable',
    layout: 'yaml',
    channels: {
      stable: [
        { version: '5.7.0' },
        { version: '5.7.1', replaces: '5.7.0' },
        { version: '5.8.0', replaces: '5.7.1' },
        { version: '5.8.1', replaces: '5.8.0', skipRange: '>=5.7.0-0 <5.8.1' },
      ],
    },
  },
  {
    name: 'local-storage-operator',
    repository: `${host}/openshift4`,
    kind: 'LocalVolume',
    defaultChannel: 'stable',
    layout: 'json',
    channels: { stable: [{ version: '4.15.0-202403010000', skipRange: '>=4.3.0 <4.15.0-202403010000' }] },
  },
  {
    name: 'quay-operator',
    repository: `${host}/quay`,
    kind: 'QuayRegistry',
    defaultChannel: 'stable-3.11',
    layout: 'split',
    channels: {
      'stable-3.10': [{ version: '3.10.3' }, { version: '3.10.4', replaces: '3.10.3' }],
      'stable-3.11': [{ version: '3.11.0', replaces: '3.10.4' }],
    },
  },
];

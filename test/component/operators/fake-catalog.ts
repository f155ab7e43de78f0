import type {
  CatalogView,
  CommandOutput,
  ContentModel,
  PackageLine,
  PackageView,
  ResolvedPackage,
} from '../../../core/contract/index.ts';
import { contentClient } from '../content/fake-content.ts';
import type { FakeClient, FakeHandlers } from '../support/fake-client.ts';

export const catalog = 'registry.example/redhat/redhat-operator-index:v4.15';
export const other = 'registry.example/redhat/certified-operator-index:v4.15';
export const readAt = '2026-11-25T10:00:00.000Z';
export const digest = `sha256:${'c'.repeat(64)}`;
/** One pixel. */
export const picture =
  'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

export function line(name: string, over: Partial<PackageLine> = {}): PackageLine {
  return {
    name,
    displayName: name,
    provider: 'Example',
    summary: '',
    hasIcon: false,
    channels: 1,
    bundles: 1,
    defaultChannel: 'stable',
    head: `${name}.v1.0.0`,
    headVersion: '1.0.0',
    needs: [],
    problems: 0,
    ...over,
  };
}

export const lines: readonly PackageLine[] = [
  line('local-storage-operator', { displayName: 'Local Storage', disconnected: true }),
  line('mtc-operator', { displayName: 'Migration Toolkit', deprecated: 'Use another one.' }),
  line('odf-operator', {
    displayName: 'OpenShift Data Foundation',
    provider: 'Red Hat',
    summary: 'Storage for containers',
    hasIcon: true,
    channels: 2,
    bundles: 4,
    defaultChannel: 'stable-4.15',
    head: 'odf-operator.v4.15.2',
    headVersion: '4.15.2',
    needs: ['ocs-operator >=4.15.0', 'ObjectBucket v1'],
    problems: 1,
  }),
];

export function catalogView(over: Partial<CatalogView> = {}): CatalogView {
  return { catalog, digest, readAt, packages: [...lines], findings: [], ...over };
}

const entry = { skips: [] as string[] };

/** stable-4.15 has 4.15.0 to 4.15.2; 4.15.2 skips 4.15.1. stable-4.14 is deprecated and has one version. */
export const odf: PackageView = {
  catalog,
  name: 'odf-operator',
  displayName: 'OpenShift Data Foundation',
  provider: 'Red Hat',
  description: 'Storage for containers.',
  icon: picture,
  channels: [
    {
      name: 'stable-4.15',
      isDefault: true,
      head: 'odf-operator.v4.15.2',
      entries: [
        {
          name: 'odf-operator.v4.15.2',
          version: '4.15.2',
          replaces: 'odf-operator.v4.15.0',
          skips: ['odf-operator.v4.15.1'],
          skipRange: '>=4.14.0 <4.15.2',
        },
        { ...entry, name: 'odf-operator.v4.15.1', version: '4.15.1', deprecated: 'It loses data.' },
        { ...entry, name: 'odf-operator.v4.15.0', version: '4.15.0' },
      ],
      findings: [],
    },
    {
      name: 'stable-4.14',
      isDefault: false,
      deprecated: 'Use stable-4.15.',
      head: 'odf-operator.v4.14.9',
      entries: [{ ...entry, name: 'odf-operator.v4.14.9', version: '4.14.9' }],
      findings: [],
    },
  ],
  bundles: ['4.15.2', '4.15.1', '4.15.0', '4.14.9'].map((version) => ({
    name: `odf-operator.v${version}`,
    version,
    images: 5,
    needs: version === '4.15.2' ? ['ocs-operator >=4.15.0'] : [],
  })),
  findings: [],
};

function simple(name: string): PackageView {
  const known = lines.find((one) => one.name === name) ?? line(name);
  const head = known.head ?? '';
  return {
    catalog,
    name,
    displayName: known.displayName,
    provider: known.provider,
    description: '',
    channels: [
      {
        name: 'stable',
        isDefault: true,
        head,
        entries: [{ ...entry, name: head, version: '1.0.0' }],
        findings: [],
      },
    ],
    bundles: [{ name: head, version: '1.0.0', images: 2, needs: [] }],
    findings: [],
  };
}

export const resolvedOdf: ResolvedPackage = {
  name: 'odf-operator',
  displayName: 'OpenShift Data Foundation',
  defaultChannel: 'stable-4.15',
  defaultChannelChosen: false,
  channels: [
    {
      name: 'stable-4.15',
      head: 'odf-operator.v4.15.2',
      bundles: [{ name: 'odf-operator.v4.15.2', version: '4.15.2' }],
    },
    {
      name: 'stable-4.14',
      head: 'odf-operator.v4.14.9',
      bundles: [{ name: 'odf-operator.v4.14.9', version: '4.14.9' }],
    },
  ],
  images: 10,
};

export type Resolved = CommandOutput<'catalogs.resolve'>;

export function resolvedWith(over: Partial<Resolved> = {}, packages = [resolvedOdf]): Resolved {
  const images = packages.reduce((sum, one) => sum + one.images, 0);
  return {
    catalogs: [{ catalog, digest, packages, images, findings: [] }],
    missing: [],
    compatibility: [],
    ...over,
  };
}

/** A host with a small catalogue of operators. */
export function operatorsClient(
  handlers: FakeHandlers = {},
  role: 'controller' | 'viewer' = 'controller',
): FakeClient {
  return contentClient(
    {
      'catalogs.list': () => ({
        catalogs: [
          { catalog, why: 'published' },
          { catalog: other, why: 'known', readAt },
        ],
      }),
      'catalogs.open': (input) => catalogView({ catalog: input.catalog }),
      'catalogs.package': (input) => (input.package === odf.name ? odf : simple(input.package)),
      'catalogs.icons': ({ packages }) => ({
        icons: Object.fromEntries(packages.map((name) => [name, picture])),
      }),
      'catalogs.resolve': () => resolvedWith(),
      ...handlers,
    },
    role,
  );
}

export function operatorsOf(yaml: string): ContentModel['operators'] {
  return (JSON.parse(yaml) as ContentModel).operators;
}

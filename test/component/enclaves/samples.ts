import { editConfiguration } from '../../../core/config/index.ts';
import { describeConfig } from '../../../core/host/content/describe-config.ts';
import {
  configEditSchema,
  type CommandInput,
  type ConfigView,
  type ContentModel,
  type EnclaveView,
  type Holdings,
} from '../../../core/contract/index.ts';
import { buildSections } from '../../../renderer/src/features/enclaves/rules/build-sections.ts';
import { createColumn, type Column } from '../../../renderer/src/features/enclaves/rules/column.ts';
import {
  bundleRows,
  channelRows,
  type ContentRow,
  type Section,
} from '../../../renderer/src/features/enclaves/rules/row.ts';

export const index = 'registry.example.com/redhat/redhat-operator-index:v4.15';

/** Releases of two minor versions, a catalogue with three packages, two images. */
export const holdings: Holdings = {
  releases: [
    ...['4.14.9', '4.15.0', '4.15.1', '4.15.2', '4.15.3', '4.15.4'].map((version) => ({
      version,
      architecture: 'amd64',
      tag: `${version}-x86_64`,
      channel: `stable-${version.slice(0, 4)}`,
    })),
    { version: '4.15.4', architecture: 'arm64', tag: '4.15.4-aarch64', channel: 'stable-4.15' },
  ],
  catalogs: [
    {
      catalog: index,
      digest: `sha256:${'1'.repeat(64)}`,
      packages: [
        {
          name: 'alpha-operator',
          displayName: 'Alpha',
          defaultChannel: 'stable',
          channels: [channel('stable', ['1.3.0', '1.2.0', '1.1.0', '1.0.0']), channel('tech', ['2.0.0'])],
        },
        {
          name: 'beta-operator',
          displayName: 'Beta',
          defaultChannel: 'v1',
          channels: [channel('v1', ['1.0.0'])],
        },
        {
          name: 'odd-operator',
          displayName: 'Odd',
          channels: [{ name: 'only', bundles: [{ name: 'odd.latest' }] }],
        },
      ],
    },
  ],
  images: ['registry.example.com/tools/a:1', 'registry.example.com/tools/b:1'],
  findings: [],
};

function channel(
  name: string,
  versions: readonly string[],
): Holdings['catalogs'][number]['packages'][number]['channels'][number] {
  return { name, bundles: versions.map((version) => ({ name: `${name}.v${version}`, version })) };
}

/** A configuration whose `mirror` is these lines. */
export function config(...lines: readonly string[]): string {
  const body = lines.length === 0 ? ['  additionalImages: []'] : lines.map((line) => `  ${line}`);
  return [
    '# Kept by hand.',
    'apiVersion: mirror.openshift.io/v2alpha1',
    'kind: ImageSetConfiguration',
    'mirror:',
    ...body,
    '',
  ].join('\n');
}

/** A configuration with one channel. */
export function channelConfig(...fields: readonly string[]): string {
  return config(
    'platform:',
    '  channels:',
    '    - name: stable-4.15',
    ...fields.map((field) => `      ${field}`),
  );
}

/** A configuration with one package of the catalogue. */
export function packageConfig(...fields: readonly string[]): string {
  return config(
    'operators:',
    `  - catalog: ${index}`,
    '    packages:',
    '      - name: alpha-operator',
    ...fields.map((field) => `        ${field}`),
  );
}

/** What the host says of a text. */
export function describeText(yaml: string): ConfigView {
  return describeConfig(yaml);
}

/** What the host makes of a text. */
export function applyToText(
  yaml: string,
  asked: Readonly<CommandInput<'config.apply'>['edits']>,
): ConfigView {
  // A chart of the machine is no part of a matrix.
  const edits = configEditSchema
    .array()
    .parse(asked)
    .filter((edit) => edit.kind !== 'addLocalChart');
  return describeConfig(editConfiguration(yaml, edits));
}

export function modelOf(yaml: string): ContentModel {
  const { model, problems } = describeText(yaml);
  if (model === undefined) throw new Error(JSON.stringify(problems));
  return model;
}

export interface Table {
  readonly sections: readonly Section[];
  readonly column: Column;
  /** Every row, with all parts. */
  readonly rows: readonly ContentRow[];
  row(key: string): ContentRow;
}

/** One enclave against the sample holdings. */
export function tableOf(
  yaml: string,
  held: Holdings | undefined = holdings,
  ...others: readonly string[]
): Table {
  const model = modelOf(yaml);
  const sections = buildSections(held, [model, ...others.map(modelOf)]);
  const rows = sections.flatMap((section) => section.rows).flatMap(withParts);
  return {
    sections,
    column: createColumn(model, sections),
    rows,
    row: (key) => {
      const found = rows.find((one) => one.key === key);
      if (found === undefined)
        throw new Error(`no row ${key} among ${rows.map((one) => one.key).join('; ')}`);
      return found;
    },
  };
}

function withParts(row: ContentRow): readonly ContentRow[] {
  if (row.kind !== 'package') return [row];
  return [row, ...channelRows(row).flatMap((one): readonly ContentRow[] => [one, ...bundleRows(one)])];
}

export const keys = {
  release: (version: string): string => `release ${version}`,
  alpha: `package ${index} alpha-operator`,
  beta: `package ${index} beta-operator`,
  odd: `package ${index} odd-operator`,
  stable: `package ${index} alpha-operator stable`,
  tech: `package ${index} alpha-operator tech`,
  bundle: (version: string): string => `package ${index} alpha-operator stable stable.v${version}`,
};

export function enclave(name: string, yaml: string, more: Partial<EnclaveView> = {}): EnclaveView {
  return { id: name, name, yaml, notes: '', revision: 1, ...more };
}

import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { ErrorCode } from '../../../core/contract/index.ts';
import { paxEntry, rawEntry } from '../../support/archive-tar.ts';
import { base256 } from '../../support/hostile-archives/index.ts';
import { chartYaml, packChart, podOf, tgzOf } from '../../support/helm-charts.ts';
import { swollen } from './gzip-members.ts';
import { setJob, type Ground, type HostileForm } from './hostile-form.ts';

/** What an archive carries besides the control image, and the configuration that asks for it. */
interface Carried {
  readonly files?: Readonly<Record<string, Buffer | string>>;
  /** Entries that are written as they are. */
  readonly entries?: readonly Buffer[];
  /** Lines under `mirror:`, or the whole text; that of the control set when absent. */
  readonly mirror?: string;
  readonly config?: string;
}

function carriedForm(
  name: string,
  refused: HostileForm['refused'],
  draw: (ground: Ground) => Carried | Promise<Carried>,
): HostileForm {
  return {
    name,
    refused,
    make: async (ground) => {
      const { files = {}, entries = [], mirror, config } = await draw(ground);
      const folder = join(ground.folder, 'set');
      const more = Object.entries(files).flatMap(([path, body]) => [paxEntry({ path }), rawEntry({ body })]);
      await ground.control.chunkTo(folder, [...more, ...entries]);
      const text = config ?? (mirror === undefined ? undefined : `${head}${mirror}`);
      if (text === undefined) return setJob(ground, folder);
      const path = join(ground.folder, 'isc.yaml');
      await writeFile(path, text);
      return setJob(ground, folder, path);
    },
  };
}

const head = 'apiVersion: mirror.openshift.io/v2alpha1\nkind: ImageSetConfiguration\nmirror:\n';
const nothing = {};

/** A chart of a repository that the set was made from. */
const wantsChart = `  helm:
    repositories:
      - name: lab
        url: https://charts.example.com
        charts:
          - name: web
            version: 1.0.0
`;

function chartForm(name: string, code: ErrorCode, archive: () => Buffer | Promise<Buffer>): HostileForm {
  return carriedForm(`a chart ${name}`, { imported: ['incomplete', code] }, async () => ({
    mirror: wantsChart,
    files: { 'working-dir/helm/charts/web-1.0.0.tgz': await archive() },
  }));
}

const webYaml = { name: 'web/Chart.yaml', content: chartYaml('web', '1.0.0') };
const valuesForm = (name: string, code: ErrorCode, values: string): HostileForm =>
  chartForm(name, code, () =>
    packChart(
      {
        'Chart.yaml': webYaml.content,
        'values.yaml': values,
        'templates/pod.yaml': podOf('{{ .Values.image }}'),
      },
      'web',
    ),
  );
const templateForm = (name: string, code: ErrorCode, template: string): HostileForm =>
  chartForm(name, code, () =>
    packChart({ 'Chart.yaml': webYaml.content, 'templates/pod.yaml': template }, 'web'),
  );

/** A mapping of nine names for nine times the one before: nine to the ninth power when they are followed. */
export const aliasBomb = [
  'a: &a [x, x, x, x, x, x, x, x, x]',
  ...[...'bcdefghi'].map((key, at) => {
    const before = '*' + 'abcdefgh'.charAt(at);
    return `${key}: &${key} [${Array.from({ length: 9 }, () => before).join(', ')}]`;
  }),
].join('\n');

const wantsRelease = `  platform:
    channels:
      - name: stable-4.15
        minVersion: 4.15.2
        maxVersion: 4.15.2
`;
const graphPath = 'working-dir/hold-release/cincinnati-graph-data/amd64-stable-4.15.json';
const graphForm = (name: string, code: ErrorCode, graph: string | Buffer): HostileForm =>
  carriedForm(`an update graph ${name}`, { imported: ['incomplete', code] }, () => ({
    mirror: wantsRelease,
    files: { [graphPath]: graph },
  }));

const configForm = (name: string, code: ErrorCode, config: string): HostileForm =>
  carriedForm(`a configuration ${name}`, { imported: ['CONFIG_REFUSED', code] }, () => ({ config }));

/** Lawful archives whose files are hostile to who reads them, or must not be read at all. */
export const carriedForms: readonly HostileForm[] = [
  carriedForm('a history of its own', nothing, ({ control }) => ({
    files: {
      'working-dir/.history/.history-2030-01-01T00:00:00Z': control.layer,
    },
  })),
  carriedForm('cluster resources of its own', nothing, () => ({
    files: {
      'working-dir/cluster-resources/idms-oc-mirror.yaml': 'kind: ImageDigestMirrorSet\n',
      'working-dir/cluster-resources/evil.yaml': 'kind: Pod\n',
    },
  })),
  carriedForm('logs and a dry run of its own', nothing, () => ({
    files: { 'working-dir/logs/x.log': 'x', 'working-dir/dry-run/mapping.txt': 'a=b' },
  })),
  carriedForm('programs that run as their owner', nothing, () => ({
    entries: [rawEntry({ name: 'working-dir/run', mode: '0006755', body: '#!/bin/sh\n' })],
  })),
  carriedForm('files outside of everything', nothing, () => ({
    files: {
      'etc/passwd': 'root::0:0:::',
      '.bashrc': 'exit',
      'sluice-set.json': '{}',
      'mirror_000002.tar': 'x',
    },
  })),
  carriedForm('a configuration copy full of aliases', nothing, () => ({
    files: { 'isc_2026-01-01T00:00:00Z': aliasBomb },
  })),
  configForm(
    'full of aliases',
    'CONFIG_ALIASES',
    `${head}  additionalImages:\n    - &a { name: a.example.com/b:c }\n${'    - *a\n'.repeat(2000)}`,
  ),
  configForm(
    'that is an alias bomb',
    'CONFIG_UNKNOWN_FIELD',
    `${head}  additionalImages: []\n${aliasBomb}\n`,
  ),
  configForm(
    'nested a hundred thousand times',
    'CONFIG_YAML_SYNTAX',
    `${head}  additionalImages: ${'['.repeat(1e5)}\n`,
  ),
  carriedForm('a configuration of six mebibytes', { imported: ['CONFIG_UNREADABLE'] }, () => ({
    config: `${head}#${'x'.repeat(6 * 1024 ** 2)}\n`,
  })),
  chartForm('with a gibibyte of values', 'HELM_CHART_TOO_LARGE', () =>
    swollen({
      head: Buffer.concat([
        rawEntry({ name: 'web/Chart.yaml', body: webYaml.content }),
        rawEntry({ name: 'web/values.yaml', size: 1024 ** 3 }),
      ]),
      mebibytes: 1024,
    }),
  ),
  chartForm('that is a gibibyte of nothing', 'HELM_CHART_TOO_LARGE', () =>
    swollen({ head: rawEntry({ name: 'web/Chart.yaml', body: webYaml.content }), mebibytes: 1024 }),
  ),
  chartForm('with a name that climbs', 'HELM_CHART_ENTRY_REFUSED', () =>
    tgzOf([webYaml, { name: 'web/../../outside/treasure', content: 'taken' }]),
  ),
  chartForm('with an absolute name', 'HELM_CHART_ENTRY_REFUSED', () =>
    tgzOf([webYaml, { name: '/etc/passwd', content: 'taken' }]),
  ),
  chartForm('with a symbolic link', 'HELM_CHART_ENTRY_REFUSED', () =>
    tgzOf([webYaml, { name: 'web/values.yaml', type: 'symlink', linkname: '/etc/passwd' }]),
  ),
  chartForm('with a hard link', 'HELM_CHART_ENTRY_REFUSED', () =>
    tgzOf([webYaml, { name: 'web/values.yaml', type: 'link', linkname: 'web/Chart.yaml' }]),
  ),
  chartForm('with a device', 'HELM_CHART_ENTRY_REFUSED', () =>
    tgzOf([webYaml, { name: 'web/values.yaml', type: 'character-device' }]),
  ),
  chartForm('of two folders', 'HELM_CHART_ENTRY_REFUSED', () =>
    tgzOf([webYaml, { name: 'other/values.yaml', content: 'a: 1' }]),
  ),
  chartForm('with a file twice', 'HELM_CHART_ENTRY_REFUSED', () => tgzOf([webYaml, webYaml])),
  chartForm('that is no archive', 'HELM_CHART_DAMAGED', () => Buffer.from('no archive')),
  chartForm('whose entry does not say how long it is', 'HELM_CHART_DAMAGED', () =>
    gzipSync(rawEntry({ name: 'web/Chart.yaml', size: base256(2n ** 63n) })),
  ),
  chartForm('that is cut', 'HELM_CHART_DAMAGED', async () => (await tgzOf([webYaml])).subarray(0, 60)),
  valuesForm('with values full of aliases', 'HELM_CHART_INVALID', aliasBomb),
  valuesForm('with values nested a hundred thousand times', 'HELM_CHART_INVALID', `a: ${'['.repeat(1e5)}`),
  templateForm(
    'whose template calls itself',
    'HELM_TEMPLATE_LIMIT',
    '{{ define "a" }}{{ include "a" . }}{{ end }}{{ include "a" . }}',
  ),
  templateForm(
    'whose template does not end',
    'HELM_TEMPLATE_LIMIT',
    '{{ range until 100000000 }}{{ range until 100000000 }}x{{ end }}{{ end }}',
  ),
  templateForm(
    'whose template has no end of words',
    'HELM_TEMPLATE_LIMIT',
    '{{ repeat 1000000000 "xxxxxxxxxx" }}',
  ),
  graphForm('nested a million times', 'RELEASE_GRAPH_INVALID', '['.repeat(1e6)),
  graphForm('of a million zeros', 'RELEASE_GRAPH_INVALID', `{"nodes":[${'0,'.repeat(1e6)}0],"edges":[]}`),
  graphForm('that is no text', 'RELEASE_GRAPH_INVALID', Buffer.alloc(1000, 0xff)),
];

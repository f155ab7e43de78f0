import { createHash } from 'node:crypto';
import { gzipStored } from './stored.ts';
import { tarOf } from './tar.ts';

/** A chart of the sample repository: each shows one thing that people meet. */
interface SampleChart {
  readonly name: string;
  readonly version: string;
  readonly appVersion: string;
  readonly description: string;
  readonly values: string;
  readonly template: string;
}

const deployment = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: {{ .Release.Name }}-{{ .Chart.Name }}
spec:
  template:
    spec:
      containers:
`;

const web = {
  name: 'practice-web',
  description: 'A web application in one container, and from 1.1.0 on with a sidecar.',
  template: `${deployment}        - name: web
          image: {{ .Values.image | quote }}
{{- if .Values.sidecar.enabled }}
        - name: sidecar
          image: {{ .Values.sidecar.image | quote }}
{{- end }}
`,
};

/** Newest first, as an index lists them. */
const samples: readonly SampleChart[] = [
  {
    name: 'practice-database',
    version: '0.2.0',
    appVersion: '16',
    description: 'A database whose image is only named by values: without them it has none.',
    values: '# quay.io/practice/signed:1.0 is one that the practice registry has.\nimage: ""\n',
    template: `{{- if .Values.image }}\n${deployment}        - name: database\n          image: {{ .Values.image | quote }}\n{{- end }}\n`,
  },
  {
    ...web,
    version: '1.1.0',
    appVersion: '2.4',
    values:
      'image: quay.io/practice/multi:1.0\nsidecar:\n  enabled: true\n  image: quay.io/practice/zstd:1.0\n',
  },
  {
    ...web,
    version: '1.0.0',
    appVersion: '2.3',
    values:
      'image: quay.io/practice/multi:1.0\nsidecar:\n  enabled: false\n  image: quay.io/practice/zstd:1.0\n',
  },
];

/** The files of a repository of charts by their names: an index, and charts that run images of the sample content. */
export function chartRepositoryFiles(): ReadonlyMap<string, Buffer> {
  const files = new Map<string, Buffer>();
  const entries = new Map<string, string>();
  for (const chart of samples) {
    const { name, version, template, values } = chart;
    const file = `${name}-${version}.tgz`;
    const bytes = gzipStored(
      tarOf([
        { path: `${name}/Chart.yaml`, content: `${chartYaml(chart).join('\n')}\n` },
        { path: `${name}/values.yaml`, content: values },
        { path: `${name}/templates/deployment.yaml`, content: template },
      ]),
    );
    files.set(file, bytes);
    const [first = '', ...rest] = [
      ...chartYaml(chart),
      'created: "2024-03-01T00:00:00Z"',
      `digest: ${createHash('sha256').update(bytes).digest('hex')}`,
      'urls:',
      `- ${file}`,
    ];
    const entry = [`  - ${first}`, ...rest.map((line) => `    ${line}`), ''].join('\n');
    entries.set(name, (entries.get(name) ?? '') + entry);
  }
  const index = [...entries].map(([name, versions]) => `  ${name}:\n${versions}`).join('');
  files.set(
    'index.yaml',
    Buffer.from(`apiVersion: v1\nentries:\n${index}generated: "2024-03-01T00:00:00Z"\n`),
  );
  return files;
}

function chartYaml({ name, version, appVersion, description }: SampleChart): readonly string[] {
  return [
    'apiVersion: v2',
    `name: ${name}`,
    `version: ${version}`,
    `appVersion: "${appVersion}"`,
    `description: "${description}"`,
    'type: application',
  ];
}

import {
  configEditSchema,
  type AppInfo,
  type CommandInput,
  type ConfigEdit,
  type ConfigView,
  type ContentModel,
  type ReleaseGraphView,
  type RunRequest,
} from '../../../core/contract/index.ts';
import { emptyModel } from '../support/content-model.ts';
import { applyChartEdit } from './fake-chart-edits.ts';
import { applyOperatorEdit } from './fake-operator-edits.ts';
import { createFakeClient, type FakeClient, type FakeHandlers } from '../support/fake-client.ts';
import { sampleInfo } from '../support/samples.ts';

/** A configuration for tests: JSON is YAML, so that the text of one is its model. */
export function yamlOf(model: Partial<ContentModel> = {}): string {
  return JSON.stringify({ ...emptyModel, ...model }, null, 1);
}

/** What a host says of a text of `yamlOf`, and of the trial texts that lists are checked with. */
export function describe(yaml: string): ConfigView {
  if (yaml.startsWith('apiVersion:')) return { yaml, problems: faultsOfNames(yaml), sentences: [] };
  try {
    const model = JSON.parse(yaml) as ContentModel;
    return { yaml, problems: [], model, sentences: [{ code: 'NOTHING', params: {} }] };
  } catch {
    const line = yaml.split('\n').findIndex((text) => text.includes('!')) + 1;
    return {
      yaml,
      problems: [
        {
          level: 'error',
          message: { code: 'CONFIG_YAML_SYNTAX', params: {}, affected: [] },
          line: Math.max(1, line),
          column: 1,
        },
      ],
      sentences: [],
    };
  }
}

/** Names with an upper-case letter or an open bracket are refused. */
function faultsOfNames(yaml: string): ConfigView['problems'] {
  return yaml.split('\n').flatMap((text, at) => {
    const name = /^ {4}- name: "(.*)"$/.exec(text)?.[1];
    if (name === undefined || !/[A-Z(]/.test(name)) return [];
    const message = { code: 'REFERENCE_WITHOUT_TAG', params: { reference: name }, affected: [] };
    return [{ level: 'error' as const, message, line: at + 1, column: 13 }];
  });
}

export function applyEdits(yaml: string, asked: CommandInput<'config.apply'>['edits']): ConfigView {
  const edits = configEditSchema.array().parse(asked);
  const model = JSON.parse(yaml) as ContentModel;
  return describe(JSON.stringify(edits.reduce(applyEdit, model), null, 1));
}

function applyEdit(model: ContentModel, edit: ConfigEdit): ContentModel {
  const images = model.additionalImages;
  switch (edit.kind) {
    case 'architectures':
      return { ...model, architectures: edit.architectures };
    case 'graph':
      return { ...model, graph: edit.value };
    case 'kubeVirt':
      return { ...model, kubeVirt: edit.value };
    case 'archiveSize': {
      const { archiveSize: _former, ...rest } = model;
      return edit.gib === null ? rest : { ...rest, archiveSize: edit.gib };
    }
    case 'channel': {
      const { name, minVersion, maxVersion, full, shortestPath } = edit;
      const channel = {
        name,
        ...(minVersion !== null && { minVersion }),
        ...(maxVersion !== null && { maxVersion }),
        full,
        shortestPath,
      };
      const isThere = model.channels.some((one) => one.name === name);
      return {
        ...model,
        channels: isThere
          ? model.channels.map((one) => (one.name === name ? channel : one))
          : [...model.channels, channel],
      };
    }
    case 'removeChannel':
      return { ...model, channels: model.channels.filter(({ name }) => name !== edit.name) };
    case 'addImages':
      return { ...model, additionalImages: [...images, ...edit.names.map((name) => ({ name }))] };
    case 'removeImages':
      return { ...model, additionalImages: images.filter(({ name }) => !edit.names.includes(name)) };
    case 'replaceImage':
      return {
        ...model,
        additionalImages: images.map((image) =>
          image.name === edit.name ? { ...image, name: edit.by } : image,
        ),
      };
    case 'addBlocked':
      return { ...model, blockedImages: [...model.blockedImages, edit.pattern] };
    case 'removeBlocked':
      return { ...model, blockedImages: model.blockedImages.filter((one) => one !== edit.pattern) };
    case 'addCatalog':
    case 'removeCatalog':
    case 'catalogFull':
    case 'package':
    case 'removePackages':
      return { ...model, operators: applyOperatorEdit(model.operators, edit) };
    case 'wholeChartRepository':
    case 'removeChartRepository':
    case 'addChart':
    case 'changeChart':
    case 'removeChart':
    case 'addLocalChart':
    case 'changeLocalChart':
    case 'removeLocalChart': {
      const helm = applyChartEdit(model.helm, edit);
      const named = helm.repositories.map(({ charts }) => Math.max(1, charts.length));
      return { ...model, helm, helmCharts: named.reduce((sum, one) => sum + one, helm.local.length) };
    }
  }
}

/** 4.15.0 to 4.15.2 and 4.14.0 to 4.14.2; from 4.14.2 to 4.15.1 only conditionally. */
export function sampleGraph(over: Partial<ReleaseGraphView> = {}): ReleaseGraphView {
  const channels = ['stable-4.15'];
  const risk = { name: 'NodeTrouble', message: 'Nodes may not come back.', url: 'https://example.test/1' };
  return {
    channel: 'stable-4.15',
    architecture: 'amd64',
    origin: 'update-service',
    nodes: ['4.15.2', '4.14.0', '4.14.1', '4.14.2', '4.15.0', '4.15.1'].map((version) => ({
      version,
      channels,
    })),
    edges: [
      { from: '4.14.0', to: '4.14.1', risks: [] },
      { from: '4.14.0', to: '4.14.2', risks: [] },
      { from: '4.14.1', to: '4.14.2', risks: [] },
      { from: '4.14.2', to: '4.15.0', risks: [] },
      { from: '4.14.2', to: '4.15.1', risks: [risk] },
      { from: '4.15.0', to: '4.15.2', risks: [] },
    ],
    findings: [],
    ...over,
  };
}

export function contentClient(handlers: FakeHandlers = {}, role: AppInfo['role'] = 'controller'): FakeClient {
  return createFakeClient({
    'app.info': () => ({ ...sampleInfo, role }),
    'settings.get': () => new Promise(() => undefined),
    'practice.status': () => ({ running: false }),
    'jobs.list': () => ({ jobs: [], total: 0 }),
    'config.describe': ({ yaml }) => describe(yaml),
    'config.apply': ({ yaml, edits }) => applyEdits(yaml, edits),
    'config.templates': () => ({ templates: [{ id: 'releases', yaml: yamlOf({ graph: true }) }] }),
    'content.refresh': () => ({}),
    'releases.channels': () => ({
      channels: ['stable-4.16', 'fast-4.16', 'stable-4.15'].map((name) => ({
        name,
        group: name.split('-')[0] ?? '',
        minor: name.split('-')[1] ?? '',
      })),
      origin: 'update-service',
    }),
    'releases.graph': ({ channel, architecture }) => sampleGraph({ channel, architecture }),
    'releases.paths': () => ({ paths: [] }),
    'images.resolve': ({ references }) => ({
      images: references.map((reference) => ({
        reference,
        digest: `sha256:${'a'.repeat(64)}`,
        pinned: `${reference.replace(/:[^:/]*$/, '')}@sha256:${'a'.repeat(64)}`,
        bytes: 1024 ** 2,
        platforms: ['linux/amd64'],
      })),
    }),
    'paths.places': () => ({ places: [] }),
    'drives.list': () => ({ drives: [] }),
    ...handlers,
  });
}

export const request = {
  flow: 'export',
  site: 'connected',
  yaml: yamlOf(),
  source: { kind: 'upstream' },
  destination: { kind: 'archive', folder: 'p_00000000000000000000000000000000' },
  options: {
    selfContained: false,
    reproducible: false,
    replacePrevious: false,
    strictArchive: false,
    addIntermediate: false,
    trustTarget: false,
    olderSet: false,
    verifyFirst: false,
    sign: false,
    approvedOnly: false,
    layout: 'oc-mirror',
    ignoreReleaseSignature: false,
  },
  afterwards: { verify: true, eject: false },
} as unknown as RunRequest;

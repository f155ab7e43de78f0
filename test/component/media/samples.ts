import {
  pathTokenSchema,
  type ArchiveView,
  type CustodyRecordView,
  type CustodyView,
  type Drive,
  type PathFacts,
  type PathToken,
  type SetBrief,
} from '../../../core/contract/index.ts';
import { createFakeClient, type FakeClient, type FakeHandlers } from '../support/fake-client.ts';
import { sampleInfo } from '../support/samples.ts';

export const gib = 1024 ** 3;

/** A token that is told apart by a number. */
export function tokenOf(number: number): PathToken {
  return pathTokenSchema.parse(`p_${String(number).padStart(32, '0')}`);
}

export const brief: SetBrief = {
  kind: 'sluice',
  setId: 'set-1',
  generation: 3,
  parentGeneration: 2,
  createdAt: '2026-01-01T00:00:00Z',
  target: 'north',
  complete: 'complete',
  releases: ['4.18.1', '4.18.2', '4.18.3', '4.18.4', '4.18.5', '4.18.6'],
  bytes: 47 * gib,
  chunks: 12,
  problems: [],
};

export function factsOf(token: PathToken, overrides: Partial<PathFacts> = {}): PathFacts {
  return {
    token,
    purpose: 'archive-out',
    display: '/media/stick',
    name: 'stick',
    kind: 'directory',
    writable: true,
    freeBytes: 50 * gib,
    totalBytes: 64 * gib,
    fileSystem: 'ext4',
    driveId: 'uuid-1',
    ...overrides,
  };
}

export function driveOf(number: number, overrides: Partial<Drive> = {}): Drive {
  return {
    id: `uuid-${number}`,
    label: `STICK${number}`,
    model: 'Acme Traveller',
    kind: 'usb',
    removable: true,
    capacity: 64 * gib,
    free: 50 * gib,
    fileSystem: 'ext4',
    readOnly: false,
    mounted: true,
    mountPoint: `/media/stick${number}`,
    root: tokenOf(number),
    statuses: [],
    sets: [],
    ...overrides,
  };
}

export const archive: ArchiveView = {
  brief,
  display: '/media/stick/content',
  tool: 'sluice 0.1.0',
  layout: 'oc-mirror',
  configuration: 'kind: ImageSetConfiguration\n',
  releases: [
    { version: '4.18.1', digest: `sha256:${'a'.repeat(64)}`, signature: 'verified' },
    { version: '4.18.2', digest: `sha256:${'b'.repeat(64)}`, signature: 'ignored' },
    { version: '4.18.3' },
  ],
  images: { release: 380, operator: 0, additional: 2, helm: 0 },
  expectedBlobs: 120,
  expectedBytes: 3 * gib,
  missing: [],
  chunks: Array.from({ length: 12 }, (_, index) => ({
    name: `mirror_${String(index + 1).padStart(6, '0')}.tar`,
    size: 4 * gib,
    ...(index < 11 && { sha256: String(index % 10).repeat(64) }),
  })),
  repositories: 4,
  tags: 380,
  blobs: 2000,
  blobBytes: 46 * gib,
  earlier: [],
  findings: [],
};

const acted: CustodyRecordView = {
  record: 1,
  time: '2026-11-20T08:00:00.000Z',
  kind: 'created',
  person: 'Li Hua',
  host: 'bastion',
  tool: 'sluice 0.1.0',
  result: 'good',
  details: {},
  vouched: true,
};

export const custody: CustodyView = {
  place: 'set',
  display: '/media/stick/content/custody.jsonl',
  state: 'whole',
  records: 3,
  hash: 'c'.repeat(64),
  newest: [
    acted,
    { ...acted, record: 2, kind: 'written', clockBack: 30 },
    {
      ...acted,
      record: 3,
      kind: 'imported',
      result: 'incomplete',
      person: 'Ada',
      host: 'gate',
      sealNumber: '4711',
      medium: 'STICK · uuid-1',
    },
  ],
  notices: [],
};

/** A host whose every path can be described. */
export function mediaClient(drives: readonly Drive[], handlers: FakeHandlers = {}): FakeClient {
  return createFakeClient({
    'app.info': () => sampleInfo,
    'drives.list': () => ({ drives: [...drives] }),
    'custody.read': () => custody,
    'paths.places': () => ({ places: [] }),
    'paths.describe': ({ token }) => factsOf(token as PathToken),
    ...handlers,
  });
}

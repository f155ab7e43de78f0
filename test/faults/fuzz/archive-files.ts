import { crc32 } from 'node:zlib';
import {
  canonicalJson,
  chunkFilesOf,
  closureOf,
  manifestName,
  parseManifest,
  type SetManifest,
} from '../../../core/archive/index.ts';
import { decodeIndexLine } from '../../../core/archive/manifest/index-file.ts';
import { decodeHead, decodeIndex, encodeIndex } from '../../../core/catalog/read/store/index-format.ts';
import { parseManifest as parseImage, parseJsonStrict, rawManifest } from '../../../core/image/index.ts';
import { decodeLine, encodeLine } from '../../../core/ledger/journal-line.ts';
import { chooseBaseline, historyName } from '../../../core/ledger/history-name.ts';
import { digestOf, isDigest } from '../../../core/reference/index.ts';
import { exportRecordSchema, importRecordSchema, replayExport } from '../../../core/transfer/index.ts';
import { readManifest as readStored } from '../../../core/practice/store/manifest-document.ts';
import { describeContent, imageDocument, indexDocument, indexEntry } from '../../support/image-manifests.ts';
import { mediaTypes } from '../../../core/image/index.ts';
import { mutateBytes } from './mutate-bytes.ts';
import { mutateJson } from './mutate-json.ts';
import { mutateText } from './mutate-text.ts';
import { fuzzTarget, holds, type FuzzTarget } from './target.ts';

const digest = digestOf('x');
const sha256 = 'c'.repeat(64);

const setManifest: SetManifest = {
  format: 'sluice-set',
  formatVersion: 1,
  setId: '00000000-0000-4000-8000-000000000001',
  generation: 2,
  parent: { setId: '00000000-0000-4000-8000-000000000000', generation: 1 },
  createdAt: '2026-01-02T03:04:05Z',
  tool: { name: 'sluice', version: '0.1.0' },
  target: 'enclave',
  configuration: { sha256 },
  layout: 'current',
  images: [
    {
      type: 'generic',
      origin: 'quay.io/a/b:1',
      repository: 'a/b',
      tag: '1',
      digest,
      mediaType: mediaTypes.ociManifest,
      size: 500,
      platforms: ['linux/amd64'],
    },
  ],
  closures: { [digest]: [digestOf('a'), digestOf('b')] },
  expected: [{ digest: digestOf('a'), size: 7 }],
  releases: [
    { version: '4.18.1', tag: '4.18.1-x86_64', digest, signature: { status: 'verified', keyId: 'ab' } },
  ],
  chunks: [
    { name: 'mirror_000001.tar', size: 10240, sha256, entries: 3 },
    {
      name: 'mirror_000002.tar',
      size: 10240,
      sha256,
      entries: 1,
      parts: [
        { name: 'mirror_000002.part-0001', size: 10000, sha256, head: sha256 },
        { name: 'mirror_000002.part-0002', size: 240, sha256, head: sha256 },
      ],
    },
  ],
  index: { name: 'sluice-index.jsonl', size: 100, sha256 },
  files: [{ name: 'imageset-config.yaml', size: 10, sha256 }],
  totals: { entries: 3, blobs: 2, blobBytes: 10, files: 1, fileBytes: 4, bytes: 10240 },
  complete: 'complete',
  missing: [],
};

const setManifests = fuzzTarget({
  name: 'set manifests',
  draw: (random) => mutateJson(random, setManifest, [digest, 'mirror_000001.tar', '../x', '2', 'complete']),
  parse: (text) => {
    const read = parseManifest(Buffer.from(text));
    const again = parseManifest(canonicalJson(read));
    holds(canonicalJson(again).equals(canonicalJson(read)), `another ${manifestName} when written again`);
    for (const image of read.images) {
      const { included, expected } = closureOf(read, image.digest);
      holds(included.length + expected.length > 0, 'an image of nothing');
    }
    for (const { name } of chunkFilesOf(read))
      holds(/^mirror_\d{6}\.(?:tar|part-\d{4})$/.test(name), 'a chunk elsewhere');
    return read;
  },
});

const indexLines = [
  { chunk: 1, digest, offset: 512, size: 10 },
  { chunk: 2, name: 'working-dir/internal/x', offset: 1024, sha256, size: 0 },
];

const setIndex = fuzzTarget({
  name: 'set index lines',
  draw: (random) => mutateJson(random, random.pick(indexLines), [digest, '../x', '1e9']),
  parse: (line) => {
    const read = decodeIndexLine(line);
    if (read === undefined) return read;
    for (const number of [read.chunk, read.offset, read.size])
      holds(Number.isSafeInteger(number) && number >= 0, 'a place that is none');
    holds(!('digest' in read) || isDigest(read.digest), 'a digest that is none');
    return read;
  },
});

const layered = imageDocument({
  subject: describeContent('s', mediaTypes.ociManifest),
  annotations: { a: 'b' },
  layers: [
    describeContent('x', mediaTypes.ociLayerGzip, { data: Buffer.from('x').toString('base64') }),
    describeContent('foreign', 'application/vnd.docker.image.rootfs.foreign.diff.tar.gzip', {
      urls: ['https://x'],
    }),
  ],
});
const documents = [
  layered,
  imageDocument({ mediaType: mediaTypes.dockerManifest }),
  indexDocument([indexEntry('linux/amd64'), indexEntry('linux/arm64/v8')]),
  { mediaType: mediaTypes.ociArtifact, blobs: [describeContent('b', 'x/y')] },
];
const manifestPieces = [
  'layers',
  'Layers',
  'manifests',
  'config',
  'fsLayers',
  'blobs',
  'mediaType',
  'digest',
  'size',
  digest,
  mediaTypes.dockerList,
];
const types = ['', 'application/json', ...Object.values(mediaTypes)];

/** registry-client.md M3 to M6: what was accepted is safe to act on, and its bytes are what they were. */
const manifest = fuzzTarget({
  name: 'manifests',
  draw: (random) => mutateJson(random, random.pick(documents), manifestPieces),
  parse: (text, random) => {
    const bytes = Buffer.from(text);
    const type = random.pick(types);
    readStored(bytes, type);
    const raw = rawManifest(bytes, type);
    holds(raw.descriptor.digest === digestOf(bytes) && raw.bytes.equals(bytes), 'other bytes than were read');
    const read = parseImage(raw);
    const descriptors =
      read.kind === 'index'
        ? read.manifests
        : read.kind === 'image'
          ? [read.config, ...read.layers]
          : read.blobs;
    for (const { size, digest: one } of descriptors) {
      holds(isDigest(one) && Number.isSafeInteger(size) && size >= 0, 'a descriptor of nothing');
    }
    const plain = JSON.parse(text) as Record<string, unknown>;
    const kinds = ['manifests', 'layers', 'blobs', 'fsLayers'].filter((key) => plain[key] !== undefined);
    holds(kinds.length === 1, 'two documents in one');
    return read;
  },
});

const strictJson = fuzzTarget({
  name: 'strict JSON',
  draw: (random) =>
    mutateJson(random, { a: [{ b: 1, c: '\\"', d: null }], e: { f: {} } }, ['a', 'b', '"', '\\', '{', '}']),
  parse: (text) => {
    const read = parseJsonStrict(text);
    holds(JSON.stringify(read) === JSON.stringify(JSON.parse(text)), 'something else than JSON.parse reads');
    return undefined;
  },
});

const records = [
  { type: 'session', setId: 's' },
  { type: 'entry', name: 'x', digest, chunk: 1, offset: 512, size: 1, end: 1024 },
  { type: 'durable', chunk: 1, length: 1024 },
  { type: 'cut', chunk: 1, length: 0 },
  { type: 'baseline', target: 't', history: '.history-x' },
  { type: 'stored', digest, repository: 'a/b' },
];

const journal = fuzzTarget({
  name: 'journal lines',
  draw: (random) => {
    const payload = Buffer.from(mutateJson(random, random.pick(records), ['type', 'entry', digest]));
    const sum = crc32(payload).toString(16).padStart(8, '0');
    const line = Buffer.concat([Buffer.from(`[${payload.length},"${sum}",`), payload, Buffer.from(']')]);
    return random.between(0, 1) === 0 ? line : mutateBytes(random, line);
  },
  parse: (line) => {
    const read = decodeLine(line);
    if (read === undefined) return undefined;
    const known = exportRecordSchema.safeParse(read.record);
    if (known.success) {
      holds(decodeLine(encodeLine(known.data).subarray(0, -1)) !== undefined, 'what is written is not read');
      replayExport([known.data, known.data]);
    }
    return importRecordSchema.safeParse(read.record).data ?? known.data;
  },
});

const histories = ['.history-2026-01-01T00:00:00Z', '.history-2024-02-29T23:59:59+02:00', '.history-x'];

const historyNames = fuzzTarget({
  name: 'names of histories',
  own: true,
  draw: (random) =>
    mutateText(random, random.pick(histories), ['Z', 'T', ':', '-', '+24:00', '0000', '2026-02-30']),
  parse: (name) => {
    const chosen = chooseBaseline([name]);
    if (chosen === undefined) return undefined;
    const again = chooseBaseline([historyName(chosen.time)]);
    holds(
      again !== undefined && Math.abs(again.time.getTime() - chosen.time.getTime()) < 1000,
      'another time when written again',
    );
    return chosen;
  },
});

const place = { offset: 0, length: 2 };
const keptIndex = encodeIndex(
  { digest, repository: 'r/c', label: '/configs', packages: 1, bundles: 0, contentBytes: 2 },
  {
    packages: [{ name: 'p', channels: [], bundles: [], deprecations: [], others: [], place }],
    others: [],
    findings: [],
    checksums: [0, 1],
  },
);

const keptCatalog = fuzzTarget({
  name: 'kept catalogues',
  draw: (random) => mutateBytes(random, keptIndex),
  parse: (bytes) => {
    const head = decodeHead(bytes);
    const index = decodeIndex(bytes);
    holds(index === undefined || head !== undefined, 'a body without a head');
    return index;
  },
});

export const archiveFileTargets: readonly FuzzTarget[] = [
  setManifests,
  setIndex,
  manifest,
  strictJson,
  journal,
  historyNames,
  keptCatalog,
];

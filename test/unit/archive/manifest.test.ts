import { describe, expect, it } from 'vitest';
import { canonicalJson, closureOf, parseManifest } from '../../../core/archive/index.ts';
import { decodeIndexLine, encodeIndex } from '../../../core/archive/manifest/index-file.ts';
import { digestOf } from '../../../core/reference/index.ts';
import { codeOf, manifestInput, temporaryFolder, testBlob, writeSet } from '../../support/archive-world.ts';

const [index, arm, amd, base, layer] = ['index', 'arm', 'amd', 'base', 'layer'].map((text) => digestOf(text));
if (index === undefined || arm === undefined || amd === undefined) throw new Error('unreachable');
if (base === undefined || layer === undefined) throw new Error('unreachable');

describe('when a manifest is written', () => {
  it('has sorted keys, so that equal content gives equal bytes', () => {
    expect(canonicalJson({ b: 1, a: { d: [{ z: 1, y: 2 }], c: undefined } }).toString()).toBe(
      '{\n  "a": {\n    "d": [\n      {\n        "y": 2,\n        "z": 1\n      }\n    ]\n  },\n  "b": 1\n}\n',
    );
  });

  it('holds no fractions, and no number that other readers would round', () => {
    expect(() => canonicalJson({ a: 0.5 })).toThrow(RangeError);
    expect(() => canonicalJson({ a: 2 ** 53 })).toThrow(RangeError);
  });

  it('can be read again and says what was written', async () => {
    const blobs = [testBlob(10, 1), testBlob(20, 2)];
    const { manifest, bytes } = await writeSet(await temporaryFolder(), blobs, {
      manifest: { parent: { setId: 'the-parent', generation: 6 }, generation: 7 },
    });
    expect(parseManifest(bytes)).toEqual(manifest);
    expect(canonicalJson(manifest).equals(bytes)).toBe(true);
    expect(manifest).toMatchObject({
      format: 'sluice-set',
      formatVersion: 1,
      generation: 7,
      files: [{ name: 'imageset-config.yaml', size: 28 }],
      totals: { entries: 2, blobs: 2, blobBytes: 30, files: 0, fileBytes: 0 },
    });
  });
});

describe('when a manifest is read', () => {
  const valid = {
    ...manifestInput(),
    format: 'sluice-set',
    formatVersion: 1,
    chunks: [],
    index: { name: 'sluice-index.jsonl', size: 0, sha256: 'a'.repeat(64) },
    files: [],
    totals: { entries: 0, blobs: 0, blobBytes: 0, files: 0, fileBytes: 0, bytes: 0 },
  };
  const read = async (changes: object): Promise<unknown> =>
    parseManifest(canonicalJson({ ...valid, ...changes }));

  it('passes over fields that it does not know', async () => {
    expect(await read({ future: true })).not.toHaveProperty('future');
  });

  it.each([
    [{ format: 'other' }],
    [{ formatVersion: 0 }],
    [{ setId: '../x' }],
    [{ setId: '' }],
    [{ generation: 0 }],
    [{ createdAt: 'yesterday' }],
    [{ configuration: { sha256: 'A'.repeat(64) } }],
    [{ chunks: [{ name: '../mirror_000001.tar', size: 1, sha256: 'a'.repeat(64), entries: 1 }] }],
    [{ chunks: [{ name: 'mirror_000000.tar', size: 1, sha256: 'a'.repeat(64), entries: 1 }] }],
    [{ chunks: [{ name: 'mirror_000001.tar', size: -1, sha256: 'a'.repeat(64), entries: 1 }] }],
    [{ closures: { 'sha256:../x': [] } }],
    [{ closures: { [index]: ['sha256:short'] } }],
    [{ expected: [{ digest: 'md5:x', size: 1 }] }],
    [{ images: [{ type: 'unheard-of' }] }],
    [{ complete: 'perhaps' }],
  ])('refuses %j', async (changes) => {
    expect(await codeOf(read(changes))).toBe('ARCHIVE_MANIFEST_INVALID');
  });

  it('refuses JSON with a key given twice', () => {
    const text = canonicalJson(valid)
      .toString()
      .replace('"generation": 1', '"generation": 1,\n  "generation": 2');
    expect(() => parseManifest(Buffer.from(text))).toThrow('ARCHIVE_MANIFEST_INVALID');
  });
});

describe('when a closure is asked for', () => {
  const closures = { [index]: [arm, amd], [arm]: [base, layer], [amd]: [base] };

  it('has every digest once, and knows what the target is expected to have', () => {
    expect(closureOf({ closures, expected: [{ digest: base, size: 1 }] }, index)).toEqual({
      included: [index, arm, amd, layer],
      expected: [base],
    });
  });

  it('ends although a table may lead in a circle', () => {
    expect(closureOf({ closures: { [arm]: [amd], [amd]: [arm] }, expected: [] }, arm).included).toEqual([
      arm,
      amd,
    ]);
  });
});

describe('when the index is written', () => {
  it('is in the order of the medium, with the final numbers of the chunks', () => {
    const bytes = encodeIndex(
      [
        { name: 'working-dir/x', chunk: 3, offset: 512, size: 5, end: 1024, sha256: 'a'.repeat(64) },
        { name: 'blob', chunk: 1, offset: 2048, size: 6, end: 2560, digest: base },
        { name: 'link', chunk: 1, offset: 512, size: 71, end: 1024 },
      ],
      new Map([
        [1, 1],
        [3, 2],
      ]),
    );
    expect(bytes.toString().trimEnd().split('\n').map(decodeIndexLine)).toEqual([
      { name: 'link', chunk: 1, offset: 512, size: 71 },
      { digest: base, chunk: 1, offset: 2048, size: 6 },
      { name: 'working-dir/x', chunk: 2, offset: 512, size: 5, sha256: 'a'.repeat(64) },
    ]);
  });

  it.each([
    '',
    '{',
    '[]',
    '{"digest":"sha256:x","size":1,"chunk":1,"offset":0}',
    '{"name":"a","size":-1,"chunk":1,"offset":0}',
  ])('does not take %s for a line', (line) => {
    expect(decodeIndexLine(line)).toBeUndefined();
  });
});

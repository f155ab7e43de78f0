import { afterEach, describe, expect, it } from 'vitest';
import { createMemoryStore, type WritableStore } from '../../../core/practice/index.ts';
import { digestOf, type Digest } from '../../../core/reference/index.ts';
import {
  forgetUnreferenced,
  personalities,
  personalityOptions,
  resumes,
  type Personality,
  type PersonalityName,
} from '../../support/personalities/index.ts';
import {
  errorCode,
  ociIndex,
  runRegistry,
  sampleBytes,
  sampleImage,
  type RunningRegistry,
} from '../../support/practice-client.ts';

const bytes = sampleBytes(300_000, 'personalities');
const digest = digestOf(bytes);
const repository = 'team/app';
const uploads = `/v2/${repository}/blobs/uploads/`;

let registry: RunningRegistry;
let store: WritableStore;
/** The request after which the connection breaks, and how far its body comes. */
let breaking: { readonly method: string; readonly afterBytes: number } | undefined;
afterEach(() => registry.close());

async function run(personality: Personality): Promise<void> {
  breaking = undefined;
  store = createMemoryStore();
  registry = await runRegistry({
    store,
    ...personalityOptions(personality),
    before: ({ method }) => {
      if (method !== breaking?.method) return undefined;
      const { afterBytes } = breaking;
      breaking = undefined;
      return { kind: 'cut-upload', afterBytes };
    },
  });
}

interface Answer {
  readonly status: number;
  readonly location: string | null;
  readonly range: string | null;
}

async function ask(method: string, at: string, part?: Buffer, contentRange?: string): Promise<Answer> {
  const response = await registry.call(at, {
    method,
    ...(part !== undefined && { body: new Uint8Array(part) }),
    ...(contentRange !== undefined && { headers: { 'content-range': contentRange } }),
  });
  await response.arrayBuffer();
  const { status, headers } = response;
  return { status, location: headers.get('location'), range: headers.get('range') };
}

async function start(query = ''): Promise<Answer & { readonly location: string }> {
  const answer = await ask('POST', `${uploads}${query}`);
  expect(answer.status).toBe(202);
  return { ...answer, location: answer.location ?? '' };
}

/** An upload that has the first `size` bytes. */
async function begun(size: number): Promise<string> {
  const { location } = await start();
  const answer = await ask('PATCH', location, bytes.subarray(0, size));
  return answer.location ?? '';
}

/** The old location of an upload whose PATCH broke off after `size` bytes. */
async function brokenAt(size: number, method = 'PATCH'): Promise<string> {
  const { location } = await start();
  breaking = { method, afterBytes: size };
  const target = method === 'PUT' ? withDigest(location) : location;
  await expect(ask(method, target, bytes)).rejects.toThrow();
  return location;
}

function withDigest(location: string, wanted: Digest = digest): string {
  return `${location}${location.includes('?') ? '&' : '?'}digest=${encodeURIComponent(wanted)}`;
}

/** What section 1.10 of registry-client.md says of each, in the words of the answers. */
interface Expected {
  /** GET of the location that an upload had before its PATCH broke after 100 bytes. */
  readonly brokenStatus: readonly [status: number, range: string | null, repeatsLocation: boolean];
  readonly startRange: string;
  readonly emptyStatusRange: string | null;
  readonly chunk: readonly [status: number, range: string];
  /** A piece from byte 200 of an upload of 100, one from byte 50, one that does not say. */
  readonly beyond: readonly [status: number, range: string];
  readonly overlapping: readonly [status: number, range: string];
  readonly unplaced: readonly [status: number, range: string];
  readonly wholeByPost: 201 | 202;
  readonly mount: 201 | 202;
  readonly commit: 201 | 204;
  readonly smallestChunk: string | null;
  readonly referrers: 200 | 404;
  readonly sparse: 201 | 400;
  readonly missing: string;
}

const distribution3: Expected = {
  brokenStatus: [204, '0-99', true],
  startRange: '0-0',
  emptyStatusRange: '0-0',
  chunk: [202, '0-99'],
  beyond: [416, '0-99'],
  overlapping: [416, '0-99'],
  unplaced: [202, '0-149'],
  wholeByPost: 202,
  mount: 201,
  commit: 201,
  smallestChunk: null,
  referrers: 404,
  sparse: 201,
  missing: 'MANIFEST_BLOB_UNKNOWN',
};
const distribution28: Expected = {
  ...distribution3,
  brokenStatus: [404, null, false],
  beyond: [202, '0-149'],
  overlapping: [202, '0-149'],
  sparse: 400,
};
const expected: Readonly<Record<PersonalityName, Expected>> = {
  dist28: distribution28,
  dist3: distribution3,
  quay: {
    ...distribution3,
    brokenStatus: [204, 'bytes=0-100', false],
    startRange: 'bytes=0--1',
    emptyStatusRange: 'bytes=0-0',
    beyond: [416, '0-100'],
    // The first 50 of its 50 bytes are there already.
    overlapping: [202, '0-99'],
    wholeByPost: 201,
    referrers: 200,
    sparse: 400,
    missing: 'MANIFEST_INVALID',
  },
  ecr: {
    ...distribution3,
    brokenStatus: [405, null, false],
    emptyStatusRange: null,
    chunk: [201, '0-99'],
    unplaced: [201, '0-149'],
    mount: 202,
    smallestChunk: '1310720',
    referrers: 200,
    sparse: 400,
  },
  nexus: { ...distribution3, commit: 204, sparse: 400 },
  harbor: { ...distribution28, referrers: 200 },
};

describe.each(personalities.map((personality) => [personality.name, personality] as const))(
  'when a registry behaves like %s',
  (name, personality) => {
    const says = expected[name];

    it('stores a blob sent in one request', async () => {
      await run(personality);
      const { location } = await start();
      expect((await ask('PUT', withDigest(location), bytes)).status).toBe(says.commit);
      expect(store.index.linked()).toEqual(new Map([[digest, bytes.length]]));
      expect(registry.openUploads()).toBe(0);
    });

    it('says in its own way how much of an upload it has', async () => {
      await run(personality);
      const begin = await registry.call(uploads, { method: 'POST' });
      expect(begin.headers.get('range')).toBe(says.startRange);
      expect(begin.headers.get('oci-chunk-min-length')).toBe(says.smallestChunk);
      const location = begin.headers.get('location') ?? '';
      expect((await ask('GET', location)).range).toBe(says.emptyStatusRange);
      const chunk = await ask('PATCH', location, bytes.subarray(0, 100), '0-99');
      expect([chunk.status, chunk.range]).toEqual(says.chunk);
    });

    it('answers a status question after a broken connection', async () => {
      await run(personality);
      const answer = await ask('GET', await brokenAt(100));
      expect([answer.status, answer.range, answer.location !== null]).toEqual(says.brokenStatus);
      // What distribution 2.8 is asked for through an old location, it gives up.
      expect(registry.openUploads()).toBe(answer.status === 404 ? 0 : 1);
    });

    it('goes on after a broken connection, or has forgotten the upload', async () => {
      await run(personality);
      const location = await brokenAt(100, 'PUT');
      const rest = bytes.subarray(100);
      const answer = await ask('PUT', withDigest(location), rest, `100-${bytes.length - 1}`);
      // Without a status only a guess brought the right place here.
      expect(answer.status).toBe(resumes(personality) || name === 'ecr' ? says.commit : 404);
    });

    it('places a piece that does not begin where the upload ends', async () => {
      await run(personality);
      const piece = bytes.subarray(0, 50);
      for (const [contentRange, [status, range]] of [
        ['200-249', says.beyond],
        ['50-99', says.overlapping],
        [undefined, says.unplaced],
      ] as const) {
        const answer = await ask('PATCH', await begun(100), piece, contentRange);
        expect([contentRange, answer.status, answer.range]).toEqual([contentRange, status, range]);
      }
    });

    it('refuses wrong bytes and gives the upload up', async () => {
      await run(personality);
      const { location } = await start();
      const response = await registry.call(withDigest(location, digestOf('other')), {
        method: 'PUT',
        body: new Uint8Array(bytes),
      });
      expect([response.status, await errorCode(response)]).toEqual([400, 'DIGEST_INVALID']);
      expect((await ask('GET', location)).status).toBe(404);
      expect(registry.openUploads()).toBe(0);
    });

    it('takes a whole blob with the first request, or only begins an upload', async () => {
      await run(personality);
      const query = `?digest=${encodeURIComponent(digest)}`;
      expect((await ask('POST', `${uploads}${query}`, bytes)).status).toBe(says.wholeByPost);
      expect(store.index.isLinked(digest)).toBe(says.wholeByPost === 201);
    });

    it('mounts what another repository has', async () => {
      await run(personality);
      await store.record({ op: 'blob', repository: 'other', digest, size: bytes.length });
      const mount = (query: string): Promise<Answer> => ask('POST', `${uploads}?mount=${digest}${query}`);
      expect((await mount('&from=other')).status).toBe(says.mount);
      expect((await mount('&from=nowhere')).status).toBe(202);
      expect((await mount('')).status).toBe(202);
    });

    it('refuses a manifest whose content is missing, in its own words', async () => {
      await run(personality);
      const missing = digestOf('missing');
      const image = await imageIn('a', { layers: [layerOf(missing)] });
      const response = await registry.pushManifest(repository, 'v1', image.manifest);
      const body = await response.text();
      expect([response.status, body.includes(says.missing), body.includes(missing)]).toEqual([
        400,
        true,
        true,
      ]);
    });

    it('takes or refuses an index whose children are not all there', async () => {
      await run(personality);
      const child = await imageIn('child');
      const response = await registry.pushManifest(repository, 'list', indexOf(child.digest));
      expect(response.status).toBe(says.sparse);
    });

    it('keeps a list of referrers, or knows nothing of them', async () => {
      await run(personality);
      const subject = { mediaType: 'application/vnd.oci.image.manifest.v1+json', digest, size: 7 };
      const image = await imageIn('referrer', { subject });
      const response = await registry.pushManifest(repository, 'v1', image.manifest);
      expect(response.status).toBe(201);
      expect(response.headers.has('oci-subject')).toBe(says.referrers === 200);
      expect((await registry.call(`/v2/${repository}/referrers/${digest}`)).status).toBe(says.referrers);
    });
  },
);

describe('when a registry forgets what no tag leads to', () => {
  it('loses blobs without a manifest and manifests without a tag, and keeps the rest', async () => {
    const [personality] = personalities.filter(({ forgets }) => forgets);
    if (personality === undefined) throw new Error('none forgets');
    await run(personality);
    const [kept, child] = [await imageIn('kept'), await imageIn('child')];
    const others = blobsHeld();
    const alone = await imageIn('alone');
    const blobsOfAlone = blobsHeld().filter((one) => !others.includes(one));
    for (const [reference, image] of [
      ['kept', kept],
      [child.digest, child],
      [alone.digest, alone],
    ] as const) {
      expect((await registry.pushManifest(repository, reference, image.manifest)).status).toBe(201);
    }
    expect((await registry.pushManifest(repository, 'list', indexOf(child.digest))).status).toBe(201);
    const gone = await forgetUnreferenced(store, repository);
    expect(new Set(gone)).toEqual(new Set([...blobsOfAlone, alone.digest]));
    expect((await ask('HEAD', `/v2/${repository}/manifests/${child.digest}`)).status).toBe(200);
    expect((await ask('HEAD', `/v2/${repository}/manifests/${alone.digest}`)).status).toBe(404);
  });
});

/** A small image whose blobs are in the repository, whatever ways of pushing the registry knows. */
async function imageIn(seed: string, extra: object = {}) {
  const put = async (_: string, content: Buffer): Promise<Digest> => {
    const { location } = await start();
    const wanted = digestOf(content);
    await ask('PUT', withDigest(location, wanted), content);
    return wanted;
  };
  return sampleImage({ ...registry, pushBlob: put }, repository, seed, extra);
}

function blobsHeld(): readonly Digest[] {
  return [...(store.index.repository(repository)?.blobs.keys() ?? [])];
}

function layerOf(wanted: Digest): object {
  return { mediaType: 'application/vnd.oci.image.layer.v1.tar', digest: wanted, size: 7 };
}

function indexOf(child: Digest): object {
  return {
    schemaVersion: 2,
    mediaType: ociIndex,
    manifests: [{ mediaType: 'application/vnd.oci.image.manifest.v1+json', digest: child, size: 7 }],
  };
}

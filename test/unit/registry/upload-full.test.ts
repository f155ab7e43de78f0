import { afterEach, describe, expect, it } from 'vitest';
import { describeCode } from '../../../core/contract/index.ts';
import { rawManifest } from '../../../core/image/index.ts';
import { createMemoryStore, type Intervention, type RegistryRequest } from '../../../core/practice/index.ts';
import { digestOf } from '../../../core/reference/index.ts';
import { answerFailure, parseAnswerError } from '../../../core/registry/http/answer-error.ts';
import { personalityOptions, quay } from '../../support/personalities/index.ts';
import { ociImage, runRegistry, type RunningRegistry } from '../../support/practice-client.ts';
import { blobOf, codeOf, registryWorld, type World } from '../../support/registry-world.ts';

const denied = (message: string): string => JSON.stringify({ errors: [{ code: 'DENIED', message }] });
const unknown = (detail: unknown): string =>
  JSON.stringify({ errors: [{ code: 'UNKNOWN', message: 'unknown error', detail }] });
const path = '/var/lib/registry/docker/registry/v2/repositories/a/b/_uploads/cbe18565/data';

/** As each registry says it; distribution's were recorded from 2.8.2 with its storage on a full file system. */
const wordings: readonly (readonly [who: string, status: number, body: string, code: string])[] = [
  ['distribution, at a PUT', 500, unknown(`write ${path}: no space left on device`), 'TARGET_FULL'],
  [
    'distribution, at a POST',
    500,
    unknown({ DriverName: 'filesystem', Enclosed: { Op: 'write', Path: path, Err: 28 } }),
    'TARGET_FULL',
  ],
  [
    'distribution, on a file system with quotas',
    500,
    unknown({ DriverName: 'filesystem', Enclosed: { Op: 'mkdir', Path: path, Err: 122 } }),
    'TARGET_FULL',
  ],
  ['a web server', 507, '<html><h1>507 Insufficient Storage</h1></html>', 'TARGET_FULL'],
  ['one that says only the status', 507, '', 'TARGET_FULL'],
  [
    'Artifactory',
    413,
    denied('Datastore disk usage is too high. Contact your Artifactory administrator.'),
    'TARGET_FULL',
  ],
  [
    'MinIO below a registry',
    500,
    unknown('XMinioStorageFull: Storage backend has reached its minimum free drive threshold.'),
    'TARGET_FULL',
  ],
  [
    'Harbor 2',
    403,
    denied(
      'adding 20.3 MiB of storage resource, which when updated to current usage of 300.0 GiB will exceed the configured upper limit of 300.0 GiB.',
    ),
    'TARGET_QUOTA_USED_UP',
  ],
  [
    'Harbor 1.9',
    413,
    denied(
      'Quota exceeded when processing the request of adding 1.3 MiB, which when added to current usage of 235.9 MiB will exceed the configured upper limit of 100.0 MiB.',
    ),
    'TARGET_QUOTA_USED_UP',
  ],
  ['Quay', 403, denied('Quota has been exceed on namespace'), 'TARGET_QUOTA_USED_UP'],
  [
    'Quay, once it spells it right',
    403,
    denied('Quota has been exceeded on namespace'),
    'TARGET_QUOTA_USED_UP',
  ],
  [
    'Azure below a registry',
    500,
    unknown('ErrorCode=AccountSizeOverQuota: account storage usage is over quota.'),
    'TARGET_QUOTA_USED_UP',
  ],
  [
    'an account without the right',
    403,
    denied('requested access to the resource is denied'),
    'REGISTRY_ACCESS_DENIED',
  ],
  ['a limit of requests', 429, denied('quota exceeded'), 'REGISTRY_BUSY'],
  [
    'a limit of requests with another status',
    403,
    denied("Quota exceeded for quota metric 'Writes' and limit 'Writes per minute'."),
    'REGISTRY_ACCESS_DENIED',
  ],
  ['a registry that only fails', 500, unknown({}), 'REGISTRY_UNAVAILABLE'],
];

describe('when a registry has no room left', () => {
  const context = {
    host: 'r.example.com',
    what: '<upload of> ocp/release@sha256:1',
    credential: { words: '<none>', used: true },
    url: new URL('https://r.example.com/v2/ocp/release/blobs/uploads/1?_state=secret'),
  };

  it.each(wordings)('%s (%i) is understood', (_who, status, body, code) => {
    const failure = answerFailure(status, parseAnswerError(body), { ...context, method: 'PUT' });
    expect(failure.code).toBe(code);
    if (!code.startsWith('TARGET_')) return;
    expect(failure.retryable).toBe(false);
    expect(failure.affected).toEqual([context.host]);
    for (const language of ['en', 'zh'] as const) {
      const { what, next } = describeCode(failure.code, failure.params, language);
      expect(what).toContain(context.host);
      expect(`${what}${next}`).not.toContain('{');
    }
  });

  it('tells the reason in the detail, and no secrets', () => {
    const answer = parseAnswerError(unknown(`write ${path}: no space left on device`));
    const failure = answerFailure(500, answer, { ...context, method: 'PUT' });
    expect(failure.detail).toContain('unknown error: write');
    expect(failure.detail).toContain('no space left on device');
    expect(failure.detail).not.toContain('secret');
  });

  it('is not what a reader hears: a cache that is full is the registry’s own trouble', () => {
    const answer = parseAnswerError(unknown('no space left on device'));
    const failure = answerFailure(500, answer, { ...context, method: 'GET' });
    expect(failure).toMatchObject({ code: 'REGISTRY_UNAVAILABLE', retryable: true });
  });
});

let world: World | undefined;
let registry: RunningRegistry | undefined;
afterEach(async () => {
  await world?.close();
  await registry?.close();
});

const blob = blobOf(Buffer.alloc(3 * 1024 * 1024, 'layer'));
const bytes = async (offset: number): Promise<AsyncIterable<Buffer>> =>
  (async function* () {
    for (let at = offset; at < blob.bytes.length; at += 65_536) yield blob.bytes.subarray(at, at + 65_536);
  })();

async function upload(meddle: (request: RegistryRequest) => Intervention | undefined): Promise<string> {
  registry = await runRegistry({ store: createMemoryStore(), before: meddle });
  world = registryWorld();
  const client = world.client(new URL(registry.url).host);
  return codeOf(client.uploadBlob('ocp/release', blob.descriptor, bytes, { assumeAbsent: true }));
}

const isUpload = ({ route }: RegistryRequest): boolean => route.kind === 'upload' || route.kind === 'uploads';
const answer = (status: number, body: string): Intervention => ({ kind: 'respond', status, body });

describe('when the room ends during an upload', () => {
  it.each([
    ['POST', 500, unknown({ Err: 28 }), 'TARGET_FULL'],
    ['PUT', 500, unknown('no space left on device'), 'TARGET_FULL'],
    [
      'PUT',
      413,
      denied('Quota exceeded when processing the request of adding 3 MiB'),
      'TARGET_QUOTA_USED_UP',
    ],
    ['PUT', 403, denied('Quota has been exceed on namespace'), 'TARGET_QUOTA_USED_UP'],
  ] as const)(
    'it ends at once at %s with status %i, and leaves nothing open',
    async (method, status, body, code) => {
      let refused = 0;
      const ended = await upload((request) => {
        if (!isUpload(request) || request.method !== method) return undefined;
        refused += 1;
        return answer(status, body);
      });
      expect(ended).toBe(code);
      expect(refused).toBe(1);
      expect(registry?.openUploads()).toBe(0);
    },
  );

  it.each([
    ['PATCH', 413, denied('Quota exceeded when processing the request'), 'TARGET_QUOTA_USED_UP'],
    ['PATCH', 507, '', 'TARGET_FULL'],
    [
      'PUT',
      413,
      denied('adding 3 MiB … will exceed the configured upper limit of 1 MiB'),
      'TARGET_QUOTA_USED_UP',
    ],
  ] as const)(
    'it ends at once at %s with status %i when it goes in pieces',
    async (method, status, body, code) => {
      let large = true;
      const ended = await upload((request) => {
        if (isUpload(request) && request.method === 'PUT' && large) {
          large = false;
          return answer(413, '');
        }
        return isUpload(request) && request.method === method ? answer(status, body) : undefined;
      });
      expect(ended).toBe(code);
      expect(registry?.openUploads()).toBe(0);
    },
  );
});

describe('when Quay lacks a blob that a manifest names', () => {
  it('is understood although it calls the manifest invalid', async () => {
    registry = await runRegistry({ store: createMemoryStore(), ...personalityOptions(quay) });
    world = registryWorld();
    const descriptor = {
      mediaType: 'application/vnd.oci.image.config.v1+json',
      digest: digestOf('c'),
      size: 1,
    };
    const manifest = { schemaVersion: 2, mediaType: ociImage, config: descriptor, layers: [] };
    const client = world.client(new URL(registry.url).host);
    const raw = rawManifest(Buffer.from(JSON.stringify(manifest)), ociImage);
    expect(await codeOf(client.putManifest('ocp/release', 'v1', raw))).toBe('MANIFEST_BLOBS_MISSING');
  });
});

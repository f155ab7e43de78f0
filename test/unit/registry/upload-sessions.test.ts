import { afterEach, describe, expect, it } from 'vitest';
import { SluiceError } from '../../../core/contract/index.ts';
import {
  createMemoryStore,
  type Intervention,
  type RegistryManners,
  type RegistryRequest,
} from '../../../core/practice/index.ts';
import { quay } from '../../support/personalities/index.ts';
import { runRegistry, sampleBytes, type RunningRegistry } from '../../support/practice-client.ts';
import { blobOf, codeOf, registryWorld, type World } from '../../support/registry-world.ts';

const mebibyte = 1024 * 1024;
const repository = 'ocp/release';
const blob = blobOf(sampleBytes(3 * mebibyte));

let world: World;
let registry: RunningRegistry;
afterEach(async () => {
  await world.close();
  await registry.close();
});

type Meddle = (request: RegistryRequest) => Intervention | undefined;
type Client = ReturnType<World['client']>;

async function begin(meddle: Meddle, manners: Partial<RegistryManners> = {}): Promise<Client> {
  registry = await runRegistry({ store: createMemoryStore(), before: meddle, manners });
  world = registryWorld();
  return world.client(new URL(registry.url).host);
}

async function* slices(bytes: Buffer, offset: number): AsyncGenerator<Buffer> {
  for (let at = offset; at < bytes.length; at += 65_536) yield bytes.subarray(at, at + 65_536);
}

const upload = (client: Client, { bytes, descriptor } = blob): Promise<string> =>
  codeOf(
    client.uploadBlob(repository, descriptor, (offset) => Promise.resolve(slices(bytes, offset)), {
      assumeAbsent: true,
    }),
  );

/** `METHOD` or `METHOD:status` of the requests that belong to uploads, in order. */
const requests = (withStatus = false): string[] =>
  registry
    .log()
    .filter(({ path }) => path.includes('/uploads/'))
    .map(({ method, status }) => (withStatus ? `${method}:${status}` : method));

const lengthOf = ({ headers }: RegistryRequest): number => Number(headers['content-length'] ?? 0);
const isBody = (request: RegistryRequest): boolean =>
  request.route.kind === 'upload' && lengthOf(request) > 0;
/** Meets the first `count` requests that `which` is true for. */
function firstFew(count: number, which: (request: RegistryRequest) => boolean, what: Intervention): Meddle {
  let left = count;
  return (request) => {
    if (left === 0 || !which(request)) return undefined;
    left -= 1;
    return what;
  };
}
const all =
  (...meddles: Meddle[]): Meddle =>
  (request) => {
    for (const meddle of meddles) {
      const found = meddle(request);
      if (found !== undefined) return found;
    }
    return undefined;
  };
const tooLarge = (limit: number): Meddle => {
  const answer: Intervention = { kind: 'respond', status: 413 };
  return (request) => (lengthOf(request) > limit ? answer : undefined);
};

describe('when connections break where no body is under way', () => {
  it('does not make the pieces smaller', async () => {
    const isCommit = (request: RegistryRequest): boolean =>
      request.method === 'PUT' && lengthOf(request) === 0;
    const client = await begin(all(tooLarge(2 * mebibyte), firstFew(2, isCommit, { kind: 'reset' })));
    expect(await upload(client)).toBe('no error');
    const sizes = requests().filter((method) => method === 'PATCH');
    expect(sizes).toHaveLength(2);
    // The next one: pieces are as large as before.
    registry.resetCounters();
    expect(await upload(client, blobOf(sampleBytes(3 * mebibyte, 'next')))).toBe('no error');
    expect(requests()).toEqual(['POST', 'PATCH', 'PATCH', 'PUT']);
    expect(registry.openUploads()).toBe(0);
  });
});

describe('when a host takes only pieces', () => {
  it('still gets in one request what is no larger than a piece', async () => {
    const client = await begin(tooLarge(2 * mebibyte));
    await upload(client);
    registry.resetCounters();
    expect(await upload(client, blobOf(sampleBytes(mebibyte, 'small')))).toBe('no error');
    expect(requests()).toEqual(['POST', 'PUT']);
  });

  it('is told no more when it also refuses the commit, which has no size', async () => {
    const client = await begin((request) =>
      request.method === 'PUT' ? { kind: 'respond', status: 413 } : undefined,
    );
    expect(await upload(client)).toBe('REGISTRY_REFUSED');
    expect(requests().filter((method) => method === 'PATCH')).toHaveLength(2);
    expect(registry.openUploads()).toBe(0);
  });

  it('may say so with a page that is longer than an error should be', async () => {
    const body = `<html>${'x'.repeat(200_000)}</html>`;
    const client = await begin(
      firstFew(1, ({ method }) => method === 'PUT', { kind: 'respond', status: 413, body }),
    );
    expect(await upload(client)).toBe('no error');
  });
});

describe('when it is not clear how much of an upload arrived', () => {
  it('begins again rather than send one byte twice', async () => {
    const client = await begin(firstFew(1, isBody, { kind: 'cut-upload', afterBytes: 1 }));
    expect(await upload(client)).toBe('no error');
    // 0-0 stands for one byte as well as for none.
    expect(requests(true)).toEqual(['POST:202', 'PUT:0', 'GET:204', 'DELETE:204', 'POST:202', 'PUT:201']);
  });

  it('lets go of an upload whose state it is not told', async () => {
    const client = await begin(firstFew(1, isBody, { kind: 'cut-upload', afterBytes: 70_000 }), {
      status: 'unsupported',
    });
    expect(await upload(client)).toBe('no error');
    expect(requests(true)).toEqual(['POST:202', 'PUT:0', 'GET:405', 'DELETE:204', 'POST:202', 'PUT:201']);
    expect(registry.openUploads()).toBe(0);
  });

  it('goes back by one when a refusal counts one too many', async () => {
    const { range = () => '' } = quay.manners;
    const client = await begin(firstFew(1, isBody, { kind: 'cut-upload', afterBytes: 70_000 }), {
      ...quay.manners,
      // Something in between has dropped the unit, by which Quay's count would be known.
      range: (size, answer) => range(size, answer).replace('bytes=', ''),
    });
    expect(await upload(client)).toBe('no error');
    expect(requests(true)).toEqual(['POST:202', 'PUT:0', 'GET:204', 'PATCH:416', 'PATCH:202', 'PUT:201']);
  });

  it('waits for a registry that is still busy with what arrived', async () => {
    const busy: Intervention = {
      kind: 'respond',
      status: 409,
      body: JSON.stringify({ errors: [{ code: 'BLOB_UPLOAD_INVALID' }] }),
    };
    const client = await begin(
      all(
        firstFew(1, isBody, { kind: 'cut-upload', afterBytes: 70_000 }),
        firstFew(2, ({ method }) => method === 'PATCH', busy),
      ),
    );
    expect(await upload(client)).toBe('no error');
    expect(requests().filter((method) => method === 'POST')).toHaveLength(1);
    expect(registry.openUploads()).toBe(0);
  });

  it('begins again when the registry calls the upload invalid', async () => {
    const body = JSON.stringify({ errors: [{ code: 'BLOB_UPLOAD_INVALID' }] });
    const client = await begin(
      all(
        firstFew(1, isBody, { kind: 'cut-upload', afterBytes: 70_000 }),
        firstFew(1, ({ method }) => method === 'PATCH', { kind: 'respond', status: 400, body }),
      ),
    );
    expect(await upload(client)).toBe('no error');
    expect(registry.openUploads()).toBe(0);
  });
});

describe('when the registry cannot say whether it has the blob', () => {
  const down: Intervention = { kind: 'respond', status: 503 };
  const isQuestion = ({ method }: RegistryRequest): boolean => method === 'HEAD';
  const asked = (): Record<string, number> =>
    Object.fromEntries(
      Map.groupBy(registry.log(), ({ method }) => method)
        .entries()
        .map(([method, { length }]) => [method, length]),
    );

  it('spends one budget on the upload: a question that fails is a failed attempt (B3)', async () => {
    const client = await begin(all(firstFew(Infinity, isQuestion, down), firstFew(1, isBody, down)));
    expect(await upload(client)).toBe('REGISTRY_UNAVAILABLE');
    expect(asked()).toEqual({ GET: 1, POST: 1, PUT: 1, HEAD: 7 });
  });

  it('sends nothing when the question before the upload is never answered', async () => {
    const client = await begin(firstFew(Infinity, isQuestion, down));
    const { bytes, descriptor } = blob;
    const open = (offset: number): Promise<AsyncIterable<Buffer>> => Promise.resolve(slices(bytes, offset));
    expect(await codeOf(client.uploadBlob(repository, descriptor, open))).toBe('REGISTRY_UNAVAILABLE');
    expect(asked()).toEqual({ GET: 1, HEAD: 8 });
  });

  it('asks again before it sends the blob again', async () => {
    const client = await begin(all(firstFew(2, isQuestion, down), firstFew(1, isBody, { kind: 'reset' })));
    expect(await upload(client)).toBe('no error');
    expect(asked()).toMatchObject({ HEAD: 3, PUT: 2 });
    expect(registry.openUploads()).toBe(0);
  });
});

describe('when the source fails in the middle', () => {
  it('leaves no upload open', async () => {
    const client = await begin(() => undefined);
    const failing = async function* (): AsyncGenerator<Buffer> {
      yield blob.bytes.subarray(0, 1000);
      throw new SluiceError('BLOB_DIGEST_MISMATCH', {
        params: { digest: blob.descriptor.digest, actual: '?' },
      });
    };
    const work = client.uploadBlob(repository, blob.descriptor, () => Promise.resolve(failing()), {
      assumeAbsent: true,
    });
    expect(await codeOf(work)).toBe('BLOB_DIGEST_MISMATCH');
    expect(registry.openUploads()).toBe(0);
  });
});

import { afterEach, describe, expect, it } from 'vitest';
import { manifestAccept, mediaTypes, rawManifest } from '../../../core/image/index.ts';
import { digestOf } from '../../../core/reference/index.ts';
import { referrersTag, signatureTag } from '../../../core/registry/index.ts';
import { converse, type Conversation, type Exchange, type Reply } from '../../support/registry-exchanges.ts';
import { codeOf, registryWorld, type World } from '../../support/registry-world.ts';

let world: World;
const open: Conversation[] = [];
afterEach(async () => {
  await world.close();
  await Promise.all(open.splice(0).map((server) => server.close()));
});

const repository = 'ocp/release';
const ping: Exchange = {
  name: 'ping',
  expect: { method: 'GET', path: '/v2/' },
  reply: { status: 200 },
  times: 'any',
};

async function serve(...exchanges: Exchange[]): Promise<Conversation> {
  const server = await converse([ping, ...exchanges]);
  open.push(server);
  world = registryWorld();
  return server;
}

const config = digestOf('config');
const document = JSON.stringify({
  schemaVersion: 2,
  mediaType: mediaTypes.ociManifest,
  config: { mediaType: mediaTypes.ociConfig, digest: config, size: 6 },
  layers: [],
});
const digest = digestOf(document);
const served = (more: Reply['headers'] = {}, body = document): Reply => ({
  status: 200,
  headers: { 'content-type': mediaTypes.ociManifest, 'docker-content-digest': digestOf(body), ...more },
  body,
});
const get = (reference: string, reply: Exchange['reply'], more: Partial<Exchange> = {}): Exchange => ({
  name: `GET ${reference.slice(0, 12)}`,
  expect: {
    method: 'GET',
    path: `/v2/${repository}/manifests/${reference}`,
    headers: { accept: manifestAccept },
  },
  reply,
  ...more,
});
const head = (reference: string, reply: Reply): Exchange => ({
  ...get(reference, reply),
  name: `HEAD ${reference.slice(0, 12)}`,
  expect: {
    method: 'HEAD',
    path: `/v2/${repository}/manifests/${reference}`,
    headers: { accept: manifestAccept },
  },
});

describe('when a manifest is read', () => {
  it('takes one request, and keeps the bytes as they are', async () => {
    const registry = await serve(get('4.18', served()));
    const manifest = await world.client(registry.host).getManifest(repository, '4.18');
    expect(manifest?.bytes.toString()).toBe(document);
    expect(manifest?.descriptor).toEqual({
      mediaType: mediaTypes.ociManifest,
      digest,
      size: document.length,
    });
    registry.verify();
  });

  it('is undefined when the registry does not know it, with or without words', async () => {
    const registry = await serve(
      get('one', { status: 404 }),
      get('two', {
        status: 404,
        body: JSON.stringify({ errors: [{ code: 'UNKNOWN', message: 'Not Found' }] }),
      }),
    );
    const client = world.client(registry.host);
    expect(await client.getManifest(repository, 'one')).toBeUndefined();
    expect(await client.getManifest(repository, 'two')).toBeUndefined();
  });

  it('never accepts other bytes under a digest, whatever the header says (GHSA-qv35)', async () => {
    const other = document.replace('"layers":[]', '"layers":[ ]');
    const registry = await serve(
      get(digest, served({ 'docker-content-digest': digest }, other), { times: 2 }),
    );
    const work = world.client(registry.host).getManifest(repository, digest);
    await expect(work).rejects.toMatchObject({
      code: 'MANIFEST_DIGEST_MISMATCH',
      params: { host: registry.host, digest, actual: digestOf(other) },
    });
    registry.verify();
  });

  it('asks once more when the digest header disagrees, and takes the second answer', async () => {
    const registry = await serve(
      get('4.18', served({ 'docker-content-digest': digestOf('else') })),
      get('4.18', served()),
    );
    expect((await world.client(registry.host).getManifest(repository, '4.18'))?.descriptor.digest).toBe(
      digest,
    );
  });

  it('fails when it disagrees twice, unless told to ignore it', async () => {
    const wrong = served({ 'docker-content-digest': digestOf('else') });
    const registry = await serve(get('4.18', wrong, { times: 3 }));
    expect(await codeOf(world.client(registry.host).getManifest(repository, '4.18'))).toBe(
      'DIGEST_HEADER_MISMATCH',
    );
    const lenient = world.client(registry.host, { ignoreDigestHeader: true });
    expect((await lenient.getManifest(repository, '4.18'))?.descriptor.digest).toBe(digest);
  });

  it('does not take a malformed digest header for one (CVE-2024-3727)', async () => {
    const registry = await serve(get('4.18', served({ 'docker-content-digest': 'sha256:../../etc' })));
    expect((await world.client(registry.host).getManifest(repository, '4.18'))?.descriptor.digest).toBe(
      digest,
    );
  });

  it('refuses names that are not names before anything is sent', async () => {
    const registry = await serve();
    const client = world.client(registry.host);
    expect(await codeOf(client.getManifest('../other', '1'))).toBe('REFERENCE_NAME_INVALID');
    expect(await codeOf(client.getManifest(repository, 'sha256:../../x'))).toBe('REFERENCE_TAG_INVALID');
    expect(registry.received).toEqual([]);
  });

  it('does not read past four mebibytes', async () => {
    const registry = await serve(get('big', { status: 200, body: Buffer.alloc(4 * 1024 * 1024 + 1, ' ') }));
    expect(await codeOf(world.client(registry.host).getManifest(repository, 'big'))).toBe(
      'REGISTRY_ANSWER_TOO_LARGE',
    );
  });

  it('refuses a compressed one (H1)', async () => {
    const registry = await serve(get('4.18', served({ 'content-encoding': 'gzip' })));
    expect(await codeOf(world.client(registry.host).getManifest(repository, '4.18'))).toBe(
      'REGISTRY_ANSWER_ENCODED',
    );
  });

  it('tries again after 503, a reset and a body cut short', async () => {
    const registry = await serve(
      get('4.18', { status: 503 }),
      get('4.18', 'reset'),
      get('4.18', { ...served(), cutAfter: 20 }),
      get('4.18', served()),
    );
    expect((await world.client(registry.host).getManifest(repository, '4.18'))?.descriptor.digest).toBe(
      digest,
    );
    registry.verify();
  });

  it('does not try again what is refused, and says what the registry said', async () => {
    const body = JSON.stringify({
      errors: [{ code: 'DENIED', message: 'go away https://x/y?token=secret' }],
    });
    const registry = await serve(get('4.18', { status: 403, body }));
    const error = await world
      .client(registry.host)
      .getManifest(repository, '4.18')
      .catch((caught: unknown) => caught);
    expect(error).toMatchObject({ code: 'REGISTRY_ACCESS_DENIED', retryable: false });
    expect(String((error as { detail?: string }).detail)).toContain('DENIED go away https://x/y');
    expect(JSON.stringify(error)).not.toContain('secret');
  });
});

describe('when only the digest of a tag is wanted', () => {
  it('asks without reading', async () => {
    const registry = await serve(head('4.18', served()));
    expect(await world.client(registry.host).headManifest(repository, '4.18')).toEqual({
      mediaType: mediaTypes.ociManifest,
      digest,
      size: document.length,
    });
  });

  it('reads when the answer lacks the digest (M1) or is a 403 (A9)', async () => {
    const registry = await serve(
      head('4.18', { status: 200, headers: { 'content-type': mediaTypes.ociManifest } }),
      get('4.18', served(), { times: 2 }),
      head('4.18', { status: 403 }),
    );
    const client = world.client(registry.host);
    expect((await client.headManifest(repository, '4.18'))?.digest).toBe(digest);
    expect((await client.headManifest(repository, '4.18'))?.digest).toBe(digest);
    registry.verify();
  });

  it('is undefined for a 404', async () => {
    const registry = await serve(head('4.18', { status: 404 }));
    expect(await world.client(registry.host).headManifest(repository, '4.18')).toBeUndefined();
  });
});

describe('when a manifest is written', () => {
  const manifest = rawManifest(Buffer.from(document), mediaTypes.ociManifest);
  const put = (reply: Exchange['reply']): Exchange => ({
    name: 'PUT',
    expect: {
      method: 'PUT',
      path: `/v2/${repository}/manifests/4.18`,
      headers: { 'content-type': mediaTypes.ociManifest },
      body: document,
    },
    reply,
  });

  it('sends the exact bytes, and asks nothing when the registry confirms the digest', async () => {
    const registry = await serve(put({ status: 201, headers: { 'docker-content-digest': digest } }));
    await world.client(registry.host).putManifest(repository, '4.18', manifest);
    registry.verify();
  });

  it('asks what was stored when the registry does not say (M9)', async () => {
    const registry = await serve(put({ status: 201 }), head('4.18', served()));
    await world.client(registry.host).putManifest(repository, '4.18', manifest);
    registry.verify();
  });

  it('is safe to repeat after a lost reply', async () => {
    const registry = await serve(
      put('reset'),
      put({ status: 201, headers: { 'docker-content-digest': digest, 'oci-subject': digest } }),
    );
    const result = await world.client(registry.host).putManifest(repository, '4.18', manifest);
    expect(result.subject).toBe(digest);
    registry.verify();
  });

  it('fails when the registry stored something else', async () => {
    const registry = await serve(
      put({ status: 201, headers: { 'docker-content-digest': digestOf('else') } }),
    );
    expect(await codeOf(world.client(registry.host).putManifest(repository, '4.18', manifest))).toBe(
      'DIGEST_HEADER_MISMATCH',
    );
  });

  it('says that content is missing when the registry says so (M8, M10)', async () => {
    const body = JSON.stringify({ errors: [{ code: 'MANIFEST_BLOB_UNKNOWN', message: 'blob unknown' }] });
    const registry = await serve(put({ status: 400, body }));
    expect(await codeOf(world.client(registry.host).putManifest(repository, '4.18', manifest))).toBe(
      'MANIFEST_BLOBS_MISSING',
    );
  });
});

describe('when a manifest is deleted', () => {
  it('tells whether it was there', async () => {
    const exchange = (status: number): Exchange => ({
      name: `DELETE ${status}`,
      expect: { method: 'DELETE', path: `/v2/${repository}/manifests/${digest}` },
      reply: { status },
    });
    const registry = await serve(exchange(202), exchange(404));
    const client = world.client(registry.host);
    expect(await client.deleteManifest(repository, digest)).toBe(true);
    expect(await client.deleteManifest(repository, digest)).toBe(false);
  });
});

describe('when lists have pages', () => {
  const page = (query: Record<string, string>, reply: Reply): Exchange => ({
    name: `page ${query['last'] ?? 'one'}`,
    expect: { method: 'GET', path: `/v2/${repository}/tags/list`, query },
    reply,
  });
  const names = (...tags: string[]): string => JSON.stringify({ name: repository, tags });

  it('follows relative and absolute links to the end (H7)', async () => {
    const registry = await serve(
      page(
        { n: '1000' },
        {
          status: 200,
          body: names('a'),
          headers: { link: `</v2/${repository}/tags/list?last=a>; rel="next"` },
        },
      ),
    );
    registry.add(
      page(
        { last: 'a' },
        {
          status: 200,
          body: names('b'),
          headers: { link: `<http://${registry.host}/v2/${repository}/tags/list?last=b>; rel=next` },
        },
      ),
      page({ last: 'b' }, { status: 200, body: JSON.stringify({ tags: null }) }),
    );
    expect(await world.client(registry.host).listTags(repository)).toEqual(['a', 'b']);
    registry.verify();
  });

  it('does not follow a link to another host', async () => {
    const registry = await serve(
      page(
        { n: '1000' },
        { status: 200, body: names('a'), headers: { link: '<http://169.254.169.254/>; rel="next"' } },
      ),
    );
    expect(await codeOf(world.client(registry.host).listTags(repository))).toBe('REGISTRY_ANSWER_MALFORMED');
  });

  it('ends a loop', async () => {
    const link = `</v2/${repository}/tags/list?last=a>; rel="next"`;
    const registry = await serve(
      page({ n: '1000' }, { status: 200, body: names('a'), headers: { link } }),
      page({ last: 'a' }, { status: 200, body: names('b'), headers: { link } }),
    );
    expect(await world.client(registry.host).listTags(repository)).toEqual(['a', 'b']);
  });

  it('asks again when a page is not JSON, and reports a repository that is absent as empty', async () => {
    const registry = await serve(
      page({ n: '1000' }, { status: 200, body: '<html>' }),
      page({ n: '1000' }, { status: 404 }),
    );
    expect(await world.client(registry.host).listTags(repository)).toEqual([]);
    registry.verify();
  });

  it('says that a registry offers no list of repositories', async () => {
    const registry = await serve({
      name: 'catalog',
      expect: { method: 'GET', path: '/v2/_catalog' },
      reply: { status: 404 },
    });
    expect(await world.client(registry.host).listRepositories()).toBeUndefined();
  });
});

describe('when something refers to an image', () => {
  const signature = {
    mediaType: mediaTypes.ociManifest,
    digest: digestOf('signature'),
    size: 10,
    artifactType: 'application/vnd.example.sig',
  };
  const sbom = { ...signature, digest: digestOf('sbom'), artifactType: 'application/vnd.example.sbom' };
  const index = JSON.stringify({
    schemaVersion: 2,
    mediaType: mediaTypes.ociIndex,
    manifests: [signature, sbom],
  });
  const api = (reply: Reply, times = 1): Exchange => ({
    name: 'referrers',
    expect: { method: 'GET', path: `/v2/${repository}/referrers/${digest}` },
    reply,
    times,
  });
  const indexed: Reply = { status: 200, headers: { 'content-type': mediaTypes.ociIndex }, body: index };

  it('asks the API and filters by type itself', async () => {
    const registry = await serve(api(indexed));
    const { artifactType } = sbom;
    expect(await world.client(registry.host).listReferrers(repository, digest, { artifactType })).toEqual([
      sbom,
    ]);
  });

  it('falls back to the tag, and remembers that there is no API', async () => {
    const registry = await serve(api({ status: 404 }), get(referrersTag(digest), indexed, { times: 2 }));
    const client = world.client(registry.host);
    expect(await client.listReferrers(repository, digest)).toHaveLength(2);
    expect(await client.listReferrers(repository, digest)).toHaveLength(2);
    registry.verify();
  });

  it('does not take an image under that tag for a list (M11)', async () => {
    const registry = await serve(api({ status: 404 }), get(referrersTag(digest), served()));
    expect(await world.client(registry.host).listReferrers(repository, digest)).toEqual([]);
  });

  it('names cosign’s tags', () => {
    expect(signatureTag(digest, 'sig')).toBe(`${digest.replace(':', '-')}.sig`);
    expect(referrersTag(digest)).toBe(digest.replace(':', '-'));
  });
});

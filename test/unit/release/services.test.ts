import { describe, expect, it } from 'vitest';
import { SluiceError } from '../../../core/contract/index.ts';
import { digestOf, parseDigest } from '../../../core/reference/index.ts';
import {
  fetchGraph,
  fetchSignatures,
  loadReleaseKeys,
  parseReleaseKeys,
  shippedKeys,
  signatureStoreUrl,
  updateServiceUrl,
  verifyReleaseSignature,
} from '../../../core/release/index.ts';
import { systemFileSystem } from '../../../core/ports/index.ts';
import { graphJson } from '../../support/release-graphs.ts';
import { redHatSignature } from '../../support/release-red-hat-signature.ts';
import { newSigner } from '../../support/release-signing.ts';
import { environmentOf, worldOf, type World } from '../../support/release-world.ts';
import { rootedHost } from '../../support/registry-rooted-fs.ts';

const request = { type: 'ocp', channel: 'stable-4.15', architecture: 'amd64' } as const;
const body = graphJson(['4.15.0']);
const network = (retryable: boolean): SluiceError =>
  new SluiceError('NETWORK_NAME_UNKNOWN', { params: { host: 'api.openshift.com' }, retryable });

describe('when the update service is asked', () => {
  it('sends what Cincinnati wants, and keeps the bytes', async () => {
    const world = worldOf(() => ({ body }));
    const answer = await fetchGraph(world, { ...request, version: '4.15.0' });
    expect(answer.bytes.toString()).toBe(body);
    expect(answer.graph.nodes).toHaveLength(1);
    expect(world.requests[0]).toMatchObject({
      method: 'GET',
      lane: 'small',
      headers: { accept: 'application/json' },
    });
    expect(world.requests[0]?.url.href).toBe(
      'https://api.openshift.com/api/upgrades_info/v1/graph?id=00000000-0000-4000-8000-000000000000&arch=amd64&channel=stable-4.15&version=4.15.0',
    );
  });

  it('keeps the query that an override already has', async () => {
    const world = worldOf(() => ({ body }), { UPDATE_URL_OVERRIDE: 'https://osus.example/graph?x=1' });
    await fetchGraph(world, request);
    expect(world.requests[0]?.url.href).toMatch(
      /^https:\/\/osus\.example\/graph\?x=1&id=.+&arch=amd64&channel=stable-4\.15$/,
    );
  });

  it('does not send OKD to the override', () => {
    const variables = { UPDATE_URL_OVERRIDE: 'https://osus.example/graph' };
    expect(updateServiceUrl('okd', variables).host).toBe('origin-release.ci.openshift.org');
    expect(updateServiceUrl('ocp', variables).host).toBe('osus.example');
  });

  it.each(['osus.example/graph', 'file:///graph', 'not an address'])(
    'refuses the override %j',
    (override) => {
      expect(() => updateServiceUrl('ocp', { UPDATE_URL_OVERRIDE: override })).toThrow(
        expect.objectContaining({ code: 'RELEASE_UPDATE_URL_INVALID' }),
      );
    },
  );

  it('tries again when the service is busy, and waits as long as it asks', async () => {
    const world = worldOf((_url, count) => {
      if (count === 1) return { status: 503 };
      return count === 2 ? { status: 429, headers: { 'retry-after': '7' } } : { body };
    });
    await fetchGraph(world, request);
    expect(world.waits).toEqual([1000, 7000]);
  });

  it('gives up after three tries and says who failed', async () => {
    const world = worldOf(() => ({ status: 502, headers: { 'retry-after': '100000' } }));
    await expect(fetchGraph(world, request)).rejects.toMatchObject({
      code: 'RELEASE_SERVICE_BUSY',
      params: { host: 'api.openshift.com', status: 502, what: 'amd64-stable-4.15' },
      stage: 'collect',
      affected: ['amd64-stable-4.15'],
    });
    expect(world.requests).toHaveLength(3);
    expect(world.waits).toEqual([60_000, 60_000]);
  });

  it('shows the network’s own cause, and tries again only when it may pass', async () => {
    const passing = worldOf(() => {
      throw network(true);
    });
    await expect(fetchGraph(passing, request)).rejects.toMatchObject({
      code: 'NETWORK_NAME_UNKNOWN',
      params: { host: 'api.openshift.com' },
      stage: 'collect',
    });
    expect(passing.requests).toHaveLength(3);
    const lasting = worldOf(() => {
      throw network(false);
    });
    await expect(fetchGraph(lasting, request)).rejects.toMatchObject({ code: 'NETWORK_NAME_UNKNOWN' });
    expect(lasting.requests).toHaveLength(1);
  });

  it.each([400, 403, 404])('does not repeat a request that is refused with %d', async (status) => {
    const world = worldOf(() => ({ status }));
    await expect(fetchGraph(world, request)).rejects.toMatchObject({
      code: 'RELEASE_SERVICE_REFUSED',
      params: { host: 'api.openshift.com', status },
    });
    expect(world.requests).toHaveLength(1);
  });

  it('follows redirects that stay protected', async () => {
    const world = worldOf((url) =>
      url.host === 'api.openshift.com'
        ? { status: 302, headers: { location: 'https://cdn.example/graph' } }
        : { body },
    );
    expect((await fetchGraph(world, request)).graph.nodes).toHaveLength(1);
  });

  it.each(['http://cdn.example/graph', 'file:///etc/passwd', 'https://user:secret@cdn.example/', ''])(
    'refuses a redirect to %j',
    async (location) => {
      const world = worldOf((_url, count) =>
        count === 1 ? { status: 302, headers: location === '' ? {} : { location } } : { body },
      );
      const failure = await fetchGraph(world, request).catch((error: unknown) => error);
      expect(failure).toMatchObject({ code: 'RELEASE_REDIRECT_REFUSED' });
      expect(JSON.stringify(failure)).not.toContain('secret');
    },
  );

  it('ends a chain of redirects', async () => {
    const world = worldOf((_url, count) => ({
      status: 307,
      headers: { location: `https://loop.example/${count}` },
    }));
    await expect(fetchGraph(world, request)).rejects.toMatchObject({ code: 'RELEASE_REDIRECT_REFUSED' });
    expect(world.requests).toHaveLength(6);
  });

  it('stops reading an answer beyond the limit', async () => {
    const limits = { bytes: 10, nodes: 10, edges: 10 };
    await expect(
      fetchGraph(
        worldOf(() => ({ body })),
        request,
        { limits },
      ),
    ).rejects.toMatchObject({
      code: 'RELEASE_ANSWER_TOO_LARGE',
      params: { limit: 10 },
    });
  });

  it('does not ask when it is aborted', async () => {
    const world = worldOf(() => ({ body }));
    const signal = AbortSignal.abort(new Error('stop'));
    await expect(fetchGraph(world, request, { signal })).rejects.toThrow('stop');
    expect(world.requests).toHaveLength(0);
  });
});

describe('when signatures are fetched', () => {
  const digest = digestOf('payload');
  const all = async (world: World): Promise<string[]> => {
    const found: string[] = [];
    for await (const bytes of fetchSignatures(world, digest)) found.push(bytes.toString());
    return found;
  };

  it('asks Red Hat’s store for one after the other until there is no more', async () => {
    const world = worldOf((url) =>
      url.pathname.endsWith('-3') ? { status: 404 } : { body: url.pathname.slice(-1) },
    );
    expect(await all(world)).toEqual(['1', '2']);
    expect(world.requests[0]?.url.href).toBe(
      `https://mirror.openshift.com/pub/openshift-v4/signatures/openshift/release/${digest.replace(':', '=')}/signature-1`,
    );
  });

  it('ends even when the store never says 404', async () => {
    expect(await all(worldOf(() => ({ body: 'x' })))).toHaveLength(10);
  });

  it('does not ask for the second when the first is enough', async () => {
    const world = worldOf(() => ({ body: 'x' }));
    for await (const _ of fetchSignatures(world, digest)) break;
    expect(world.requests).toHaveLength(1);
  });

  it.each(['https://sigs.example/release', 'https://sigs.example/release/'])(
    'takes OCP_SIGNATURE_URL %s',
    (own) => {
      expect(signatureStoreUrl({ OCP_SIGNATURE_URL: own }).href).toBe('https://sigs.example/release/');
    },
  );

  it('refuses an OCP_SIGNATURE_URL that is none, where oc-mirror would ask Red Hat', () => {
    expect(() => signatureStoreUrl({ OCP_SIGNATURE_URL: '/srv/signatures/' })).toThrow(
      expect.objectContaining({ code: 'RELEASE_SIGNATURE_URL_INVALID' }),
    );
  });
});

describe('when release keys are loaded', () => {
  it('are Red Hat’s, by their fingerprints', async () => {
    const { keys } = await loadReleaseKeys({ fileSystem: systemFileSystem, environment: environmentOf() });
    expect(keys.map((key) => key.getFingerprint().toUpperCase())).toEqual([
      '567E347AD0044ADE55BA8A5F199E2F91FD431D51',
      'B08B659EE86AF623BC90E8DB938A80CAF21541EB',
    ]);
    for (const key of keys) await expect(key.getSigningKey()).resolves.toBeDefined();
  });

  it('verify what Red Hat really signed, and nothing else', async () => {
    const keys = await loadReleaseKeys({ fileSystem: systemFileSystem, environment: environmentOf() });
    const bytes = Buffer.from(redHatSignature.base64, 'base64');
    const expected = {
      keys,
      digest: parseDigest(redHatSignature.digest),
      repositories: ['quay.io/openshift-release-dev/ocp-release'],
      version: redHatSignature.version,
      now: new Date('2026-01-01T00:00:00Z'),
    };
    expect(await verifyReleaseSignature(bytes, expected)).toMatchObject({
      keyId: '199e2f91fd431d51',
      reference: 'quay.io/openshift-release-dev/ocp-release:4.15.46-x86_64',
    });
    await expect(verifyReleaseSignature(bytes, { ...expected, version: '4.15.45' })).rejects.toMatchObject({
      code: 'RELEASE_SIGNATURE_OTHER_RELEASE',
    });
  });

  it('are the ones a person names instead', async () => {
    const signer = await newSigner('site');
    const host = rootedHost({ '/keys/site.asc': signer.privateKey.toPublic().armor() });
    const environment = environmentOf({ OCP_SIGNATURE_VERIFICATION_PK: '/keys/site.asc' });
    const { keys } = await loadReleaseKeys({ fileSystem: host.fs, environment });
    expect(keys.map((key) => key.getFingerprint())).toEqual([signer.privateKey.getFingerprint()]);
  });

  it('refuses a named file that is not there, instead of taking other keys', async () => {
    const environment = environmentOf({ OCP_SIGNATURE_VERIFICATION_PK: '/keys/absent.asc' });
    await expect(loadReleaseKeys({ fileSystem: rootedHost().fs, environment })).rejects.toMatchObject({
      code: 'RELEASE_KEY_FILE_UNREADABLE',
      params: { file: '/keys/absent.asc' },
    });
  });

  it('refuses a file without keys, and a private key', async () => {
    const { privateKey } = await newSigner('secret');
    for (const text of ['', 'hello', privateKey.armor()]) {
      await expect(parseReleaseKeys(text, 'x.asc')).rejects.toMatchObject({
        code: 'RELEASE_KEY_FILE_INVALID',
      });
    }
  });

  it('names the shipped key that is missing or exchanged', async () => {
    const other = (await newSigner('other')).privateKey.toPublic().armor();
    for (const files of [{}, { '/assets/redhat-release-2.asc': other, '/assets/redhat-beta-2.asc': other }]) {
      const host = rootedHost(files);
      await expect(
        loadReleaseKeys({ fileSystem: host.fs, environment: environmentOf(), directory: '/assets' }),
      ).rejects.toMatchObject({
        code: 'RELEASE_KEY_MISSING',
        params: expect.objectContaining({
          fingerprint: expect.stringMatching(/^[0-9A-F]{40}$/) as string,
        }) as object,
      });
    }
    expect(shippedKeys).toHaveLength(2);
  });
});

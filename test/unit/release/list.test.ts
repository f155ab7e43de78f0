import { describe, expect, it } from 'vitest';
import {
  listReleases,
  parseGraph,
  type GraphRequest,
  type ListReleasesInput,
} from '../../../core/release/index.ts';
import { graphJson } from '../../support/release-graphs.ts';

const asked: GraphRequest[] = [];
const inputs: ListReleasesInput['inputs'] = {
  graph: async (request) => {
    asked.push(request);
    const bytes = Buffer.from(
      request.channel.endsWith('-4.15') ? graphJson(['4.15.10', '4.15.2', '4.14.9']) : graphJson([]),
    );
    return { graph: parseGraph(bytes, request.channel), bytes };
  },
};
const list = (input: Omit<ListReleasesInput, 'inputs'>) => listReleases({ inputs, ...input });

describe('when releases are listed', () => {
  it('gives the minors of the published tags, by number, each once', async () => {
    const tags = [
      '4.9.1-x86_64',
      '4.18.1-x86_64',
      '4.10.0-rc.1-s390x',
      '4.18.1-multi',
      'latest',
      'sha256-4.7.1.sig',
      '4.8.1.sig',
    ];
    const listing = await list({ tags: { listTags: async () => tags } });
    expect(listing).toEqual({ kind: 'minors', minors: ['4.9', '4.10', '4.18'] });
  });

  it('gives the releases of the stable channel of a minor, ascending', async () => {
    expect(await list({ version: '4.15' })).toEqual({
      kind: 'releases',
      channel: 'stable-4.15',
      architectures: [{ architecture: 'amd64', versions: ['4.14.9', '4.15.2', '4.15.10'] }],
    });
  });

  it('gives those of a named channel for each architecture', async () => {
    const listing = await list({ channel: 'fast-4.15', architectures: ['arm64', 'multi', 'arm64'] });
    expect(
      listing.kind === 'releases' && listing.architectures.map(({ architecture }) => architecture),
    ).toEqual(['arm64', 'multi']);
  });

  it('gives the channels of a minor, asked without an architecture', async () => {
    const graph = JSON.stringify({
      nodes: [
        {
          version: '4.15.0',
          payload: 'x',
          metadata: { 'io.openshift.upgrades.graph.release.channels': 'stable-4.15,eus-4.16' },
        },
        {
          version: '4.15.1',
          payload: 'y',
          metadata: { 'io.openshift.upgrades.graph.release.channels': 'candidate-4.15, eus-4.16' },
        },
        { version: '4.15.2', payload: 'z' },
      ],
    });
    const requests: GraphRequest[] = [];
    const listing = await listReleases({
      version: '4.15',
      channels: true,
      inputs: {
        graph: async (request) => {
          requests.push(request);
          const bytes = Buffer.from(graph);
          return { graph: parseGraph(bytes, 'x'), bytes };
        },
      },
    });
    expect(listing).toEqual({
      kind: 'channels',
      version: '4.15',
      channels: ['candidate-4.15', 'eus-4.16', 'stable-4.15'],
    });
    expect(requests).toEqual([{ type: 'ocp', channel: 'stable-4.15' }]);
  });

  it('says when a channel does not exist', async () => {
    await expect(list({ version: '4.99' })).rejects.toMatchObject({
      code: 'RELEASE_CHANNEL_EMPTY',
      params: { channel: 'stable-4.99', architecture: 'amd64' },
    });
    await expect(list({ version: '4.99', channels: true })).rejects.toMatchObject({
      code: 'RELEASE_CHANNEL_EMPTY',
    });
  });

  it('refuses an architecture that there is not, before asking', async () => {
    const before = asked.length;
    await expect(list({ version: '4.15', architectures: ['amd64', 'x86_64'] })).rejects.toMatchObject({
      code: 'RELEASE_LIST_ARCHITECTURE_UNKNOWN',
      params: { architectures: 'x86_64' },
    });
    expect(asked).toHaveLength(before);
  });

  it('wants a version for channels, and when there are no tags to list', async () => {
    await expect(list({ channels: true })).rejects.toMatchObject({ code: 'RELEASE_LIST_VERSION_MISSING' });
    await expect(list({})).rejects.toMatchObject({ code: 'RELEASE_LIST_VERSION_MISSING' });
  });
});

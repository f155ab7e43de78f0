import { describe, expect, it } from 'vitest';
import { mediaTypes, parseManifest, rawManifest, type RawManifest } from '../../../core/image/index.ts';
import { digestOf, type Digest } from '../../../core/reference/index.ts';
import { createReferrersIndex, referrerOf } from '../../../core/transfer/referrers-index.ts';

const signal = new AbortController().signal;
const subject = digestOf('subject');
const tag = subject.replace(':', '-');
const empty = { mediaType: mediaTypes.ociEmpty, digest: digestOf('{}'), size: 2 };

const artifact = (name: string, of: Digest = subject): RawManifest =>
  rawManifest(
    Buffer.from(
      JSON.stringify({
        schemaVersion: 2,
        mediaType: mediaTypes.ociManifest,
        artifactType: 'application/spdx+json',
        config: empty,
        layers: [],
        subject: { mediaType: mediaTypes.ociManifest, digest: of, size: 10 },
        annotations: { name },
      }),
    ),
    mediaTypes.ociManifest,
  );

/** A registry of one repository, without the referrers API. */
function registry(initial?: RawManifest) {
  const tags = new Map<string, RawManifest>(initial === undefined ? [] : [[tag, initial]]);
  return {
    tags,
    getManifest: async (_: string, reference: string) => {
      await Promise.resolve();
      return tags.get(reference);
    },
    putManifest: async (_: string, reference: string, manifest: RawManifest) => {
      await Promise.resolve();
      tags.set(reference, manifest);
      return { subject: undefined };
    },
  };
}

const listed = (client: ReturnType<typeof registry>): readonly string[] => {
  const raw = client.tags.get(tag);
  const manifest = raw === undefined ? undefined : parseManifest(raw);
  return manifest?.kind === 'index' ? manifest.manifests.map((entry) => entry.digest) : [];
};

describe('when a registry has no referrers API', () => {
  it('lists each referrer once under the fallback tag, also when many come at once', async () => {
    const client = registry();
    const index = createReferrersIndex(client);
    const artifacts = ['a', 'b', 'c', 'a'].map((name) => artifact(name));
    await Promise.all(
      artifacts.map(async (raw) => {
        const referrer = referrerOf(raw);
        if (referrer !== undefined) await index.add('repo', referrer.subject, referrer.entry, signal);
      }),
    );
    expect(listed(client)).toEqual([...new Set(artifacts.map((raw) => raw.descriptor.digest))]);
  });

  it('keeps what others listed there', async () => {
    const client = registry();
    const first = referrerOf(artifact('theirs'));
    const second = referrerOf(artifact('ours'));
    if (first === undefined || second === undefined) throw new Error('both refer to the subject');
    await createReferrersIndex(client).add('repo', subject, first.entry, signal);
    await createReferrersIndex(client).add('repo', subject, second.entry, signal);
    expect(listed(client)).toEqual([first.entry.digest, second.entry.digest]);
  });

  it('never overwrites an image that bears the tag', async () => {
    const image = artifact('an image of oc-mirror');
    const client = registry(image);
    const referrer = referrerOf(artifact('sbom'));
    if (referrer === undefined) throw new Error('it refers to the subject');
    await createReferrersIndex(client).add('repo', subject, referrer.entry, signal);
    expect(client.tags.get(tag)).toBe(image);
  });
});

describe('when a manifest is looked at', () => {
  it('gives subject, artifact type and annotations of a referrer', () => {
    expect(referrerOf(artifact('x'))).toMatchObject({
      subject,
      entry: { artifactType: 'application/spdx+json', annotations: { name: 'x' } },
    });
  });

  it('knows an image that refers to nothing', () => {
    const plain = { schemaVersion: 2, mediaType: mediaTypes.ociManifest, config: empty, layers: [] };
    expect(
      referrerOf(rawManifest(Buffer.from(JSON.stringify(plain)), mediaTypes.ociManifest)),
    ).toBeUndefined();
  });
});

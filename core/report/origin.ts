import type { SetManifest } from '../archive/index.ts';
import { looksLikeHost } from '../reference/index.ts';
import { contentsOf, type ContentFacts } from './contents.ts';
import {
  recorded,
  type ContentGroup,
  type OriginProof,
  type ReportImage,
  type SignatureResult,
} from './model.ts';

const notGood: ReadonlySet<SignatureResult> = new Set(['unverified', 'absent', 'ignored']);

/** Where a set's content is from and what vouches for it, as its manifest tells. */
export function originOf(manifest: SetManifest, groups: readonly ContentGroup[]): OriginProof {
  const images = groups.flatMap((group) => group.images);
  return {
    releases: manifest.releases.map(({ version, tag, digest, signature }) => ({
      version,
      tag,
      digest,
      status: signature?.status ?? 'not-recorded',
      ...(signature?.keyId !== undefined && { keyId: signature.keyId }),
    })),
    images: countResults(images),
    exempt: images
      .filter(({ signature }) => notGood.has(signature))
      .map(({ origin, digest, signature }) => ({ origin, digest, result: signature })),
    sources: sourcesOf(images),
    tls: recorded(
      manifest.hosts?.map(({ host, sha256, verified, since }) => ({
        host,
        ...(sha256 !== undefined && { fingerprint: sha256 }),
        verified,
        since,
      })),
      'not-in-set',
    ),
  };
}

/** How many images of a set have which signature result, without the rest of a report. */
export function imageSignatures(manifest: SetManifest, facts: ContentFacts): OriginProof['images'] {
  return countResults(contentsOf(manifest, facts).groups.flatMap(({ images }) => images));
}

function countResults(images: readonly ReportImage[]): OriginProof['images'] {
  const counts: Record<SignatureResult, number> = {
    verified: 0,
    'by-release': 0,
    carried: 0,
    none: 0,
    ignored: 0,
    absent: 0,
    unverified: 0,
  };
  for (const { signature } of images) counts[signature] += 1;
  return counts;
}

function sourcesOf(images: readonly ReportImage[]): OriginProof['sources'] {
  const counts = new Map<string, number>();
  for (const { origin } of images) {
    const first = origin.split('/')[0] ?? '';
    const host = looksLikeHost(first) ? first : 'docker.io';
    counts.set(host, (counts.get(host) ?? 0) + 1);
  }
  return [...counts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([host, count]) => ({ host, images: count }));
}

import { SluiceError } from '../contract/index.ts';
import type { Digest } from '../reference/index.ts';
import type { Descriptor, Platform } from './descriptor.ts';
import type { ImageIndex } from './manifest.ts';

const attestedImage = 'vnd.docker.reference.digest';

/** `os/architecture` or `os/architecture/variant`. */
export function formatPlatform(platform: Platform): string {
  const base = `${platform.os}/${platform.architecture}`;
  return platform.variant === undefined ? base : `${base}/${platform.variant}`;
}

/**
 * Whether an instance for `available` serves `wanted` (registry-client.md M7; oc-mirror-v2.md 7.5):
 * operating system and processor must be equal, and the variant when one is asked for. An
 * instance without a variant counts as its processor's usual one.
 */
export function platformMatches(available: Platform, wanted: Platform): boolean {
  return (
    available.os === wanted.os &&
    available.architecture === wanted.architecture &&
    (wanted.variant === undefined || usualVariant(available) === wanted.variant)
  );
}

function usualVariant({ architecture, variant }: Platform): string | undefined {
  if (variant !== undefined) return variant;
  if (architecture === 'arm64') return 'v8';
  return architecture === 'arm' ? 'v7' : undefined;
}

/** The image that an attestation entry of an index (buildkit's `unknown/unknown`) speaks about. */
export function attestedDigest(entry: Descriptor): string | undefined {
  return entry.annotations?.[attestedImage];
}

/** The platforms an index offers, each once, without attestations. */
export function platformsOf(index: ImageIndex): readonly Platform[] {
  const seen = new Map<string, Platform>();
  for (const entry of index.manifests) {
    if (entry.platform === undefined || attestedDigest(entry) !== undefined) continue;
    seen.set(formatPlatform(entry.platform), entry.platform);
  }
  return [...seen.values()];
}

/**
 * The instances of an index that `platforms` ask for, with the attestations of those instances, in
 * the index's order, each digest once. No platforms means all instances. Throws PLATFORM_ABSENT
 * when the index has nothing for one of them (oc-mirror-v2.md 7.5: no fallback).
 */
export function selectInstances(
  index: ImageIndex,
  platforms: readonly Platform[] | undefined,
): readonly Descriptor[] {
  const everything = platforms === undefined || platforms.length === 0;
  const images = index.manifests.filter((entry) => attestedDigest(entry) === undefined);
  const chosen = new Set<string>();
  for (const wanted of everything ? [] : platforms) {
    const found = images.filter(
      (entry) => entry.platform !== undefined && platformMatches(entry.platform, wanted),
    );
    if (found.length === 0) throw absent(index, wanted);
    for (const entry of found) chosen.add(entry.digest);
  }
  const seen = new Map<Digest, Descriptor>();
  for (const entry of index.manifests) {
    const wanted = everything || chosen.has(attestedDigest(entry) ?? entry.digest);
    if (wanted && !seen.has(entry.digest)) seen.set(entry.digest, entry);
  }
  return [...seen.values()];
}

function absent(index: ImageIndex, wanted: Platform): SluiceError {
  const available = platformsOf(index).map(formatPlatform);
  return new SluiceError('PLATFORM_ABSENT', {
    params: { platform: formatPlatform(wanted), available: available.join(', ') || '-' },
  });
}

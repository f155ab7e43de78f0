import { compileGoPattern, type GoPattern, PatternFault } from './go-pattern.ts';
import type { BlockedImage } from './types.ts';

/** The names of an image that a pattern is tested against. */
export interface BlockCandidate {
  /** As the user, catalogue or release named it; empty when it has no such name. */
  readonly origin: string;
  /** Where it is going, whole: registry, path and tag. */
  readonly destination: string | { readonly repository: string; readonly tag: string };
}

interface WithBlockedImages {
  readonly mirror: { readonly blockedImages: readonly BlockedImage[] };
}

const compiled = new WeakMap<object, readonly { readonly name: string; readonly pattern: GoPattern }[]>();

function patternsOf(
  configuration: WithBlockedImages,
): readonly { readonly name: string; readonly pattern: GoPattern }[] {
  const list = configuration.mirror.blockedImages;
  const known = compiled.get(list);
  if (known !== undefined) return known;
  const patterns = list.map(({ name }) => ({ name, pattern: compileGoPattern(name) }));
  compiled.set(list, patterns);
  return patterns;
}

/**
 * The entry of `blockedImages` that leaves this image out, or undefined (oc-mirror-v2.md 3.2): its
 * pattern is found anywhere in the origin or the destination, each without its transport. An
 * image without an origin is never blocked. The configuration must have been parsed without errors.
 */
export function matchesBlocked(
  configuration: WithBlockedImages,
  record: BlockCandidate,
): BlockedImage | undefined {
  const origin = withoutTransport(record.origin);
  if (origin === '') return undefined;
  const { destination } = record;
  const target =
    typeof destination === 'string' ? destination : `${destination.repository}:${destination.tag}`;
  const hit = patternsOf(configuration).find(
    ({ pattern }) => pattern.test(origin) || pattern.test(withoutTransport(target)),
  );
  return hit === undefined ? undefined : { name: hit.name };
}

function withoutTransport(reference: string): string {
  const at = reference.indexOf('://');
  return at < 0 ? reference : reference.slice(at + 3);
}

/** What is wrong with a pattern, or undefined. */
export function faultOfPattern(pattern: string): PatternFault | undefined {
  try {
    compileGoPattern(pattern);
    return undefined;
  } catch (error) {
    if (error instanceof PatternFault) return error;
    throw error;
  }
}

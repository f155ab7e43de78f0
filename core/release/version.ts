import { compareVersions as compareParsed, parseStrictVersion, type Version } from '../config/index.ts';
import { SluiceError } from '../contract/index.ts';

/** A release's version: strict semantic versioning, as update graphs use it. Build metadata orders nothing. */
export interface ReleaseVersion {
  readonly text: string;
  readonly major: number;
  readonly minor: number;
  readonly parsed: Version;
}

const longestVersion = 255;

/** The version, or undefined when `text` is not one. */
export function readVersion(text: string): ReleaseVersion | undefined {
  const parsed = text.length <= longestVersion ? parseStrictVersion(text) : undefined;
  // Beyond the safe integers, two different numbers compare as equal.
  if (parsed === undefined || !parsed.core.every(Number.isSafeInteger)) return undefined;
  // Semantic Versioning 2.0.0, item 9: no leading zeros in a numeric identifier.
  if (parsed.prerelease.some((part) => /^0\d+$/.test(part))) return undefined;
  const [major, minor] = parsed.core;
  return { text, major, minor, parsed };
}

/** Reads a version that a configuration gives. Throws RELEASE_VERSION_INVALID. */
export function parseVersion(text: string): ReleaseVersion {
  const version = readVersion(text);
  if (version === undefined) {
    throw new SluiceError('RELEASE_VERSION_INVALID', { params: { version: text.slice(0, 100) } });
  }
  return version;
}

/** Below 0 when `a` is older, above 0 when it is newer, 0 when they rank the same. */
export function compareVersions(a: ReleaseVersion, b: ReleaseVersion): number {
  return compareParsed(a.parsed, b.parsed);
}

/** `4.15`: what a channel is named after. */
export function minorOf(version: ReleaseVersion): string {
  return `${version.major}.${version.minor}`;
}

/** How many minor releases lie between two versions; undefined across a major release. */
export function minorsApart(a: ReleaseVersion, b: ReleaseVersion): number | undefined {
  return a.major === b.major ? Math.abs(a.minor - b.minor) : undefined;
}

/** A channel's name in its parts, `stable` and 4.15; undefined for a name that does not end in a minor version. */
export function parseChannelName(
  name: string,
): { readonly prefix: string; readonly major: number; readonly minor: number } | undefined {
  const match = /^(.+)-(0|[1-9]\d{0,5})\.(0|[1-9]\d{0,5})$/.exec(name);
  if (match === null) return undefined;
  return { prefix: match[1] ?? '', major: Number(match[2]), minor: Number(match[3]) };
}

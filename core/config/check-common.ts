import { SluiceError } from '../contract/index.ts';
import { type ImageReference, isRepositoryPath, isTag, parseImageReference } from '../reference/index.ts';
import type { ReadContext } from './read-context.ts';
import type { PlatformFilter } from './types.ts';
import { compareVersions, type Version } from './version.ts';

/** The value of a field that has to be there; reports it when it is empty. */
export function requireText(
  context: ReadContext,
  owner: object,
  path: string,
  key: string,
  value: string,
): boolean {
  if (value !== '') return true;
  context.error('CONFIG_REQUIRED', { field: `${path}.${key}` }, context.offsetOf(owner, key));
  return false;
}

/** Reads a reference, reporting what is wrong with it at its own line. */
export function checkReference(
  context: ReadContext,
  owner: object,
  key: string,
  text: string,
): ImageReference | undefined {
  try {
    const reference = parseImageReference(text);
    const hosted = reference.domain === 'localhost' || /[.:]/.test(reference.domain);
    if (reference.transport === 'docker' && !hosted) {
      context.report(
        'warning',
        'CONFIG_IMAGE_WITHOUT_HOST',
        { reference: text },
        context.offsetOf(owner, key),
      );
    }
    return reference;
  } catch (error) {
    if (!(error instanceof SluiceError)) throw error;
    context.error(error.code, error.params, context.offsetOf(owner, key));
    return undefined;
  }
}

export function checkTargetPath(
  context: ReadContext,
  owner: object,
  key: string,
  path: string | undefined,
): void {
  if (path === undefined || isRepositoryPath(path)) return;
  context.error(
    'CONFIG_TARGET_PATH',
    { field: key, value: path.slice(0, 200) },
    context.offsetOf(owner, key),
  );
}

export function checkTargetTag(context: ReadContext, owner: object, tag: string | undefined): void {
  if (tag === undefined || isTag(tag)) return;
  context.error('TARGET_TAG_INVALID', { tag: tag.slice(0, 200) }, context.offsetOf(owner, 'targetTag'));
}

/** Both parts of every platform have to be there (oc-mirror-v2.md 1.3). */
export function checkPlatforms(
  context: ReadContext,
  platforms: readonly PlatformFilter[],
  path: string,
): void {
  platforms.forEach((filter, index) => {
    requireText(context, filter, `${path}.platforms[${index}]`, 'os', filter.os);
    requireText(context, filter, `${path}.platforms[${index}]`, 'architecture', filter.architecture);
  });
}

interface Range {
  readonly minVersion?: string;
  readonly maxVersion?: string;
}

/** Checks both bounds of a range with `parse`, and that they are the right way round. */
export function checkRange(
  context: ReadContext,
  owner: Range,
  name: string,
  parse: (text: string) => Version | undefined,
  code: 'CONFIG_RELEASE_VERSION' | 'CONFIG_OPERATOR_VERSION',
): void {
  const bound = (key: 'minVersion' | 'maxVersion'): Version | undefined => {
    const value = owner[key];
    if (value === undefined) return undefined;
    const version = parse(value);
    if (version === undefined) {
      context.error(code, { field: key, name, value: value.slice(0, 100) }, context.offsetOf(owner, key));
    }
    return version;
  };
  const min = bound('minVersion');
  const max = bound('maxVersion');
  if (min === undefined || max === undefined || compareVersions(min, max) <= 0) return;
  const params = { name, min: owner.minVersion ?? '', max: owner.maxVersion ?? '' };
  context.error('CONFIG_RANGE_REVERSED', params, context.offsetOf(owner, 'minVersion'));
}

export function hasRange(range: Range): boolean {
  return range.minVersion !== undefined || range.maxVersion !== undefined;
}

/** Calls `report` for every value whose name was there before. */
export function eachDuplicate<T>(
  values: readonly T[],
  nameOf: (value: T) => string | undefined,
  report: (value: T, name: string) => void,
): void {
  const seen = new Set<string>();
  for (const value of values) {
    const name = nameOf(value);
    if (name === undefined || name === '') continue;
    if (seen.has(name)) report(value, name);
    seen.add(name);
  }
}

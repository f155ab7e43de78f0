import { createHash } from 'node:crypto';
import type { OperatorConfig, OperatorPackage } from '../../config/index.ts';
import type { Digest } from '../../reference/index.ts';

export interface HashedCatalog {
  /** The catalogue's reference without transport, tag and digest; for `oci://`, the path. */
  readonly name: string;
  /** Of the catalogue itself, before it is filtered. */
  readonly digest: Digest;
}

export interface FilterHashOptions {
  /** Whether the configuration has `packages: []`, which oc-mirror tells from no `packages` at all. */
  readonly emptyPackages?: boolean | undefined;
}

/**
 * oc-mirror's name for a filtered catalogue: 32 hexadecimal digits that are a tag in its cache and a folder
 * in its working directory (oc-mirror-v2.md 6.2). A digit less or more, and an import does not find the catalogue.
 */
export function filterHash(
  operator: OperatorConfig,
  catalog: HashedCatalog,
  options: FilterHashOptions = {},
): string {
  return md5(hashedText(operator, `${catalog.name}@${catalog.digest}`, options));
}

/** The same as oc-mirror made it before references were normalised: with the catalogue as the configuration names it. */
export function filterHashAsWritten(operator: OperatorConfig, options: FilterHashOptions = {}): string {
  return md5(hashedText(operator, operator.catalog, options));
}

/** Compact, members in oc-mirror's order, and without those that Go leaves out when empty. */
function hashedText(operator: OperatorConfig, catalog: string, options: FilterHashOptions): string {
  const none = options.emptyPackages === true ? [] : null;
  return goJson({
    packages: operator.packages.length === 0 ? none : operator.packages.map(hashedPackage),
    catalog,
    full: operator.full || undefined,
    skipDependencies: operator.skipDependencies || undefined,
    platforms:
      operator.platforms.length === 0
        ? undefined
        : operator.platforms.map(({ os, architecture }) => ({ os, architecture })),
  });
}

function hashedPackage(entry: OperatorPackage): object {
  return {
    name: entry.name,
    channels:
      entry.channels.length === 0
        ? undefined
        : entry.channels.map(({ name, minVersion, maxVersion }) => ({
            name,
            minVersion: filled(minVersion),
            maxVersion: filled(maxVersion),
          })),
    defaultChannel: filled(entry.defaultChannel),
    minVersion: filled(entry.minVersion),
    maxVersion: filled(entry.maxVersion),
  };
}

function filled(text: string | undefined): string | undefined {
  return text === '' ? undefined : text;
}

/** Go's encoder writes what could end a script element as escapes. These characters stand only in texts. */
function goJson(value: object): string {
  return JSON.stringify(value).replace(
    /[<>&\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

function md5(text: string): string {
  return createHash('md5').update(text, 'utf8').digest('hex');
}

import {
  authFilesHelper,
  emptyRegistriesConf,
  type RegistriesConf,
  type RegistriesConfFile,
  type RegistryRule,
} from './model.ts';

/**
 * Lays the files over each other in the order read: a later file replaces the whole table of a prefix, mirrors
 * included (V20), and each list it gives, an empty one too (registry-client.md 2.2 "Arrays"). Pure.
 */
export function mergeRegistriesConf(files: readonly RegistriesConfFile[]): RegistriesConf {
  const byPrefix = new Map<string, RegistryRule>();
  let searchRegistries = emptyRegistriesConf.searchRegistries;
  let credentialHelpers: readonly string[] = [];
  for (const file of files) {
    for (const rule of file.rules) byPrefix.set(rule.prefix, rule);
    searchRegistries = file.searchRegistries ?? searchRegistries;
    credentialHelpers = file.credentialHelpers ?? credentialHelpers;
  }
  return {
    rules: [...byPrefix.values()].sort(byPrefixText),
    searchRegistries,
    credentialHelpers: credentialHelpers.length === 0 ? [authFilesHelper] : credentialHelpers,
    files: files.map(({ file }) => file),
    findings: files.flatMap(({ findings }) => findings),
  };
}

/** The order decides between wildcards and names of equal length (V08), so it must not depend on a locale. */
function byPrefixText(left: RegistryRule, right: RegistryRule): number {
  return left.prefix < right.prefix ? -1 : left.prefix > right.prefix ? 1 : 0;
}

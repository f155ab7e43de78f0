import type { RegistriesConfFile, RegistryRule } from './model.ts';
import { readLocation } from './registry-table.ts';
import { readTable, type TomlTable } from './toml.ts';

/**
 * The format of before 2019 as its present equivalent (registry-client.md 2.1, V32): `block` and `insecure` become
 * tables, `search` the search list. Undefined when `table`, the [registries] of a file, sets none of them.
 */
export function readFormer(table: TomlTable, file: string): Omit<RegistriesConfFile, 'findings'> | undefined {
  const reader = readTable(table, file, 'registries');
  const list = (name: string): readonly string[] | undefined =>
    readTable(reader.table(name), file, `registries.${name}`).texts('registries');
  const search = list('search');
  const block = list('block');
  const insecure = list('insecure');
  if (search === undefined && block === undefined && insecure === undefined) return undefined;
  const blocked = new Set((block ?? []).map((location) => readLocation(location, file)));
  const unverified = new Set((insecure ?? []).map((location) => readLocation(location, file)));
  const rules = [...new Set([...blocked, ...unverified])].map((location): RegistryRule => ({
    prefix: location,
    location,
    insecure: unverified.has(location),
    blocked: blocked.has(location),
    mirrorByDigestOnly: false,
    mirrors: [],
    file,
  }));
  return { file, rules, searchRegistries: search, credentialHelpers: undefined };
}

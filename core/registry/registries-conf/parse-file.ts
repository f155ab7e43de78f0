import type { Finding } from '../../contract/index.ts';
import { isRegistryHost } from '../../reference/index.ts';
import { requireConsistent, withoutRepeats } from './consistency.ts';
import { confError, confFinding } from './fail.ts';
import { readFormer } from './former-format.ts';
import type { RegistriesConfFile } from './model.ts';
import { readLocation, readRegistry } from './registry-table.ts';
import { parseToml, readTable, type TableReader } from './toml.ts';
import { unusableLocations } from './usable-location.ts';

const currentKeys = [
  'registry',
  'unqualified-search-registries',
  'credential-helpers',
  'short-name-mode',
  'additional-layer-store-auth-helper',
  'aliases',
];
const shortNameModes = ['disabled', 'enforcing', 'permissive'];

/**
 * Reads the text of one registries.conf file and checks it the way containers/image does, so that a file that
 * stops podman stops Sluice too, with a message that names file and fault (registry-client.md 2.2). Pure.
 * `old` decides about the format of before 2019 (`[registries.search]`): converted with a finding, or refused.
 * Throws the REGISTRIES_CONF_ codes.
 */
export function parseRegistriesConf(
  text: string,
  file: string,
  old: 'convert' | 'refuse',
): RegistriesConfFile {
  const reader = readTable(parseToml(text, file), file);
  const former = readFormer(reader.table('registries'), file);
  if (former === undefined) return readCurrent(reader, file);
  if (old === 'refuse') throw confError('REGISTRIES_CONF_V1_DROP_IN', file);
  if (currentKeys.some((key) => reader.has(key))) throw confError('REGISTRIES_CONF_MIXED_VERSIONS', file);
  requireConsistent(former.rules, file);
  return { ...former, findings: [confFinding('warning', 'REGISTRIES_CONF_V1_CONVERTED', file)] };
}

function readCurrent(reader: TableReader, file: string): RegistriesConfFile {
  const findings: Finding[] = [];
  const all = reader.tables('registry').map((table, index) => readRegistry(table, file, index + 1, findings));
  requireConsistent(all, file);
  const rules = withoutRepeats(all, file, findings);
  findings.push(...unusableLocations(rules, file));
  const searchRegistries = reader
    .texts('unqualified-search-registries')
    ?.map((host) => readSearchHost(host, file));
  requireShortNameMode(reader, file);
  for (const key of reader.unknownKeys([...currentKeys, 'registries'])) {
    findings.push(confFinding('note', 'REGISTRIES_CONF_KEY_IGNORED', file, { key }));
  }
  return { file, rules, searchRegistries, credentialHelpers: reader.texts('credential-helpers'), findings };
}

function readSearchHost(text: string, file: string): string {
  const host = readLocation(text, file);
  if (isRegistryHost(host)) return host;
  throw confError('REGISTRIES_CONF_VALUE', file, {
    key: 'unqualified-search-registries',
    value: text,
    allowed: 'host[:port]',
  });
}

function requireShortNameMode(reader: TableReader, file: string): void {
  const value = reader.text('short-name-mode');
  if (value === '' || shortNameModes.includes(value)) return;
  const allowed = shortNameModes.join(', ');
  throw confError('REGISTRIES_CONF_VALUE', file, { key: 'short-name-mode', value, allowed });
}

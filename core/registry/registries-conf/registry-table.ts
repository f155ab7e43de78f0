import type { Finding } from '../../contract/index.ts';
import { withoutEndSlashes } from '../../reference/index.ts';
import { parseProxy, type Proxy } from '../proxy/index.ts';
import { confError, confFinding } from './fail.ts';
import type { MirrorRule, PullFromMirror, RegistryRule } from './model.ts';
import { readTable, type TableReader, type TomlTable } from './toml.ts';

const registryKeys = [
  'prefix',
  'location',
  'insecure',
  'blocked',
  'mirror-by-digest-only',
  'mirror',
  'proxy',
  'pull-from-mirror',
];
const mirrorKeys = ['location', 'insecure', 'pull-from-mirror', 'proxy'];
const pullValues: readonly string[] = ['all', 'digest-only', 'tag-only'] satisfies readonly PullFromMirror[];

/**
 * Checks one `[[registry]]` table and fills in what follows from what is given (registry-client.md 2.2: prefix,
 * location, wildcard, mirrors). Throws the REGISTRIES_CONF_ code of the first fault. `ordinal` counts from 1.
 */
export function readRegistry(
  table: TomlTable,
  file: string,
  ordinal: number,
  findings: Finding[],
): RegistryRule {
  const reader = readTable(table, file, 'registry');
  const location = readLocation(reader.text('location'), file);
  const givenPrefix = reader.text('prefix');
  if (givenPrefix === '' && location === '') {
    throw confError('REGISTRIES_CONF_LOCATION_MISSING', file, { entry: `#${ordinal}` });
  }
  const prefix = givenPrefix === '' ? location : readLocation(givenPrefix, file);
  const wildcard = prefix.startsWith('*.');
  if (location === '' && !wildcard) {
    throw confError('REGISTRIES_CONF_LOCATION_MISSING', file, { entry: prefix });
  }
  if (wildcard && /[/@:]/.test(prefix)) throw confError('REGISTRIES_CONF_WILDCARD', file, { prefix });
  const proxy = readProxy(reader, `${file}, ${prefix}`);
  if (reader.text('pull-from-mirror') !== '') {
    throw confError('REGISTRIES_CONF_MIRROR_USE_ON_PRIMARY', file, { prefix });
  }
  const mirrorByDigestOnly = reader.flag('mirror-by-digest-only');
  noteUnknown(reader, registryKeys, file, findings);
  return {
    prefix,
    location,
    insecure: reader.flag('insecure'),
    blocked: reader.flag('blocked'),
    mirrorByDigestOnly,
    mirrors: reader
      .tables('mirror')
      .map((mirror) => readMirror(mirror, file, prefix, mirrorByDigestOnly, findings)),
    ...(proxy !== undefined && { proxy }),
    file,
  };
}

function readMirror(
  table: TomlTable,
  file: string,
  prefix: string,
  byDigestOnly: boolean,
  findings: Finding[],
): MirrorRule {
  const reader = readTable(table, file, 'registry.mirror');
  const location = readLocation(reader.text('location'), file);
  if (location === '') throw confError('REGISTRIES_CONF_MIRROR_LOCATION_MISSING', file, { prefix });
  const proxy = readProxy(reader, `${file}, ${prefix}, ${location}`);
  const pull = reader.text('pull-from-mirror');
  if (pull !== '' && byDigestOnly) {
    throw confError('REGISTRIES_CONF_MIRROR_USE_TWICE', file, { prefix, mirror: location });
  }
  if (pull !== '' && !isPullFromMirror(pull)) {
    throw confError('REGISTRIES_CONF_VALUE', file, {
      key: 'pull-from-mirror',
      value: pull,
      allowed: pullValues.join(', '),
    });
  }
  noteUnknown(reader, mirrorKeys, file, findings);
  return {
    location,
    insecure: reader.flag('insecure'),
    pullFromMirror: isPullFromMirror(pull) ? pull : 'all',
    ...(proxy !== undefined && { proxy }),
  };
}

/** Without trailing slashes. Throws REGISTRIES_CONF_SCHEME. */
export function readLocation(text: string, file: string): string {
  const trimmed = withoutEndSlashes(text);
  if (/^https?:\/\//.test(trimmed)) throw confError('REGISTRIES_CONF_SCHEME', file, { value: text });
  return trimmed;
}

/** registry-client.md X4: http, https, socks5, socks5h, and here the scheme must be written. */
function readProxy(reader: TableReader, source: string): Proxy | undefined {
  const text = reader.text('proxy');
  if (text === '') return undefined;
  return parseProxy(text.includes('://') ? text : '', source);
}

function isPullFromMirror(text: string): text is PullFromMirror {
  return pullValues.includes(text);
}

function noteUnknown(reader: TableReader, known: readonly string[], file: string, findings: Finding[]): void {
  for (const key of reader.unknownKeys(known)) {
    findings.push(confFinding('note', 'REGISTRIES_CONF_KEY_IGNORED', file, { key }));
  }
}

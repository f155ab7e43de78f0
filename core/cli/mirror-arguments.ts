import { resolve } from 'node:path';
import { mirrorRequestSchema, SluiceError, type Language, type MirrorRequest } from '../contract/index.ts';
import { wordsIn } from './words.ts';
import { parseGoBoolean } from './boolean-flags.ts';
import { helpOf, mirrorFlags } from './mirror-flags.ts';

/** Flag values by name, as the command line gave them. */
export type FlagValues = Readonly<Record<string, string | undefined>>;

export interface MirrorArguments {
  readonly request: MirrorRequest;
  /** Flags that were given and have no meaning here, each with the reason. */
  readonly unused: readonly { readonly flag: string; readonly why: string }[];
}

/**
 * Turns oc-mirror's arguments into a request (oc-mirror-v2.md section 2). Relative paths
 * are taken from `workingDirectory`. Throws a CLI_ code that names the argument.
 */
export function mirrorArguments(
  destination: string | undefined,
  flags: FlagValues,
  workingDirectory: string,
  language: Language = 'en',
): MirrorArguments {
  refuseUnsupported(flags, language);
  const path = (text: string): string => resolve(workingDirectory, text);
  const again = flags['again'];
  // A set that is made again brings its own configuration.
  const config = again === undefined ? flags['config'] : '';
  if (config === undefined) throw new SluiceError('CLI_CONFIG_MISSING', { stage: 'configure' });
  if (destination === undefined) throw new SluiceError('CLI_DESTINATION_MISSING', { stage: 'configure' });
  const folder = (flag: string): string | undefined => {
    const value = flags[flag];
    return value === undefined ? undefined : path(filePath(value, `--${flag}`));
  };
  const boolean = (flag: string): boolean | undefined => booleanValue(flag, flags[flag]);
  const number = (flag: string): number | undefined => numberValue(flag, flags[flag]);
  const list = (flag: string): string[] | undefined =>
    flags[flag]
      ?.split(',')
      .map((item) => item.trim())
      .filter((item) => item !== '');
  const file = (flag: string): string | undefined => {
    const value = flags[flag];
    return value === undefined ? undefined : path(value);
  };
  const since = flags['since'];
  if (since !== undefined && !isDay(since)) {
    throw new SluiceError('CLI_SINCE_INVALID', { params: { value: since }, stage: 'configure' });
  }
  const removeSignatures = boolean('remove-signatures');
  const request = {
    config: path(config),
    from: folder('from'),
    destination: destinationOf(destination, path),
    workspace: folder('workspace'),
    dryRun: dryRun(boolean('dry-run'), boolean('dry-run-manifest-lists')),
    since,
    target: flags['target'],
    approvedFor: flags['approved-for'],
    again: number('again'),
    unacknowledged: flags['unacknowledged'],
    receipt: file('receipt'),
    selfContained: boolean('self-contained'),
    reproducible: boolean('reproducible'),
    replacePrevious: boolean('replace-previous'),
    layout: flags['layout'],
    strictArchive: boolean('strict-archive'),
    fileLimit: fileLimitValue(flags['file-limit']),
    signatures: removeSignatures === undefined ? undefined : !removeSignatures,
    accessories: list('accessories'),
    ignoreReleaseSignature: boolean('ignore-release-signature'),
    addIntermediate: boolean('add-intermediate'),
    maxNestedPaths: number('max-nested-paths'),
    helmValues: list('helm-values')?.map((item) => chartFile(item, path)),
    authFile: file('authfile'),
    registriesConf: file('registries-conf'),
    sourceTlsVerify: boolean('src-tls-verify'),
    destinationTlsVerify: boolean('dest-tls-verify'),
    offlineAllow: list('offline-allow'),
    caFile: file('ca-file'),
    workers: number('parallel-images'),
    retryTimes: number('retry-times'),
    logLevel: flags['log-level'],
    trustTarget: boolean('trust-registry'),
    olderSet: boolean('older-set'),
    verifyFirst: boolean('verify-first'),
    sign: boolean('sign'),
    setSignature: flags['set-signature'],
    acceptRealmChange: boolean('accept-realm-change'),
    person: flags['person'],
    sealNumber: flags['seal-number'],
  };
  const given = Object.fromEntries(Object.entries(request).filter(([, value]) => value !== undefined));
  const parsed = mirrorRequestSchema.safeParse(given);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw invalidField(String(issue?.path[0] ?? ''), flags);
  }
  const unused = [...unusedFlags(flags, language), ...misplacedFlags(flags, parsed.data, language)];
  return { request: parsed.data, unused };
}

/** The flags of fields that only the schema checks, and what they take. */
const checkedFields: Readonly<Record<string, readonly [flag: string, takes: string]>> = {
  layout: ['layout', 'oc-mirror, oc-mirror-4.17'],
  accessories: ['accessories', 'att, sbom, referrers'],
  again: ['again', '1, 2, 3, …'],
  unacknowledged: ['unacknowledged', 'trust, carry, wait'],
  workers: ['parallel-images', '1 - 64'],
  retryTimes: ['retry-times', '0, 1, 2, …'],
  maxNestedPaths: ['max-nested-paths', '0, 1, 2, …'],
  logLevel: ['log-level', 'error, info, debug, trace'],
  setSignature: ['set-signature', 'require, warn, off'],
};

function invalidField(field: string, flags: FlagValues): SluiceError {
  const [flag, takes] = checkedFields[field] ?? [field, ''];
  return new SluiceError('CLI_VALUE_INVALID', {
    params: { flag: `--${flag}`, message: `"${flags[flag] ?? ''}"${takes === '' ? '' : ` (${takes})`}` },
    stage: 'configure',
  });
}

/** A day that there is: a date that rolls over into the next month would silently mean another one. */
function isDay(text: string): boolean {
  const time = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

/** `file://<folder>` or `docker://<registry>[/<namespace>]`. Throws CLI_DESTINATION_INVALID. */
export function destinationOf(text: string, path: (text: string) => string): MirrorRequest['destination'] {
  if (text.startsWith('file://')) return { kind: 'archive', directory: path(filePath(text, text)) };
  if (!text.startsWith('docker://')) {
    throw new SluiceError('CLI_DESTINATION_INVALID', { params: { value: text }, stage: 'configure' });
  }
  const [host = '', ...rest] = text.slice('docker://'.length).replace(/\/+$/, '').split('/');
  const namespace = rest.join('/');
  const valid =
    host !== '' && /^[A-Za-z0-9.[\]:_-]+$/.test(host) && /^[a-z0-9]*(?:[._/-]+[a-z0-9]+)*$/.test(namespace);
  if (!valid)
    throw new SluiceError('CLI_DESTINATION_INVALID', { params: { value: text }, stage: 'configure' });
  return { kind: 'registry', host, namespace };
}

/** `chart=file`. Throws CLI_VALUE_INVALID. */
function chartFile(text: string, path: (text: string) => string): { chart: string; file: string } {
  const at = text.indexOf('=');
  if (at > 0 && at < text.length - 1) return { chart: text.slice(0, at), file: path(text.slice(at + 1)) };
  throw new SluiceError('CLI_VALUE_INVALID', {
    params: { flag: '--helm-values', message: `"${text}" (chart=file)` },
    stage: 'configure',
  });
}

function filePath(text: string, what: string): string {
  const path = text.slice('file://'.length);
  if (!text.startsWith('file://') || path === '') {
    throw new SluiceError('CLI_FILE_PREFIX', { params: { what, value: text }, stage: 'configure' });
  }
  return path;
}

function dryRun(mapping?: boolean, lists?: boolean): MirrorRequest['dryRun'] {
  if (mapping === true && lists === true) throw new SluiceError('CLI_DRY_RUN_TWICE', { stage: 'configure' });
  if (lists === true) return 'manifest-lists';
  return mapping === true ? 'mapping' : 'no';
}

function booleanValue(flag: string, text: string | undefined): boolean | undefined {
  if (text === undefined) return undefined;
  const value = parseGoBoolean(text);
  if (value === undefined) {
    throw new SluiceError('CLI_VALUE_INVALID', {
      params: { flag: `--${flag}`, message: `"${text}" (true, false)` },
      stage: 'configure',
    });
  }
  return value;
}

function numberValue(flag: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (!/^\d{1,6}$/.test(text)) {
    throw new SluiceError('CLI_VALUE_INVALID', {
      params: { flag: `--${flag}`, message: `"${text}" (0, 1, 2, …)` },
      stage: 'configure',
    });
  }
  return Number(text);
}

/** Bytes. Smaller files would make a set of thousands. */
const smallestFile = 64 * 1024;

/** `700K`, `4032M`, `16GiB`: powers of 1024. Throws CLI_VALUE_INVALID. */
function fileLimitValue(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const [, digits = '', unit = ''] = /^(\d{1,9})([KMGT])(?:iB)?$/i.exec(text) ?? [];
  const bytes = Number(digits) * 1024 ** (1 + 'KMGT'.indexOf(unit.toUpperCase()));
  if (digits !== '' && bytes >= smallestFile && Number.isSafeInteger(bytes)) return bytes;
  throw new SluiceError('CLI_VALUE_INVALID', {
    params: { flag: '--file-limit', message: `"${text}" (64K, 4032M, 16G, …)` },
    stage: 'configure',
  });
}

function refuseUnsupported(flags: FlagValues, language: Language): void {
  for (const flag of mirrorFlags) {
    const value = flags[flag.name];
    if (flag.treatment !== 'refused' || value === undefined || parseGoBoolean(value) === false) continue;
    throw new SluiceError('CLI_FLAG_REFUSED', {
      params: { flag: `--${flag.name}`, why: helpOf(flag, language) },
      stage: 'configure',
    });
  }
}

function unusedFlags(flags: FlagValues, language: Language): { flag: string; why: string }[] {
  return mirrorFlags
    .filter((flag) => flag.treatment === 'unused' && flags[flag.name] !== undefined)
    .map((flag) => ({ flag: `--${flag.name}`, why: helpOf(flag, language) }));
}

const archiveFlags = [
  'since',
  'target',
  'again',
  'unacknowledged',
  'approved-for',
  'self-contained',
  'reproducible',
  'replace-previous',
  'strict-archive',
  'file-limit',
];

const registryFlags = ['workspace', 'older-set', 'verify-first', 'receipt'];

/** Flags that mean something, but not for this destination. */
function misplacedFlags(
  flags: FlagValues,
  { destination }: MirrorRequest,
  language: Language,
): MirrorArguments['unused'] {
  const say = wordsIn(language);
  const toArchive = destination.kind === 'archive';
  return (toArchive ? registryFlags : archiveFlags)
    .filter((flag) => flags[flag] !== undefined)
    .map((flag) => ({ flag: `--${flag}`, why: say(toArchive ? 'flag.onlyRegistry' : 'flag.onlyArchive') }));
}

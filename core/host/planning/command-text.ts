import type { MirrorRequest } from '../../contract/index.ts';
import type { HostServices } from '../services.ts';

/** Variables that change what a run does; proxies are left out, they may hold a password. */
const deciding = [
  'SLUICE_STATE_DIR',
  'CONTAINERS_REGISTRIES_CONF',
  'UPDATE_URL_OVERRIDE',
  'OCP_SIGNATURE_URL',
  'OCP_SIGNATURE_VERIFICATION_PK',
  'SLUICE_GRAPH_DATA_URL',
];

/**
 * The command that does the same as `request`, for a POSIX shell, with the variables in which the run's
 * surroundings differ from those of a terminal. Secrets that the application keeps are not in it: the command
 * takes credentials and authorities from the usual files.
 */
export function commandText(
  own: HostServices,
  { environment, connections }: HostServices,
  request: MirrorRequest,
): string {
  const { destination } = request;
  const variables = deciding.flatMap((name) => {
    const value = environment.variables[name];
    if (value === undefined || value === own.environment.variables[name]) return [];
    // A user name in an address may come with a password.
    return /\/\/[^/]*@/.test(value) ? [] : [`${name}=${quoted(value)}`];
  });
  const insecure =
    destination.kind === 'registry' &&
    (connections?.insecure ?? []).some(({ host }) => host === destination.host);
  const flags: readonly (readonly [string, string | number | boolean | undefined])[] = [
    ['--from', fileUrl(request.from)],
    ['--workspace', fileUrl(request.workspace)],
    ['--target', request.target],
    ['--approved-for', request.approvedFor],
    ['--since', request.since],
    ['--again', request.again],
    ['--unacknowledged', request.unacknowledged === 'trust' ? undefined : request.unacknowledged],
    ['--receipt', request.receipt],
    ['--self-contained', request.selfContained],
    ['--reproducible', request.reproducible],
    ['--replace-previous', request.replacePrevious],
    ['--strict-archive', request.strictArchive],
    ['--file-limit', sizeText(request.fileLimit)],
    ['--add-intermediate', request.addIntermediate],
    ['--ignore-release-signature', request.ignoreReleaseSignature],
    ['--trust-registry', request.trustTarget],
    ['--older-set', request.olderSet],
    ['--verify-first', request.verifyFirst],
    ['--sign', request.sign],
    ['--set-signature', request.setSignature],
    ['--layout', request.layout === 'oc-mirror' ? undefined : request.layout],
    ['--helm-values', request.helmValues.map(({ chart, file }) => `${chart}=${file}`).join(',')],
    ['--max-nested-paths', request.maxNestedPaths],
    ['--registries-conf', request.registriesConf],
    ['--authfile', request.authFile],
    ['--ca-file', request.caFile],
    ['--offline-allow', request.offlineAllow?.join(',')],
    ['--src-tls-verify', request.sourceTlsVerify?.toString()],
    ['--dest-tls-verify', request.destinationTlsVerify?.toString() ?? (insecure ? 'false' : undefined)],
    ['--parallel-images', request.workers],
    ['--retry-times', request.retryTimes],
  ];
  return [
    ...variables,
    'sluice mirror',
    `-c ${quoted(request.config)}`,
    ...flags.flatMap(([flag, value]) => {
      if (value === undefined || value === false || value === '') return [];
      return value === true ? [flag] : [joined(flag, String(value))];
    }),
    quoted(
      destination.kind === 'archive'
        ? `file://${destination.directory}`
        : `docker://${destination.host}${destination.namespace === '' ? '' : `/${destination.namespace}`}`,
    ),
  ].join(' ');
}

/** Whole kibibytes, rounded down so that no file becomes larger than was asked for; 64 at least, as the flag wants. */
function sizeText(bytes: number | undefined): string | undefined {
  if (bytes === undefined) return undefined;
  return bytes % 1024 ** 2 === 0 ? `${bytes / 1024 ** 2}M` : `${Math.max(64, Math.floor(bytes / 1024))}K`;
}

/** A switch takes its value only with an equals sign. */
function joined(flag: string, value: string): string {
  return value === 'true' || value === 'false' ? `${flag}=${value}` : `${flag} ${quoted(value)}`;
}

function fileUrl(path: string | undefined): string | undefined {
  return path === undefined ? undefined : `file://${path}`;
}

/** One word for a POSIX shell, whatever is in it. */
export function quoted(word: string): string {
  return /^[A-Za-z0-9_/:=.,@%+-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}

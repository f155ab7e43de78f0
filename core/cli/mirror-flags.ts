import type { Language } from '../contract/index.ts';
import { chineseFlagHelp } from './words/flag-help.ts';

/** How one of oc-mirror's flags is treated. `unused`: accepted, and the user is told why it has no meaning here. */
export interface MirrorFlag {
  readonly name: string;
  readonly short?: string;
  readonly kind: 'value' | 'boolean' | 'list';
  readonly treatment: 'used' | 'unused' | 'silent' | 'refused';
  readonly hidden?: boolean;
  readonly help: string;
}

const used = (name: string, kind: MirrorFlag['kind'], help: string, short?: string): MirrorFlag => ({
  name,
  kind,
  treatment: 'used',
  help,
  ...(short !== undefined && { short }),
});
const unused = (name: string, kind: MirrorFlag['kind'], help: string, short?: string): MirrorFlag => ({
  name,
  kind,
  treatment: 'unused',
  hidden: true,
  help,
  ...(short !== undefined && { short }),
});

const refused = (name: string, help: string): MirrorFlag => ({
  name,
  kind: 'value',
  treatment: 'refused',
  hidden: true,
  help,
});
const commandLineSecret =
  'everybody on this machine can read a command line; put the credentials into a file and use --authfile';

/** oc-mirror-v2.md sections 2.1 and 2.2, and what Sluice adds. */
export const mirrorFlags: readonly MirrorFlag[] = [
  used('config', 'value', 'ImageSetConfiguration file (mandatory)', 'c'),
  used('from', 'value', 'file://folder with the set or archives to read'),
  used('workspace', 'value', 'file://folder for working files when mirroring to a registry'),
  used('dry-run', 'boolean', 'plan only; write mapping.txt and missing.txt'),
  used('dry-run-manifest-lists', 'boolean', 'like --dry-run, with a line for each image of a list'),
  used('since', 'value', 'assume the receiver has what was carried before this date (yyyy-MM-dd)'),
  used('strict-archive', 'boolean', 'fail when a blob is larger than archiveSize'),
  used(
    'file-limit',
    'value',
    'no larger file on the medium: 4032M, 16G, …; a larger layer is laid down in parts',
  ),
  used('remove-signatures', 'boolean', 'do not carry image signatures'),
  used('ignore-release-signature', 'boolean', 'with platform.release: do not verify the release signature'),
  used('max-nested-paths', 'value', 'longest repository path at the target, in components'),
  used('authfile', 'value', 'the only credentials file to read'),
  used('src-tls-verify', 'boolean', 'verify TLS of the sources (default: as registries.conf says)'),
  used('dest-tls-verify', 'boolean', 'verify TLS of the target (default: true)'),
  used('retry-times', 'value', 'attempts without progress before a request is given up'),
  used('parallel-images', 'value', 'images in work at once'),
  used('log-level', 'value', 'error, info (default), debug or trace'),
  used('registries-conf', 'value', 'registries.conf to use instead of the usual files'),
  used('offline-allow', 'list', 'contact only these hosts (comma separated); refuse and report all others'),
  used('ca-file', 'value', 'additional certificate authority, PEM'),
  used('target', 'value', 'name of the receiver whose holdings count, instead of the folder’s history'),
  used(
    'approved-for',
    'value',
    'carry only what is approved for this enclave; the rest is held back and told',
  ),
  used('again', 'value', 'make this generation of --target once more, exactly as it was; no -c'),
  used(
    'unacknowledged',
    'value',
    'sets for --target without a receipt: trust (default), carry again, or wait',
  ),
  used('receipt', 'value', 'also write the receipt of an import into this file'),
  used('self-contained', 'boolean', 'carry everything, whatever was carried before'),
  used('reproducible', 'boolean', 'the same content gives the same bytes; see SOURCE_DATE_EPOCH'),
  used('replace-previous', 'boolean', 'remove the previous set instead of keeping it in generation-NNNNNN'),
  used('layout', 'value', 'names at the target: oc-mirror (default) or oc-mirror-4.17'),
  used('add-intermediate', 'boolean', 'add the releases that the update path needs in between'),
  used('helm-values', 'list', 'values over a chart’s own: chart=file, … (comma separated)'),
  used('accessories', 'list', 'also carry with each image: att, sbom (cosign’s tags), referrers'),
  used('trust-registry', 'boolean', 'do not ask the registry for what earlier generations carried'),
  used('older-set', 'boolean', 'import a set although the registry was given a newer one'),
  used(
    'verify-first',
    'boolean',
    'read the whole set before the first push; import nothing of a damaged one',
  ),
  used(
    'sign',
    'boolean',
    'sign the set if it becomes whole, or an import’s receipt, with this machine’s key (sluice key)',
  ),
  used('set-signature', 'value', 'signature of the set that is read: require, warn (default) or off'),
  used('accept-realm-change', 'boolean', 'a registry may name another token service than last time'),
  used('person', 'value', 'who does this, for the custody log (default: SLUICE_PERSON, or the user)'),
  used('seal-number', 'value', 'number of the seal on the medium, for the custody log'),
  used('json', 'boolean', 'events as JSON lines'),
  unused('cache-dir', 'value', 'Sluice keeps no cache: each byte goes straight to the archive or registry'),
  unused('port', 'value', 'Sluice runs no local registry', 'p'),
  unused('image-timeout', 'value', 'Sluice has no limit per image: it stops only when no byte arrives'),
  unused('parallel-layers', 'value', 'Sluice adapts the number of streams to each registry'),
  unused('retry-delay', 'value', 'Sluice adapts its pauses, and keeps to Retry-After'),
  unused('rootless-storage-path', 'value', 'oc-mirror does not use it either'),
  unused('registries.d', 'value', 'Sluice carries sigstore attachments without registries.d'),
  unused('force', 'boolean', 'oc-mirror does not use it either'),
  unused('quiet', 'boolean', 'oc-mirror does not use it either'),
  unused('tls-verify', 'boolean', 'deprecated: use --src-tls-verify and --dest-tls-verify'),
  ...['compress', 'decompress', 'precompute-digests', 'oci-accept-uncompressed-layers'].map((name) =>
    unused(
      `dest-${name}`,
      'boolean',
      'images are never changed on their way; oc-mirror does not use it either',
    ),
  ),
  ...['compress-format', 'compress-level'].map((name) =>
    unused(
      `dest-${name}`,
      'value',
      'images are never changed on their way; oc-mirror does not use it either',
    ),
  ),
  ...['creds', 'username', 'password', 'registry-token'].flatMap((name) => [
    refused(`src-${name}`, commandLineSecret),
    refused(`dest-${name}`, commandLineSecret),
  ]),
  refused('screds', commandLineSecret),
  refused('dcreds', commandLineSecret),
  ...['src', 'dest'].flatMap((side) => [
    refused(`${side}-authfile`, 'one file serves both sides: use --authfile'),
    refused(`${side}-cert-dir`, 'use --ca-file, or a certs.d folder for the host'),
    refused(`${side}-daemon-host`, 'Sluice needs no container engine'),
    refused(`${side}-shared-blob-dir`, 'Sluice keeps no such folder'),
  ]),
  { name: 'v2', kind: 'boolean', treatment: 'silent', hidden: true, help: 'accepted for oc-mirror' },
  {
    name: 'secure-policy',
    kind: 'boolean',
    treatment: 'refused',
    hidden: true,
    help: 'policy.json is not enforced',
  },
  { name: 'policy', kind: 'value', treatment: 'refused', hidden: true, help: 'policy.json is not enforced' },
  { name: 'v1', kind: 'boolean', treatment: 'refused', hidden: true, help: 'oc-mirror v1 is not supported' },
];

/** What a flag is for, or why it has no meaning here. */
export function helpOf({ name, help }: MirrorFlag, language: Language): string {
  return language === 'zh' ? (chineseFlagHelp[name] ?? help) : help;
}

export const booleanFlags: ReadonlySet<string> = new Set(
  mirrorFlags.filter((flag) => flag.kind === 'boolean').map((flag) => flag.name),
);

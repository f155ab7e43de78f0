import { join } from 'node:path';
import { getCACertificates, rootCertificates } from 'node:tls';
import type { Finding } from '../../contract/index.ts';
import type { Environment, FileSystem } from '../../ports/index.ts';
import { readBundle, readPem } from './pem.ts';

export interface SystemStore {
  readonly certificates: readonly string[];
  readonly files: readonly string[];
  readonly findings: readonly Finding[];
}

/** The certificates the operating system keeps elsewhere than in files (Windows, macOS). */
export type PlatformCertificates = () => readonly string[];

export const platformCertificates: PlatformCertificates = () => getCACertificates('system');

/** registry-client.md T3: the first that exists is the host's store. Node's own list is not: it lacks the site's CA. */
const bundleFiles = [
  '/etc/pki/tls/certs/ca-bundle.crt',
  '/etc/ssl/certs/ca-certificates.crt',
  '/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem',
  '/etc/ssl/ca-bundle.pem',
  '/etc/pki/tls/cacert.pem',
  '/etc/ssl/cert.pem',
];
const bundleFolders = ['/etc/ssl/certs', '/etc/pki/tls/certs'];

interface Part {
  readonly certificates: readonly string[];
  readonly files: readonly string[];
  readonly findings: readonly Finding[];
}

const nothing: Part = { certificates: [], files: [], findings: [] };

/**
 * Every CA this host trusts. SSL_CERT_FILE and SSL_CERT_DIR stand in for the usual places, as for Go programs;
 * NODE_EXTRA_CA_CERTS adds. A file that cannot be read is passed over with a finding: the store is not the
 * operator's doing, and a missing CA shows itself as a clear TLS error.
 */
export async function loadSystemStore(
  fs: FileSystem,
  environment: Environment,
  platform: PlatformCertificates,
): Promise<SystemStore> {
  const { variables } = environment;
  const file = variables['SSL_CERT_FILE'] ?? '';
  const folders = (variables['SSL_CERT_DIR'] ?? '').split(':').filter((folder) => folder !== '');
  const named = file === '' ? nothing : await readNamed(fs, file, 'SSL_CERT_FILE');
  const bundle = named.certificates.length > 0 ? named : combine(named, await readFirst(fs, bundleFiles));
  const useFolders = folders.length > 0 || bundle.certificates.length === 0;
  const fromFolders = useFolders
    ? await readFolders(fs, folders.length > 0 ? folders : bundleFolders)
    : nothing;
  const extra = variables['NODE_EXTRA_CA_CERTS'] ?? '';
  const added = extra === '' ? nothing : await readNamed(fs, extra, 'NODE_EXTRA_CA_CERTS');
  const fromFiles = combine(bundle, fromFolders);
  const own = fromFiles.certificates.length > 0 ? fromFiles : combine(fromFiles, fromPlatform(platform));
  const all = combine(own, added);
  return { ...all, certificates: [...new Set(all.certificates)] };
}

function combine(left: Part, right: Part): Part {
  return {
    certificates: [...left.certificates, ...right.certificates],
    files: [...left.files, ...right.files],
    findings: [...left.findings, ...right.findings],
  };
}

async function readNamed(fs: FileSystem, file: string, variable: string): Promise<Part> {
  const part = await readStoreFile(fs, file);
  if (part.certificates.length > 0) return part;
  const params = { variable, file };
  return {
    ...nothing,
    findings: [{ level: 'warning', code: 'TRUST_VARIABLE_IGNORED', params, affected: [file] }],
  };
}

async function readFirst(fs: FileSystem, files: readonly string[]): Promise<Part> {
  for (const file of files) {
    const part = await readStoreFile(fs, file);
    if (part.certificates.length > 0) return part;
  }
  return nothing;
}

/** A folder holds hundreds of files and as many links to them: it is named as one, when it adds anything. */
async function readFolders(fs: FileSystem, folders: readonly string[]): Promise<Part> {
  let all = nothing;
  for (const folder of folders) {
    const names = await fs.readdir(folder).catch((): string[] => []);
    let inside = nothing;
    for (const name of names.sort()) inside = combine(inside, await readStoreFile(fs, join(folder, name)));
    if (inside.files.length > 0) all = combine(all, { ...inside, files: [folder] });
  }
  return all;
}

async function readStoreFile(fs: FileSystem, file: string): Promise<Part> {
  const text = await readPem(fs, file).catch(() => '');
  const { certificates, unreadable } = readBundle(text);
  if (certificates.length === 0) return nothing;
  const params = { file, count: unreadable };
  return {
    certificates,
    files: [file],
    findings:
      unreadable === 0 ? [] : [{ level: 'note', code: 'TRUST_ENTRY_SKIPPED', params, affected: [file] }],
  };
}

function fromPlatform(platform: PlatformCertificates): Part {
  const certificates = platform();
  if (certificates.length > 0) return { certificates, files: ['the system certificate store'], findings: [] };
  return {
    certificates: rootCertificates,
    files: ['the list built into Node.js'],
    findings: [{ level: 'warning', code: 'TRUST_NO_SYSTEM_STORE', params: {}, affected: [] }],
  };
}

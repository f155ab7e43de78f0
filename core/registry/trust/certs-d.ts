import { createPrivateKey, X509Certificate } from 'node:crypto';
import { join } from 'node:path';
import { type Finding, SluiceError } from '../../contract/index.ts';
import type { Environment, FileSystem } from '../../ports/index.ts';
import type { ClientCertificate } from './model.ts';
import { readPem, requireCertificates, requirePrivateKey } from './pem.ts';

/** What one certs.d directory of a host gives. */
export interface HostDirectory {
  readonly ca: readonly string[];
  readonly files: readonly string[];
  readonly client?: ClientCertificate;
  readonly findings: readonly Finding[];
}

const empty: HostDirectory = { ca: [], files: [], findings: [] };

/**
 * The directories that may hold `host`, strongest first (registry-client.md T3 and the 2026 additions). `host` is
 * checked to be a single path element, so that no reference leads elsewhere.
 */
export function certsDirectories(environment: Environment, host: string): readonly string[] {
  if (host === '' || host === '.' || host === '..' || /[/\\\0]/.test(host)) return [];
  const { variables, home, uid } = environment;
  const user = join(variables['XDG_CONFIG_HOME'] || join(home, '.config'), 'containers', 'certs.d');
  const names =
    uid > 0
      ? [join('certs.rootless.d', String(uid)), 'certs.rootless.d', 'certs.d']
      : ['certs.rootful.d', 'certs.d'];
  const system = ['/etc/containers', '/usr/share/containers'].flatMap((folder) =>
    names.map((name) => join(folder, name)),
  );
  return [user, ...system, '/etc/docker/certs.d'].map((folder) => join(folder, host));
}

/**
 * Reads the first directory of `host` that exists; one that may not be entered is passed over. `*.crt` are CAs,
 * `*.cert` with `*.key` of the same base name a client pair.
 * Throws TRUST_PEM_MALFORMED, TRUST_FILE_UNREADABLE, TRUST_PAIR_INCOMPLETE, TRUST_PAIR_MISMATCH.
 */
export async function readHostDirectory(
  fs: FileSystem,
  environment: Environment,
  host: string,
): Promise<HostDirectory> {
  for (const directory of certsDirectories(environment, host)) {
    const names = await fs.readdir(directory).catch(() => undefined);
    if (names !== undefined) return await readDirectory(fs, directory, names.sort());
  }
  return empty;
}

async function readDirectory(
  fs: FileSystem,
  directory: string,
  names: readonly string[],
): Promise<HostDirectory> {
  const authorities = names.filter((name) => name.endsWith('.crt')).map((name) => join(directory, name));
  const ca: string[] = [];
  for (const file of authorities) ca.push(...requireCertificates(await readPem(fs, file), file));
  const bases = pairBases(directory, names);
  const base = bases[0];
  if (base === undefined) return { ca, files: authorities, findings: [] };
  const files = [join(directory, `${base}.cert`), join(directory, `${base}.key`)] as const;
  const cert = requireCertificates(await readPem(fs, files[0]), files[0]).join('\n');
  const key = requirePrivateKey(await readPem(fs, files[1]), files[1]);
  requireSamePair(cert, key, files);
  const params = { directory, used: `${base}.cert` };
  return {
    ca,
    files: [...authorities, ...files],
    client: { cert, key },
    findings:
      bases.length === 1
        ? []
        : [{ level: 'warning', code: 'TRUST_SEVERAL_CLIENT_CERTIFICATES', params, affected: [directory] }],
  };
}

/** As Go does when it loads a pair; otherwise every connection would fail with a riddle. Throws TRUST_PAIR_MISMATCH. */
function requireSamePair(cert: string, key: string, [file, keyFile]: readonly [string, string]): void {
  if (new X509Certificate(cert).checkPrivateKey(createPrivateKey(key))) return;
  throw new SluiceError('TRUST_PAIR_MISMATCH', {
    params: { file, keyFile },
    stage: 'configure',
    affected: [file, keyFile],
  });
}

/** Base names of complete pairs. Throws TRUST_PAIR_INCOMPLETE for half a pair. */
function pairBases(directory: string, names: readonly string[]): readonly string[] {
  const present = new Set(names);
  const bases: string[] = [];
  for (const name of names) {
    const parts = /^(.*)\.(cert|key)$/.exec(name);
    if (parts === null) continue;
    const missing = `${parts[1]}.${parts[2] === 'cert' ? 'key' : 'cert'}`;
    if (!present.has(missing)) {
      const file = join(directory, name);
      throw new SluiceError('TRUST_PAIR_INCOMPLETE', {
        params: { file, missing },
        stage: 'configure',
        affected: [file],
      });
    }
    if (parts[2] === 'cert') bases.push(parts[1] ?? '');
  }
  return bases;
}

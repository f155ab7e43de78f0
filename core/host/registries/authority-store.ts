import { join } from 'node:path';
import { SluiceError, type CertificateView } from '../../contract/index.ts';
import { writeDurably } from '../../ports/index.ts';
import { describeCertificate, mayBeAuthority, type CaFile } from '../../registry/index.ts';
import type { HostServices } from '../services.ts';

export interface KeptAuthority {
  readonly host: string;
  readonly file: string;
  readonly certificate: CertificateView;
}

/** Authorities that somebody trusts for one host each: a PEM file per authority. */
export interface AuthorityStore {
  list(): Promise<readonly KeptAuthority[]>;
  /** As the engine takes them. */
  caFiles(): Promise<readonly CaFile[]>;
  /** Throws AUTHORITY_IS_SERVER for a certificate that may not vouch for others, and STATE_NOT_SAVED. */
  add(host: string, certificates: readonly string[]): Promise<void>;
  remove(host: string, sha256: string): Promise<void>;
}

export function createAuthorityStore(
  services: Pick<HostServices, 'fs'>,
  applicationFolder: string,
): AuthorityStore {
  const { fs } = services;
  const folder = join(applicationFolder, 'authorities');

  const list = async (): Promise<readonly KeptAuthority[]> => {
    const found: KeptAuthority[] = [];
    for (const name of (await fs.readdir(folder).catch(() => [])).sort()) {
      const host = hostOfFolder(name);
      if (host === undefined) continue;
      const files = (await fs.readdir(join(folder, name)).catch(() => [])).sort();
      for (const file of files.filter((candidate) => candidate.endsWith('.pem'))) {
        const path = join(folder, name, file);
        const certificate = await describe(fs, path);
        if (certificate !== undefined) found.push({ host, file: path, certificate });
      }
    }
    return found;
  };

  return {
    list,
    caFiles: async () =>
      (await list()).flatMap(({ host, file }) => spellings(host).map((spelled) => ({ host: spelled, file }))),
    async add(host, certificates) {
      for (const pem of certificates) {
        if (mayBeAuthority(pem)) continue;
        const { subject } = describeCertificate(pem);
        throw new SluiceError('AUTHORITY_IS_SERVER', { params: { host, subject }, affected: [host] });
      }
      for (const pem of certificates) {
        const file = join(folder, folderOfHost(host), fileOf(describeCertificate(pem).sha256));
        try {
          await fs.mkdir(join(folder, folderOfHost(host)), { recursive: true, mode: 0o700 });
          await writeDurably(fs, file, `${pem.trim()}\n`, 0o600);
        } catch (cause) {
          const reason = (cause as NodeJS.ErrnoException).code ?? 'unknown';
          throw new SluiceError('STATE_NOT_SAVED', { params: { file, reason }, affected: [file], cause });
        }
      }
    },
    async remove(host, sha256) {
      await fs.rm(join(folder, folderOfHost(host), fileOf(sha256)), { force: true });
    },
  };
}

async function describe(fs: HostServices['fs'], path: string): Promise<CertificateView | undefined> {
  try {
    return describeCertificate(await fs.readFile(path, 'utf8'));
  } catch {
    // A damaged file is left out here; a run that would need it says so by its own error.
    return undefined;
  }
}

/** Port 443 may be written or left out: certificates are looked up without it, references may have it. */
function spellings(host: string): readonly string[] {
  const bare = host.replace(/:443$/, '');
  return [bare, `${bare}:443`].filter((spelled) => spelled === host || !/:\d+$/.test(bare));
}

/** `reg.example:5000` as a file name on every system. */
function folderOfHost(host: string): string {
  return encodeURIComponent(host);
}

function hostOfFolder(name: string): string | undefined {
  try {
    return decodeURIComponent(name);
  } catch {
    return undefined;
  }
}

function fileOf(sha256: string): string {
  return `${sha256
    .toLowerCase()
    .replaceAll(/[^0-9a-f]/g, '')
    .slice(0, 64)}.pem`;
}

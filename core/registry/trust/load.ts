import type { Finding } from '../../contract/index.ts';
import type { Environment, FileSystem } from '../../ports/index.ts';
import { readHostDirectory } from './certs-d.ts';
import type { CaFile, HostTrust, Trust } from './model.ts';
import { readPem, requireCertificates } from './pem.ts';
import {
  loadSystemStore,
  type PlatformCertificates,
  platformCertificates,
  type SystemStore,
} from './system-store.ts';

export interface TrustOptions {
  readonly fs: FileSystem;
  readonly environment: Environment;
  /** Further CAs, for one host or for all. */
  readonly caFiles?: readonly CaFile[];
  /** Default: what Node reads from the operating system. */
  readonly platformCertificates?: PlatformCertificates;
}

/** Decides whom to believe (registry-client.md T3). Reads nothing until it is asked, and then everything once. */
export function loadTrust(options: TrustOptions): Trust {
  const { fs, environment } = options;
  const findings: Finding[] = [];
  const hosts = new Map<string, Promise<HostTrust>>();
  let system: Promise<SystemStore> | undefined;

  const systemOnce = async (): Promise<SystemStore> => {
    system ??= loadSystemStore(fs, environment, options.platformCertificates ?? platformCertificates).then(
      (store) => {
        findings.push(...store.findings);
        return store;
      },
    );
    return await system;
  };

  const read = async (host: string): Promise<HostTrust> => {
    const own = await readHostDirectory(fs, environment, host);
    findings.push(...own.findings);
    const given = (options.caFiles ?? []).filter((entry) => entry.host === undefined || entry.host === host);
    const givenCa: string[] = [];
    for (const { file } of given) givenCa.push(...requireCertificates(await readPem(fs, file), file));
    const store = await systemOnce();
    return {
      ca: [...new Set([...store.certificates, ...own.ca, ...givenCa])],
      files: [...store.files, ...own.files, ...given.map(({ file }) => file)],
      ...(own.client !== undefined && { client: own.client }),
    };
  };

  return {
    trustFor: async (host) => {
      const known = hosts.get(host);
      if (known !== undefined) return await known;
      const reading = read(host);
      hosts.set(host, reading);
      return await reading.catch((error: unknown) => {
        // A file that was put right meanwhile counts at the next attempt.
        hosts.delete(host);
        throw error;
      });
    },
    findings: () => [...findings],
  };
}

import { join } from 'node:path';
import { z } from 'zod';
import { SluiceError, type Finding } from '../../contract/index.ts';
import { readBounded, writeDurably } from '../../ports/index.ts';
import { Secret } from '../../registry/index.ts';
import type { ShellPorts } from '../app/ports.ts';
import type { HostServices } from '../services.ts';

/** Secrets of this application by name. What it holds leaves it only through `get`. */
export interface Vault {
  /** `system`: encrypted by the system's store, so they outlive the host. `session`: in memory only. */
  readonly store: 'system' | 'session';
  names(): readonly string[];
  get(name: string): Secret | undefined;
  /** Throws CREDENTIALS_NOT_SAVED; the former secret stays then. */
  set(name: string, secret: Secret): Promise<void>;
  /** Throws CREDENTIALS_NOT_SAVED. */
  remove(name: string): Promise<void>;
}

export interface VaultOptions {
  readonly services: Pick<HostServices, 'fs'>;
  readonly folder: string;
  readonly secrets?: ShellPorts['secrets'];
}

export interface OpenedVault {
  readonly vault: Vault;
  readonly findings: readonly Finding[];
}

const fileForm = z.object({ version: z.literal(1), entries: z.record(z.string(), z.base64()) });
const sizeLimit = 8 * 1024 * 1024;

/**
 * Opens `credentials.json`, whose values only the system's store can read. Without such a store nothing is
 * written and nothing is read: secrets live until the host ends. Never fails: what cannot be read is told.
 */
export async function openVault(options: VaultOptions): Promise<OpenedVault> {
  const { secrets, services, folder } = options;
  const file = join(folder, 'credentials.json');
  if (secrets === undefined) return { vault: sessionVault(), findings: [] };
  const findings: Finding[] = [];
  const held = new Map<string, Secret>();
  /** As in the file. Entries that could not be decrypted stay: a key store may only be locked today. */
  const encrypted = new Map(await readEntries(services, file, findings));
  for (const [name, value] of encrypted) {
    try {
      held.set(name, new Secret(await secrets.decrypt(Buffer.from(value, 'base64'))));
    } catch {
      findings.push({ level: 'warning', code: 'CREDENTIALS_LOCKED', params: { file }, affected: [name] });
    }
  }
  const write = async (entries: ReadonlyMap<string, string>): Promise<void> => {
    const text = JSON.stringify({ version: 1, entries: Object.fromEntries(entries) }, null, 2);
    try {
      await services.fs.mkdir(folder, { recursive: true, mode: 0o700 });
      await writeDurably(services.fs, file, `${text}\n`, 0o600);
    } catch (cause) {
      const reason = (cause as NodeJS.ErrnoException).code ?? 'unknown';
      throw new SluiceError('CREDENTIALS_NOT_SAVED', {
        params: { file, reason },
        stage: 'application',
        cause,
      });
    }
  };
  let queue: Promise<unknown> = Promise.resolve();
  const inTurn = async (work: () => Promise<void>): Promise<void> => {
    const turn = queue.then(work);
    queue = turn.catch(() => undefined);
    await turn;
  };
  const vault: Vault = {
    store: 'system',
    names: () => [...held.keys()],
    get: (name) => held.get(name),
    set: (name, secret) =>
      inTurn(async () => {
        const value = (await secrets.encrypt(secret.reveal())).toString('base64');
        await write(new Map([...encrypted, [name, value]]));
        encrypted.set(name, value);
        held.set(name, secret);
      }),
    remove: (name) =>
      inTurn(async () => {
        await write(new Map([...encrypted].filter(([key]) => key !== name)));
        encrypted.delete(name);
        held.delete(name);
      }),
  };
  return { vault, findings };
}

function sessionVault(): Vault {
  const held = new Map<string, Secret>();
  return {
    store: 'session',
    names: () => [...held.keys()],
    get: (name) => held.get(name),
    set: (name, secret) => Promise.resolve(void held.set(name, secret)),
    remove: (name) => Promise.resolve(void held.delete(name)),
  };
}

async function readEntries(
  { fs }: VaultOptions['services'],
  file: string,
  findings: Finding[],
): Promise<readonly (readonly [string, string])[]> {
  try {
    const text = (await readBounded(fs, file, sizeLimit)).toString('utf8');
    return Object.entries(fileForm.parse(JSON.parse(text)).entries);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    // Kept beside: what is in it may still be wanted, and nobody else can read it.
    const aside = `${file}.damaged`;
    await fs.rename(file, aside).catch(() => undefined);
    const params = { file, aside };
    findings.push({ level: 'warning', code: 'CREDENTIALS_STORE_DAMAGED', params, affected: [aside] });
    return [];
  }
}

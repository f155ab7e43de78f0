import { join } from 'node:path';
import { z } from 'zod';
import { SluiceError } from '../contract/index.ts';
import { stateDirectory } from '../ledger/index.ts';
import { writeDurably } from '../ports/index.ts';
import type { RealmMemory } from '../registry/index.ts';
import type { HostServices } from './services.ts';

const schema = z.record(z.string().max(300), z.string().max(300));

/**
 * Which token service each registry named when credentials were last sent there, kept across runs:
 * a registry that suddenly sends credentials elsewhere is stopped (registry-client.md A11.5).
 */
export async function openRealmMemory(
  services: HostServices,
): Promise<RealmMemory & { save(): Promise<void> }> {
  const path = join(stateDirectory(services.environment), 'token-services.json');
  const text = await services.fs.readFile(path, 'utf8').catch(() => '{}');
  const known = new Map(Object.entries(readKnown(text)));
  let changed = false;
  return {
    get: (registry) => known.get(registry),
    set: (registry, realm) => {
      changed ||= known.get(registry) !== realm;
      known.set(registry, realm);
    },
    save: async () => {
      if (!changed) return;
      const sorted = Object.fromEntries([...known].sort(([a], [b]) => (a < b ? -1 : 1)));
      await writeDurably(services.fs, path, `${JSON.stringify(sorted, null, 2)}\n`, 0o600);
    },
  };
}

/** Lets the next login at `registry` go wherever it says. Throws STATE_NOT_SAVED. */
export async function forgetRealm(services: HostServices, registry: string): Promise<void> {
  const path = join(stateDirectory(services.environment), 'token-services.json');
  const text = await services.fs.readFile(path, 'utf8').catch(() => '{}');
  const { [registry]: known, ...others } = readKnown(text);
  if (known === undefined) return;
  try {
    await writeDurably(services.fs, path, `${JSON.stringify(others, null, 2)}\n`, 0o600);
  } catch (cause) {
    const reason = (cause as NodeJS.ErrnoException).code ?? 'unknown';
    throw new SluiceError('STATE_NOT_SAVED', { params: { file: path, reason }, affected: [path], cause });
  }
}

/** A damaged memory is forgotten: it guards against surprise, and must not stop a run by itself. */
function readKnown(text: string): Record<string, string> {
  try {
    return schema.parse(JSON.parse(text));
  } catch {
    return {};
  }
}

import { join } from 'node:path';
import { pack } from 'tar-stream';
import { SluiceError } from '../../contract/index.ts';
import { writeDurably } from '../../ports/index.ts';
import type { Desk } from '../app/desk.ts';
import type { HandlersOf } from '../app/handlers.ts';
import type { Vault } from '../credentials/vault.ts';
import { gatherBundle, type Bundle, type BundleFile, type BundleSources } from './bundle-files.ts';
import { createRedactor } from './redact.ts';

export interface SupportDesk extends Pick<Desk, 'services' | 'ports' | 'paths' | 'settings'> {
  /** Its secrets are looked for everywhere. */
  readonly vault: Vault;
  readonly registries: BundleSources['registries'];
  readonly jobs: BundleSources['jobs'];
  readonly log: BundleSources['log'];
}

/** `support.*`: what is shown is what is saved. Nothing is sent anywhere. */
export function supportHandlers(desk: SupportDesk): HandlersOf<'support'> {
  const { services, paths, vault, settings } = desk;
  const gather = (): Promise<Bundle> => {
    const secrets = vault.names().flatMap((name) => secretsIn(vault.get(name)?.reveal() ?? ''));
    const redact = createRedactor({ secrets, home: services.environment.home });
    return gatherBundle({ ...desk, shell: desk.ports.shell, settings: () => settings.view() }, redact);
  };
  return {
    'support.preview': async () => ({ files: [...(await gather()).files] }),
    'support.save': async ({ to }) => {
      const folder = paths.resolve(to, ['output-folder']);
      const { files, problems } = await gather();
      const now = services.clock.now();
      const stamp = now.toISOString().slice(0, 19).replaceAll(/[-:]/g, '').replace('T', '-');
      const file = join(folder, `sluice-support-${stamp}.tar`);
      try {
        await writeDurably(services.fs, file, await tarOf(files, `sluice-support-${stamp}`, now), 0o600);
      } catch (cause) {
        const reason = (cause as NodeJS.ErrnoException).code ?? 'unknown';
        throw new SluiceError('SUPPORT_NOT_SAVED', { params: { folder, reason }, affected: [folder], cause });
      }
      const redactions = files.reduce((sum, part) => sum + part.redactions, 0);
      return { display: file, redactions, problems: [...problems] };
    },
  };
}

/** Kept values are JSON with a secret in it, or an address with a password: the secret parts are what may leak. */
function secretsIn(value: string): readonly string[] {
  try {
    const { secret, username } = JSON.parse(value) as { secret?: unknown; username?: unknown };
    if (typeof secret === 'string') return [secret, `${String(username)}:${secret}`];
  } catch {
    // An address of a proxy.
  }
  const password = URL.parse(value.includes('://') ? value : `http://${value}`)?.password ?? '';
  return password === '' ? [value] : [password, decodeURIComponent(password)];
}

async function tarOf(files: readonly BundleFile[], folder: string, now: Date): Promise<Buffer> {
  const archive = pack();
  for (const { name, text } of files)
    archive.entry({ name: `${folder}/${name}`, mode: 0o600, mtime: now }, text);
  archive.finalize();
  const chunks: Buffer[] = [];
  for await (const chunk of archive) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

import { join } from 'node:path';
import { z } from 'zod';
import { isKeyName, SluiceError } from '../../contract/index.ts';
import { writeDurably } from '../../ports/index.ts';
import { parsePublicKey, type TrustedKey } from '../../seal/index.ts';
import type { HostServices } from '../services.ts';
import { keyNotSaved } from './own-key-file.ts';
import { othersMay, readPrivateFile } from './private-file.ts';

/** A key whose signatures count here, and since when. */
export interface TrustedEntry extends TrustedKey {
  readonly addedAt: string;
}

const fileForm = z.strictObject({
  version: z.literal(1),
  keys: z.array(
    z.strictObject({ name: z.string().refine(isKeyName), publicKey: z.string(), addedAt: z.iso.datetime() }),
  ),
});

type Place = Pick<HostServices, 'fs' | 'environment'> & { readonly folder: string };

const fileIn = (folder: string): string => join(folder, 'trusted-keys.json');

/**
 * The keys that are trusted. A damaged list is no empty one: a set could then be taken for one that nobody has to
 * know. Throws SEAL_TRUST_EXPOSED, SEAL_TRUST_UNREADABLE.
 */
export async function readTrustedKeys({ fs, environment, folder }: Place): Promise<readonly TrustedEntry[]> {
  const file = fileIn(folder);
  const read = await readPrivateFile(fs, environment.platform, file, othersMay.change);
  const refusal = (code: 'SEAL_TRUST_EXPOSED' | 'SEAL_TRUST_UNREADABLE', more: Record<string, string>) =>
    new SluiceError(code, { params: { file, ...more }, stage: 'application', affected: [file] });
  switch (read.found) {
    case 'absent':
      return [];
    case 'exposed':
      throw refusal('SEAL_TRUST_EXPOSED', { mode: read.mode });
    case 'unusable':
      throw refusal('SEAL_TRUST_UNREADABLE', { reason: `<${read.reason}>` });
    case 'whole':
      try {
        return fileForm
          .parse(JSON.parse(read.text))
          .keys.map(({ name, publicKey, addedAt }) => ({ ...parsePublicKey(publicKey), name, addedAt }));
      } catch (error) {
        const what = error instanceof SyntaxError ? 'no JSON' : 'not its form';
        throw refusal('SEAL_TRUST_UNREADABLE', { reason: what });
      }
  }
}

/** Throws SEAL_KEY_NOT_SAVED; the former list stays then. */
export async function writeTrustedKeys({ fs, folder }: Place, keys: readonly TrustedEntry[]): Promise<void> {
  const file = fileIn(folder);
  const kept: z.infer<typeof fileForm> = {
    version: 1,
    keys: keys.map(({ name, pem, addedAt }) => ({ name, publicKey: pem, addedAt })),
  };
  try {
    await fs.mkdir(folder, { recursive: true, mode: 0o700 });
    await writeDurably(fs, file, `${JSON.stringify(kept, null, 2)}\n`, 0o600);
  } catch (cause) {
    throw keyNotSaved(file, cause);
  }
}

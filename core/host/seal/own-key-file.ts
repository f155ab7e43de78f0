import { join } from 'node:path';
import { z } from 'zod';
import { isKeyName, keyIdSchema, SluiceError } from '../../contract/index.ts';
import { writeDurably } from '../../ports/index.ts';
import { parsePublicKey } from '../../seal/index.ts';
import type { HostServices } from '../services.ts';
import { othersMay, readPrivateFile } from './private-file.ts';

const fileForm = z.strictObject({
  version: z.literal(1),
  name: z.string().refine(isKeyName),
  keyId: keyIdSchema,
  createdAt: z.iso.datetime(),
  /** PEM. */
  publicKey: z.string(),
  /** Encrypted PKCS #8 in PEM: never the plain key. */
  privateKey: z.string(),
});

/** The signing key of this installation, as it lies in its file. */
export type OwnKeyFile = z.infer<typeof fileForm>;

type Place = Pick<HostServices, 'fs' | 'environment' | 'clock'> & { readonly folder: string };

const fileIn = (folder: string): string => join(folder, 'signing-key.json');

/** Undefined when there is none. Throws SEAL_KEY_EXPOSED, SEAL_KEY_UNREADABLE. */
export async function readOwnKey({ fs, environment, folder }: Place): Promise<OwnKeyFile | undefined> {
  const file = fileIn(folder);
  const read = await readPrivateFile(fs, environment.platform, file, othersMay.readOrChange);
  switch (read.found) {
    case 'absent':
      return undefined;
    case 'exposed':
      throw new SluiceError('SEAL_KEY_EXPOSED', {
        params: { file, mode: read.mode },
        stage: 'application',
        affected: [file],
      });
    case 'unusable':
      throw unreadable(file, `<${read.reason}>`);
    case 'whole':
      return parse(file, read.text);
  }
}

function parse(file: string, text: string): OwnKeyFile {
  try {
    const key = fileForm.parse(JSON.parse(text));
    if (parsePublicKey(key.publicKey).keyId === key.keyId) return key;
  } catch {
    // Below: no detail, which may be part of the key.
  }
  throw unreadable(file, file);
}

function unreadable(file: string, reason: string): SluiceError {
  return new SluiceError('SEAL_KEY_UNREADABLE', {
    params: { reason },
    stage: 'application',
    affected: [file],
  });
}

/**
 * Puts a key in its place; what stood there is kept beside, for it may be wanted again. Throws SEAL_KEY_NOT_SAVED;
 * the former key stays then.
 */
export async function writeOwnKey({ fs, clock, folder }: Place, key: OwnKeyFile): Promise<void> {
  const file = fileIn(folder);
  const aside = `${file}.replaced-${clock.now().toISOString().replaceAll(/[:.]/g, '-')}`;
  let moved = false;
  try {
    await fs.mkdir(folder, { recursive: true, mode: 0o700 });
    moved = await fs.rename(file, aside).then(
      () => true,
      (error: unknown) => {
        if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
        return false;
      },
    );
    await writeDurably(fs, file, `${JSON.stringify(key, null, 2)}\n`, 0o600);
  } catch (cause) {
    if (moved) await fs.rename(aside, file).catch(() => undefined);
    throw keyNotSaved(file, cause);
  }
}

/** A file of keys that could not be written. */
export function keyNotSaved(file: string, cause: unknown): SluiceError {
  const reason = (cause as NodeJS.ErrnoException).code ?? 'unknown';
  return new SluiceError('SEAL_KEY_NOT_SAVED', {
    params: { file, reason: `<${reason}>` },
    stage: 'application',
    affected: [file],
    cause,
  });
}

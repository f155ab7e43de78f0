import { SluiceError } from '../../contract/index.ts';
import { readBounded } from '../../ports/index.ts';
import type { HostServices } from '../services.ts';

/** Bytes; an honest file has 178. */
const limit = 64 * 1024;

/** The text of a file that somebody handed over as a public key. Throws SEAL_KEY_FILE_UNREADABLE. */
export async function readPublicKeyFile({ fs }: Pick<HostServices, 'fs'>, file: string): Promise<string> {
  try {
    return (await readBounded(fs, file, limit)).toString('utf8');
  } catch (cause) {
    const reason =
      (cause as NodeJS.ErrnoException).code ?? (cause instanceof RangeError ? 'EFBIG' : 'unknown');
    throw new SluiceError('SEAL_KEY_FILE_UNREADABLE', {
      params: { file, reason: `<${reason}>` },
      stage: 'application',
      affected: [file],
      cause,
    });
  }
}

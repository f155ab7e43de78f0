import type { FileSystem } from '../../ports/index.ts';

/** Changes with every start of the machine; a fixed text where the system does not tell. */
export async function bootIdentity(fs: FileSystem): Promise<string> {
  try {
    return (await fs.readFile('/proc/sys/kernel/random/boot_id', 'utf8')).trim();
  } catch {
    return 'unknown';
  }
}

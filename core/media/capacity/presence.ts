import { SluiceError } from '../../contract/index.ts';
import type { FileSystem } from '../../ports/index.ts';

/** Tells whether the medium that a test began on is still where it was. */
export interface MediumPresence {
  /** The error to end with when a call on the medium failed with `error` for good. */
  faultOf(error: unknown): Promise<SluiceError>;
  isThere(): Promise<boolean>;
}

/** How systems say that there is no device any more. */
const deviceGone = new Set(['ENODEV', 'ENXIO', 'ENOTCONN', 'ESHUTDOWN']);

/** Remembers which file system `directory` lies on. Throws MEDIA_TEST_GONE when there is no such folder. */
export async function presenceOf(fs: FileSystem, directory: string): Promise<MediumPresence> {
  const details = { params: { directory }, affected: [directory], stage: 'verify' } as const;
  const device = await deviceOf(fs, directory);
  if (device === undefined) throw new SluiceError('MEDIA_TEST_GONE', details);
  const isThere = async (): Promise<boolean> => (await deviceOf(fs, directory)) === device;
  return {
    isThere,
    async faultOf(error) {
      if (error instanceof SluiceError) return error;
      const reason = systemCode(error);
      const more = { ...details, detail: String(error), cause: error };
      if (deviceGone.has(reason) || !(await isThere())) return new SluiceError('MEDIA_TEST_GONE', more);
      const params = { directory, reason };
      if (['EROFS', 'EACCES', 'EPERM'].includes(reason)) {
        return new SluiceError('MEDIA_TEST_NOT_WRITABLE', { ...more, params });
      }
      return new SluiceError('MEDIA_TEST_FAILED', { ...more, params });
    },
  };
}

/** The system's code of a failed call, such as `EIO`. */
export function systemCode(error: unknown): string {
  if (typeof error !== 'object' || error === null || !('code' in error)) return 'unknown';
  return typeof error.code === 'string' ? error.code : 'unknown';
}

async function deviceOf(fs: FileSystem, directory: string): Promise<number | undefined> {
  return fs.stat(directory).then(
    (found) => (found.isDirectory() ? found.dev : undefined),
    () => undefined,
  );
}

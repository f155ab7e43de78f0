import { canonicalJson, type SetManifestInput } from '../../archive/index.ts';
import { sha256Hex } from '../../transfer/index.ts';
import { SluiceError } from '../../contract/index.ts';
import type { MirrorTask } from './task.ts';

/** 1980-01-01: the day that tools use which must name one and mean none. */
const noDay = Date.UTC(1980, 0, 1);

/**
 * The time that a set carries: now; for a reproducible one what SOURCE_DATE_EPOCH says (whole seconds since 1970,
 * as the specification of reproducible-builds.org has it), else a fixed day. Throws RUN_EPOCH_INVALID.
 */
export function setTime({ request, services }: Pick<MirrorTask, 'request' | 'services'>): Date {
  if (!request.reproducible) return services.clock.now();
  const epoch = services.environment.variables['SOURCE_DATE_EPOCH'];
  if (epoch === undefined || epoch === '') return new Date(noDay);
  // Up to the year 9999, which is what names in the archive can hold.
  if (/^\d{1,12}$/.test(epoch) && Number(epoch) <= 253_402_300_799) return new Date(Number(epoch) * 1000);
  throw new SluiceError('RUN_EPOCH_INVALID', { params: { value: epoch.slice(0, 40) }, stage: 'configure' });
}

/** An id that descriptions share which are equal but for their ids, in the form of a UUID (RFC 9562, version 8). */
export function contentSetId(description: SetManifestInput): string {
  const hex = sha256Hex(canonicalJson({ ...description, setId: '' }));
  const variant = ((Number.parseInt(hex.slice(16, 17), 16) & 3) | 8).toString(16);
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `${variant}${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-');
}

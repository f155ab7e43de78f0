import { SluiceError, type Finding } from '../../contract/index.ts';
import { toMessage } from '../observer.ts';

/** How systems say that this user cannot write there, whatever the reason. */
const readOnly = new Set(['EROFS', 'EACCES', 'EPERM']);

/**
 * A record that could not be written, as it is told: what was done is done all the same. A medium that takes no record
 * is nothing to worry about; the installation's log is.
 */
export function notRecorded(place: 'medium' | 'installation', path: string, error: unknown): Finding {
  const { code, params } = toMessage(error);
  const reason = String(params['reason'] ?? code).replaceAll(/[<>]/g, '');
  const isReadOnly = place === 'medium' && error instanceof SluiceError && readOnly.has(reason);
  return {
    level: isReadOnly ? 'note' : 'warning',
    code: isReadOnly ? 'CUSTODY_MEDIUM_READ_ONLY' : 'CUSTODY_NOT_RECORDED',
    params: isReadOnly ? { path } : { path, reason: `<${reason}>` },
    affected: [path],
  };
}

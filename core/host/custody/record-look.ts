import type { VerifyReport } from '../../archive/index.ts';
import type { Finding } from '../../contract/index.ts';
import type { HostServices } from '../services.ts';
import { recordCustody, type CustodyCircumstances } from './record-custody.ts';
import { setIn } from './set-place.ts';

/** Where a set was looked at, and by whom. */
export type Look = Pick<CustodyCircumstances, 'person' | 'sealNumber'> & { readonly folder: string };

/** Records that every byte of a set was read, and what was found. Never throws. */
export async function recordVerification(
  services: HostServices,
  { ok, chunks, bytes }: Pick<VerifyReport, 'ok' | 'bytes'> & { readonly chunks: readonly unknown[] },
  look: Look & { readonly pastCache?: boolean },
): Promise<Finding[]> {
  const { pastCache } = look;
  const details = {
    chunks: chunks.length,
    bytes,
    ...(pastCache !== undefined && { pastCache: pastCache ? 'yes' : 'no' }),
  };
  const set = await setIn(services, look.folder);
  return recordCustody(
    services,
    [{ kind: 'verified', result: ok ? 'good' : 'damaged', ...set, details }],
    look,
  );
}

/** Records that somebody looked at a set on purpose. Never throws. */
export async function recordInspection(
  services: HostServices,
  { ok, problems }: { readonly ok: boolean; readonly problems: number },
  look: Look,
): Promise<Finding[]> {
  const set = await setIn(services, look.folder);
  const result = ok ? 'good' : 'damaged';
  return recordCustody(services, [{ kind: 'inspected', result, ...set, details: { problems } }], look);
}

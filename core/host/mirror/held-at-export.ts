import { SluiceError } from '../../contract/index.ts';
import type { SetManifest } from '../../archive/index.ts';
import type { UnplannedImage } from '../../plan/index.ts';
import type { Unmet } from './collect.ts';
import { isHeldBack } from './outcome.ts';

/**
 * What the set that is read says was held back where it was made is not missing by mistake: the failure to find it
 * becomes that.
 */
export function withHeldAtExport<Failed extends UnplannedImage | Unmet>(
  failed: readonly Failed[],
  manifest: Pick<SetManifest, 'missing'> | undefined,
): readonly Failed[] {
  const codes = new Map(
    manifest?.missing.filter(isHeldBack).map(({ origin, code }) => [origin, code] as const),
  );
  if (codes.size === 0) return failed;
  return failed.map((each) => {
    const origin = 'record' in each ? each.record.origin : each.origin;
    const code = codes.get(origin);
    if (code === undefined) return each;
    const error = new SluiceError('APPROVAL_HELD_AT_EXPORT', {
      params: { code: `<${code}>` },
      stage: 'plan',
      affected: [origin],
      cause: each.error,
    });
    return { ...each, error };
  });
}

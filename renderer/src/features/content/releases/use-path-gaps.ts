import { useEffect, useState } from 'react';
import type { ContentModel, UpdatePath, WireError } from '../../../../../core/contract/index.ts';
import { asWireError } from '../../../hooks/use-command.ts';
import { useIsViewer } from '../../../hooks/use-is-viewer.ts';
import { useClient } from '../../../stores/context.tsx';
import { useContentPlace } from '../content-context.tsx';

/** Milliseconds of rest in clicking after which the paths are asked for. */
const rest = 400;

export type PathGaps =
  | { readonly kind: 'unknown' }
  | { readonly kind: 'known'; readonly paths: readonly UpdatePath[] }
  | { readonly kind: 'failed'; readonly error: WireError };

/** Update paths that the channels need, asked for when the channels or the architectures change, and not for any other key. */
export function usePathGaps(model: ContentModel): PathGaps {
  const client = useClient();
  const { site, source, document } = useContentPlace();
  const [gaps, setGaps] = useState<PathGaps>({ kind: 'unknown' });
  const isViewer = useIsViewer();
  const where = JSON.stringify({ site, source });
  const asked =
    isViewer || model.channels.length === 0
      ? ''
      : JSON.stringify([model.channels, model.architectures, model.release]);
  useEffect(() => {
    if (asked === '') {
      setGaps({ kind: 'unknown' });
      return undefined;
    }
    const controller = new AbortController();
    const ask = async (): Promise<void> => {
      const input = { ...JSON.parse(where), yaml: document.getState().history.present };
      try {
        const { paths } = await client.invoke('releases.paths', input, { signal: controller.signal });
        if (!controller.signal.aborted) setGaps({ kind: 'known', paths });
      } catch (error) {
        if (!controller.signal.aborted) setGaps({ kind: 'failed', error: asWireError(error) });
      }
    };
    const timer = setTimeout(() => void ask(), rest);
    return () => {
      clearTimeout(timer);
      controller.abort();
    };
  }, [client, document, where, asked]);
  return gaps;
}

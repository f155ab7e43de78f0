import { useCallback, useEffect, useState } from 'react';
import type { ContentModel, ResolvedChart, WireError } from '../../../../../core/contract/index.ts';
import { asWireError } from '../../../hooks/use-command.ts';
import { useIsViewer } from '../../../hooks/use-is-viewer.ts';
import { useClient } from '../../../stores/context.tsx';
import { useContentPlace } from '../content-context.tsx';
import { keyOfResolved } from './chart-key.ts';

/** Milliseconds of rest in clicking and typing after which the charts are rendered. */
const rest = 400;

type Found = ReadonlyMap<string, ResolvedChart>;

/** `found`: what is known of each entry by its key; from before the last change while it is rendered again. */
export type RenderedCharts =
  | { readonly kind: 'nothing'; readonly found: Found }
  | { readonly kind: 'rendering'; readonly found: Found }
  | { readonly kind: 'ready'; readonly found: Found }
  | { readonly kind: 'failed'; readonly found: Found; readonly error: WireError };

const none: RenderedCharts = { kind: 'nothing', found: new Map() };

/** The images of the configuration's charts, rendered anew when the charts or their values changed and rest. */
export function useCharts({ helm }: Pick<ContentModel, 'helm'>): {
  readonly rendered: RenderedCharts;
  readonly again: () => void;
} {
  const client = useClient();
  const isViewer = useIsViewer();
  const { site, source, document, values } = useContentPlace();
  const [rendered, setRendered] = useState<RenderedCharts>(none);
  const [round, setRound] = useState(0);
  const where = JSON.stringify({ site, source, values: values?.texts ?? [] });
  const isEmpty = helm.local.length === 0 && helm.repositories.every(({ charts }) => charts.length === 0);
  const asked = isViewer || isEmpty ? '' : JSON.stringify(helm);
  useEffect(() => {
    if (asked === '') {
      setRendered(none);
      return undefined;
    }
    const controller = new AbortController();
    setRendered(({ found }) => ({ kind: 'rendering', found }));
    const render = async (): Promise<void> => {
      const input = { ...JSON.parse(where), yaml: document.getState().history.present };
      try {
        const { charts } = await client.invoke('helm.resolve', input, { signal: controller.signal });
        if (controller.signal.aborted) return;
        setRendered({ kind: 'ready', found: new Map(charts.map((chart) => [keyOfResolved(chart), chart])) });
      } catch (error) {
        if (controller.signal.aborted) return;
        setRendered(({ found }) => ({ kind: 'failed', found, error: asWireError(error) }));
      }
    };
    const timer = setTimeout(() => void render(), rest);
    return () => {
      clearTimeout(timer);
      controller.abort();
    };
  }, [client, document, where, asked, round]);
  const again = useCallback(() => setRound((n) => n + 1), []);
  return { rendered, again };
}

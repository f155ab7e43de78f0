import { useCallback, useEffect, useRef, useState } from 'react';
import type { CatalogProgress, CatalogView, WireError } from '../../../../../core/contract/index.ts';
import { asWireError } from '../../../hooks/use-command.ts';
import { useClient } from '../../../stores/context.tsx';
import { useContentPlace } from '../content-context.tsx';

export type CatalogState =
  /** `progress`: absent until the host tells how far it is. */
  | { readonly kind: 'opening'; readonly progress?: CatalogProgress }
  | { readonly kind: 'ready'; readonly view: CatalogView }
  | { readonly kind: 'failed'; readonly error: WireError }
  /** Somebody stopped it. */
  | { readonly kind: 'stopped' };

export interface OpenedCatalog {
  readonly state: CatalogState;
  stop(): void;
  again(): void;
}

/** Opens a catalogue while it is shown; leaving it gives the reading up. */
export function useCatalog(catalog: string): OpenedCatalog {
  const client = useClient();
  const { site, source } = useContentPlace();
  const [state, setState] = useState<CatalogState>({ kind: 'opening' });
  const [round, setRound] = useState(0);
  const reading = useRef<AbortController>(undefined);
  const where = JSON.stringify({ site, source, catalog });
  useEffect(() => {
    const controller = (reading.current = new AbortController());
    setState({ kind: 'opening' });
    const end = client.subscribe('catalog.progress', (progress) => {
      if (progress.catalog !== catalog) return;
      setState((before) => (before.kind === 'opening' ? { kind: 'opening', progress } : before));
    });
    const open = async (): Promise<void> => {
      try {
        const input = JSON.parse(where) as Parameters<typeof client.invoke<'catalogs.open'>>[1];
        const view = await client.invoke('catalogs.open', input, { signal: controller.signal });
        if (!controller.signal.aborted) setState({ kind: 'ready', view });
      } catch (error) {
        if (!controller.signal.aborted) setState({ kind: 'failed', error: asWireError(error) });
      } finally {
        end();
      }
    };
    void open();
    return () => {
      controller.abort();
      end();
    };
  }, [client, where, catalog, round]);
  const stop = useCallback(() => {
    reading.current?.abort();
    setState({ kind: 'stopped' });
  }, []);
  const again = useCallback(() => setRound((n) => n + 1), []);
  return { state, stop, again };
}

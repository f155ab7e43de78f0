import { useCallback, useEffect, useRef, useState } from 'react';
import type { CommandOutput, ContentModel, WireError } from '../../../../../core/contract/index.ts';
import { asWireError } from '../../../hooks/use-command.ts';
import { useIsViewer } from '../../../hooks/use-is-viewer.ts';
import { useClient } from '../../../stores/context.tsx';
import { useContentPlace } from '../content-context.tsx';

/** Milliseconds of rest in clicking after which the selection is worked out. */
const rest = 400;

export type ResolvedValue = CommandOutput<'catalogs.resolve'>;

/** `former`: from before the last change. */
export type Resolved =
  | { readonly kind: 'nothing'; readonly former?: undefined }
  | { readonly kind: 'working'; readonly former: ResolvedValue | undefined }
  | { readonly kind: 'ready'; readonly value: ResolvedValue; readonly former?: undefined }
  | { readonly kind: 'failed'; readonly error: WireError; readonly former: ResolvedValue | undefined }
  | { readonly kind: 'stopped'; readonly former: ResolvedValue | undefined };

export interface Resolving {
  readonly resolved: Resolved;
  stop(): void;
  again(): void;
}

/** What the operators of the configuration come to, worked out anew when what counts for it changed and rests. */
export function useResolved(model: ContentModel): Resolving {
  const client = useClient();
  const isViewer = useIsViewer();
  const { site, source, document } = useContentPlace();
  const [resolved, setResolved] = useState<Resolved>({ kind: 'nothing' });
  const [round, setRound] = useState(0);
  const running = useRef<AbortController>(undefined);
  const where = JSON.stringify({ site, source });
  const { operators, channels, release, architectures } = model;
  const asked =
    isViewer || operators.length === 0 ? '' : JSON.stringify([operators, channels, release, architectures]);
  useEffect(() => {
    if (asked === '') {
      setResolved({ kind: 'nothing' });
      return undefined;
    }
    const controller = (running.current = new AbortController());
    setResolved((before) => ({ kind: 'working', former: valueOf(before) }));
    const ask = async (): Promise<void> => {
      const input = { ...JSON.parse(where), yaml: document.getState().history.present };
      try {
        const value = await client.invoke('catalogs.resolve', input, { signal: controller.signal });
        if (!controller.signal.aborted) setResolved({ kind: 'ready', value });
      } catch (error) {
        if (controller.signal.aborted) return;
        setResolved((before) => ({ kind: 'failed', error: asWireError(error), former: valueOf(before) }));
      }
    };
    const timer = setTimeout(() => void ask(), rest);
    return () => {
      clearTimeout(timer);
      controller.abort();
    };
  }, [client, document, where, asked, round]);
  const stop = useCallback(() => {
    running.current?.abort();
    setResolved((before) =>
      before.kind === 'working' ? { kind: 'stopped', former: before.former } : before,
    );
  }, []);
  const again = useCallback(() => setRound((n) => n + 1), []);
  return { resolved, stop, again };
}

/** What was found out last, whether it still counts or not. */
export function valueOf(resolved: Resolved): ResolvedValue | undefined {
  return resolved.kind === 'ready' ? resolved.value : resolved.former;
}

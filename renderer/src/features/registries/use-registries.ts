import { useEffect, useState } from 'react';
import type { RegistryView, Site } from '../../../../core/contract/index.ts';
import { asWireError } from '../../hooks/use-command.ts';
import { useSlice, useStores } from '../../stores/context.tsx';
import type { Loadable } from '../../stores/slice.ts';

/** The saved registries of a site; in practice, the practised one is among them. */
export function useRegistries(
  site: Site,
): Loadable<readonly RegistryView[]> & { readonly reload: () => void } {
  const { registries } = useStores();
  const all = useSlice('registries', (slice) => slice.registries);
  const loaded = useSlice('registries', (slice) => slice.loaded);
  const practice = useSlice('practice', ({ state }) => state.running);
  const [failed, setFailed] = useState<Loadable<readonly RegistryView[]>>();
  const [round, setRound] = useState(0);
  useEffect(() => {
    registries
      .getState()
      .load()
      .then(() => setFailed(undefined))
      .catch((error: unknown) => setFailed({ kind: 'failed', error: asWireError(error) }));
  }, [registries, practice, round]);
  const state: Loadable<readonly RegistryView[]> = loaded
    ? { kind: 'ready', value: all.filter((entry) => entry.site === site) }
    : (failed ?? { kind: 'loading' });
  return { ...state, reload: () => setRound((count) => count + 1) };
}

/** How people write a place. */
export function placeText({
  host,
  namespace,
}: {
  readonly host: string;
  readonly namespace: string;
}): string {
  return namespace === '' ? host : `${host}/${namespace}`;
}

/** An identifier for something new. */
export function newIdentifier(prefix: string): string {
  const digits = crypto.getRandomValues(new Uint8Array(6));
  return `${prefix}-${[...digits].map((byte) => byte.toString(16).padStart(2, '0')).join('')}`;
}

/** The host lists the Practice environment's registries under ids of its own. */
export function isPractice({ id }: { readonly id: string }): boolean {
  return id.startsWith('practice-');
}

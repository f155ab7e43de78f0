import { useEffect, useMemo } from 'react';
import { useStore } from 'zustand';
import { useClient } from '../../../stores/context.tsx';
import { useContentPlace } from '../content-context.tsx';
import { createIcons, type IconsState } from './create-icons.ts';

/** Pictures of a catalogue's packages while its list is shown. */
export function useIcons(catalog: string): IconsState {
  const client = useClient();
  const { site, source } = useContentPlace();
  const where = JSON.stringify({ site, source, catalog });
  const store = useMemo(
    () => createIcons(client, JSON.parse(where) as Parameters<typeof createIcons>[1]),
    [client, where],
  );
  useEffect(() => () => store.getState().close(), [store]);
  return useStore(store);
}

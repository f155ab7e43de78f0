import { useEffect } from 'react';
import type { KeysView } from '../../../../core/contract/index.ts';
import { useQuery } from '../../hooks/use-query.ts';
import { useClient } from '../../stores/context.tsx';
import type { Loadable } from '../../stores/slice.ts';

/** The keys of this machine; what another page changes shows here as well. */
export function useKeys(): Loadable<KeysView> & { readonly reload: () => void } {
  const client = useClient();
  const keys = useQuery('keys.list', {});
  const { reload } = keys;
  useEffect(() => client.subscribe('keys.changed', reload), [client, reload]);
  return keys;
}

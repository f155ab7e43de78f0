import { useEffect, useMemo } from 'react';
import { useStore } from 'zustand';
import type { ContentSource, Site } from '../../../../../core/contract/index.ts';
import { useClient } from '../../../stores/context.tsx';
import { useContentPlace } from '../content-context.tsx';
import { createResolver, type ResolverState } from './create-resolver.ts';

/** The page's look at images; leaving the page gives up what is under way. */
export function useResolver(): ResolverState {
  const client = useClient();
  const { site, source } = useContentPlace();
  const where = JSON.stringify({ site, source });
  const resolver = useMemo(() => {
    const place = JSON.parse(where) as { readonly site: Site; readonly source: ContentSource };
    return createResolver(client, place.site, place.source);
  }, [client, where]);
  useEffect(() => () => resolver.getState().close(), [resolver]);
  return useStore(resolver);
}

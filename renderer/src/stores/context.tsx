import { createContext, useContext, type ReactNode } from 'react';
import { useStore } from 'zustand';
import type { SluiceClient } from '../../../core/contract/index.ts';
import type { StateOf } from './slice.ts';
import type { Stores } from './stores.ts';

interface Services {
  readonly client: SluiceClient;
  readonly stores: Stores;
}

const ServicesContext = createContext<Services | undefined>(undefined);

export function ServicesProvider({
  services,
  children,
}: {
  readonly services: Services;
  readonly children: ReactNode;
}): ReactNode {
  return <ServicesContext.Provider value={services}>{children}</ServicesContext.Provider>;
}

function useServices(): Services {
  const services = useContext(ServicesContext);
  if (services === undefined) throw new RangeError('outside of ServicesProvider');
  return services;
}

export function useClient(): SluiceClient {
  return useServices().client;
}

export function useStores(): Stores {
  return useServices().stores;
}

/** A selection of one store's state; renders again only when the selection changes. */
export function useSlice<Name extends keyof Stores, Selected>(
  name: Name,
  selector: (state: StateOf<Stores[Name]>) => Selected,
): Selected {
  const stores = useStores();
  return useStore(stores[name] as never, selector as never) as Selected;
}

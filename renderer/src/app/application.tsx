import { useMemo, type ReactNode } from 'react';
import { I18nextProvider } from 'react-i18next';
import { RouterProvider } from 'react-router';
import type { i18n } from 'i18next';
import type { SluiceClient } from '../../../core/contract/index.ts';
import { ServicesProvider } from '../stores/context.tsx';
import type { Stores } from '../stores/stores.ts';
import { createRouter } from './router.tsx';

interface ApplicationProps {
  readonly client: SluiceClient;
  readonly stores: Stores;
  readonly i18n: i18n;
}

/** Everything a page needs, around the routes. */
export function Application({ client, stores, i18n }: ApplicationProps): ReactNode {
  const services = useMemo(() => ({ client, stores }), [client, stores]);
  const router = useMemo(() => createRouter(), []);
  return (
    <I18nextProvider i18n={i18n}>
      <ServicesProvider services={services}>
        <RouterProvider router={router} />
      </ServicesProvider>
    </I18nextProvider>
  );
}

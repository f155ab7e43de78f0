import { createHashRouter, type RouteObject } from 'react-router';
import { NotFoundPage } from '../pages/not-found-page.tsx';
import { Shell } from './shell.tsx';

/** Pages are fetched when they are opened: the first one is there sooner. */
export const routes: RouteObject[] = [
  {
    path: '/',
    Component: Shell,
    children: [
      {
        path: 'settings/:tab?',
        lazy: async () => ({ Component: (await import('../pages/settings-page.tsx')).SettingsPage }),
      },
      {
        path: 'support',
        lazy: async () => ({ Component: (await import('../pages/support-page.tsx')).SupportPage }),
      },
      { path: 'help', lazy: async () => ({ Component: (await import('../pages/help-page.tsx')).HelpPage }) },
      {
        path: 'registries',
        lazy: async () => ({ Component: (await import('../pages/registries-page.tsx')).RegistriesPage }),
      },
      {
        path: 'enclaves',
        lazy: async () => ({ Component: (await import('../pages/enclaves-page.tsx')).EnclavesPage }),
      },
      { path: '*', Component: NotFoundPage },
    ],
  },
];

export function createRouter(): ReturnType<typeof createHashRouter> {
  return createHashRouter(routes);
}

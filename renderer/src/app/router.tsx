import { createHashRouter, type RouteObject } from 'react-router';
import { NotFoundPage } from '../pages/not-found-page.tsx';
import { RouteFailure } from './error-boundary.tsx';
import { Shell } from './shell.tsx';

/** Pages are fetched when they are opened: the first one is there sooner. */
export const routes: RouteObject[] = [
  {
    path: '/',
    Component: Shell,
    children: [
      {
        // A page that cannot be fetched, because the program is newer or gone, leaves the frame standing.
        ErrorBoundary: RouteFailure,
        children: [
          {
            index: true,
            lazy: async () => ({ Component: (await import('../pages/home-page.tsx')).HomePage }),
          },
          {
            path: 'export/:step?',
            lazy: async () => ({ Component: (await import('../pages/export-page.tsx')).ExportPage }),
          },
          {
            path: 'enterprise/import/:step?',
            lazy: async () => ({
              Component: (await import('../pages/enterprise-import-page.tsx')).EnterpriseImportPage,
            }),
          },
          {
            path: 'enterprise/enclaves/:step?',
            lazy: async () => ({
              Component: (await import('../pages/enclave-export-page.tsx')).EnclaveExportPage,
            }),
          },
          {
            path: 'enclave/import/:step?',
            lazy: async () => ({
              Component: (await import('../pages/enclave-import-page.tsx')).EnclaveImportPage,
            }),
          },
          {
            path: 'settings/:tab?',
            lazy: async () => ({ Component: (await import('../pages/settings-page.tsx')).SettingsPage }),
          },
          {
            path: 'support',
            lazy: async () => ({ Component: (await import('../pages/support-page.tsx')).SupportPage }),
          },
          {
            path: 'help',
            lazy: async () => ({ Component: (await import('../pages/help-page.tsx')).HelpPage }),
          },
          {
            path: 'registries',
            lazy: async () => ({ Component: (await import('../pages/registries-page.tsx')).RegistriesPage }),
          },
          {
            path: 'enclaves/:tab?',
            lazy: async () => ({ Component: (await import('../pages/enclaves-page.tsx')).EnclavesPage }),
          },
          {
            path: 'approvals/:tab?',
            lazy: async () => ({ Component: (await import('../pages/approvals-page.tsx')).ApprovalsPage }),
          },
          {
            path: 'jobs',
            lazy: async () => ({ Component: (await import('../pages/jobs-page.tsx')).JobsPage }),
          },
          {
            path: 'jobs/:id/:tab?',
            lazy: async () => ({ Component: (await import('../pages/job-page.tsx')).JobPage }),
          },
          {
            path: 'resources',
            lazy: async () => ({ Component: (await import('../pages/resources-page.tsx')).ResourcesPage }),
          },
          {
            path: 'transfer/:way?',
            lazy: async () => ({ Component: (await import('../pages/transfer-page.tsx')).TransferPage }),
          },
          {
            path: 'report',
            lazy: async () => ({ Component: (await import('../pages/report-page.tsx')).ReportPage }),
          },
          { path: '*', Component: NotFoundPage },
        ],
      },
    ],
  },
];

export function createRouter(): ReturnType<typeof createHashRouter> {
  return createHashRouter(routes);
}

import { render, screen, type RenderResult } from '@testing-library/react';
import userEvent, { type UserEvent } from '@testing-library/user-event';
import { I18nextProvider } from 'react-i18next';
import { createMemoryRouter, Outlet, RouterProvider } from 'react-router';
import { LiveRegion } from '../../../renderer/src/components/live-region.tsx';
import { createI18n, type UiLanguage } from '../../../renderer/src/i18n/index.ts';
import { EnclaveExportPage } from '../../../renderer/src/pages/enclave-export-page.tsx';
import { EnclaveImportPage } from '../../../renderer/src/pages/enclave-import-page.tsx';
import { EnterpriseImportPage } from '../../../renderer/src/pages/enterprise-import-page.tsx';
import { ExportPage } from '../../../renderer/src/pages/export-page.tsx';
import { HomePage } from '../../../renderer/src/pages/home-page.tsx';
import { attachEvents } from '../../../renderer/src/stores/attach-events.ts';
import { ServicesProvider } from '../../../renderer/src/stores/context.tsx';
import { createStores, type Stores } from '../../../renderer/src/stores/stores.ts';
import type { FakeClient } from '../support/fake-client.ts';
import { atOnce } from '../support/render.tsx';

export interface Opened extends RenderResult {
  readonly user: UserEvent;
  readonly stores: Stores;
  /** The address that is open. */
  readonly path: () => string;
}

/** Home and the wizards at their addresses, as one page. */
export async function openApp(
  client: FakeClient,
  route: string,
  language: UiLanguage = 'en',
): Promise<Opened> {
  const stores = createStores(client, atOnce);
  attachEvents(stores, client);
  const router = createMemoryRouter(
    [
      {
        path: '/',
        element: (
          <LiveRegion>
            <Outlet />
          </LiveRegion>
        ),
        children: [
          { index: true, element: <HomePage /> },
          { path: 'export/:step?', element: <ExportPage /> },
          { path: 'enterprise/import/:step?', element: <EnterpriseImportPage /> },
          { path: 'enterprise/enclaves/:step?', element: <EnclaveExportPage /> },
          { path: 'enclave/import/:step?', element: <EnclaveImportPage /> },
          { path: '*', element: <p>{'elsewhere'}</p> },
        ],
      },
    ],
    { initialEntries: [route] },
  );
  const i18n = await createI18n(language);
  const rendered = render(
    <I18nextProvider i18n={i18n}>
      <ServicesProvider services={{ client, stores }}>
        <RouterProvider router={router} />
      </ServicesProvider>
    </I18nextProvider>,
  );
  return {
    ...rendered,
    user: userEvent.setup(),
    stores,
    path: () => router.state.location.pathname,
  };
}

/** The heading of the step that is open. */
export function stepHeading(name: string): Promise<HTMLElement> {
  return screen.findByRole('heading', { level: 2, name }, { timeout: 5000 });
}

/** The verdict of the checks, where it stands on the page: screen readers are told as well. */
export async function checksPassed(): Promise<void> {
  await screen.findByText('All checks passed', { selector: '.pf-v6-c-label *' });
}

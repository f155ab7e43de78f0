import { render, screen } from '@testing-library/react';
import { I18nextProvider } from 'react-i18next';
import { createMemoryRouter, RouterProvider } from 'react-router';
import { describe, expect, it } from 'vitest';
import { RouteFailure } from '../../../renderer/src/app/error-boundary.tsx';
import { routes } from '../../../renderer/src/app/router.tsx';
import { createI18n } from '../../../renderer/src/i18n/index.ts';

describe('the pages', () => {
  it('are all fetched when they are opened, and each is there', async () => {
    const pages = routes.flatMap((route) => route.children ?? []).flatMap((route) => route.children ?? []);
    expect(pages.length).toBeGreaterThan(10);
    for (const page of pages) {
      if (typeof page.lazy !== 'function') continue;
      expect(typeof (await page.lazy()).Component, page.path ?? 'index').toBe('function');
    }
  });

  it('say what to do when one cannot be fetched, inside the frame', async () => {
    const router = createMemoryRouter([
      {
        path: '/',
        ErrorBoundary: RouteFailure,
        lazy: () => Promise.reject(new TypeError('Failed to fetch dynamically imported module')),
      },
    ]);
    render(
      <I18nextProvider i18n={await createI18n('en')}>
        <RouterProvider router={router} />
      </I18nextProvider>,
    );
    expect(await screen.findByRole('button', { name: 'Reload the page' })).toBeTruthy();
    expect(screen.queryByText(/dynamically imported/)).toBeNull();
  });
});

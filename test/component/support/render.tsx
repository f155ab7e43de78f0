import { render, type RenderResult } from '@testing-library/react';
import userEvent, { type UserEvent } from '@testing-library/user-event';
import axe from 'axe-core';
import type { ReactNode } from 'react';
import { I18nextProvider } from 'react-i18next';
import { createMemoryRouter, RouterProvider } from 'react-router';
import { expect } from 'vitest';
import type { SluiceClient } from '../../../core/contract/index.ts';
import { createI18n, type UiLanguage } from '../../../renderer/src/i18n/index.ts';
import { attachEvents } from '../../../renderer/src/stores/attach-events.ts';
import { ServicesProvider } from '../../../renderer/src/stores/context.tsx';
import { createStores, type Stores } from '../../../renderer/src/stores/stores.ts';

/** No frames are drawn here. */
export const atOnce = (call: () => void): void => call();

export interface Rendered extends RenderResult {
  readonly user: UserEvent;
  readonly stores: Stores;
}

/** Renders a part of the application with a client, at a route. `path` names the route's parameters. */
export async function renderWith(
  element: ReactNode,
  options: {
    readonly client: SluiceClient;
    readonly language?: UiLanguage;
    readonly route?: string;
    readonly path?: string;
  },
): Promise<Rendered> {
  const { client, language = 'en', route = '/', path = '*' } = options;
  const stores = createStores(client, atOnce);
  attachEvents(stores, client);
  const router = createMemoryRouter([{ path, element }], { initialEntries: [route] });
  const i18n = await createI18n(language);
  const rendered = render(
    <I18nextProvider i18n={i18n}>
      <ServicesProvider services={{ client, stores }}>
        <RouterProvider router={router} />
      </ServicesProvider>
    </I18nextProvider>,
  );
  return { ...rendered, user: userEvent.setup(), stores };
}

/** WCAG 2.2 AA by axe. Colours are checked in the browser, where there are some. */
export async function expectAccessible(container: Element): Promise<void> {
  const { violations } = await axe.run(container, {
    runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
    rules: {
      'color-contrast': { enabled: false },
      region: { enabled: false },
      'page-has-heading-one': { enabled: false },
    },
  });
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`)).toEqual([]);
}

import { screen } from '@testing-library/react';
import type { ContentModel, OperatorModel } from '../../../core/contract/index.ts';
import { yamlOf } from '../content/fake-content.ts';
import { renderContent, type RenderedContent } from '../content/render-content.tsx';
import type { FakeClient } from '../support/fake-client.ts';
import { catalog, operatorsClient } from './fake-catalog.ts';

export const odfEntry: OperatorModel = {
  catalog,
  full: false,
  packages: [{ name: 'odf-operator', channels: [] }],
};

/** The content step with its operators tab in front, as a configuration with these operators opens it. */
export async function openTab(
  operators: ContentModel['operators'] = [],
  client: FakeClient = operatorsClient(),
  language: 'en' | 'zh' = 'en',
): Promise<RenderedContent> {
  const rendered = await renderContent(yamlOf({ operators }), { client, language });
  const name = language === 'en' ? 'Operators' : 'Operator';
  await rendered.user.click(await screen.findByRole('tab', { name }));
  return rendered;
}

/** The box that carries a package, by the name that people see. */
export const pick = (name: string): Promise<HTMLElement> =>
  screen.findByRole('checkbox', { name: `Carry ${name}` });

import type { Locator } from 'playwright-core';
import { openTab } from './content-step.ts';
import { button, type Visit } from './visit.ts';
import { workLimit } from './wizard-page.ts';

/** Looks into the repository that is offered. */
export async function openOfferedCharts(visit: Visit): Promise<void> {
  const { page, words } = visit;
  await openTab(visit, words.text('content:tabs.helm'));
  await page
    .getByRole('button', { name: /\/charts\// })
    .first()
    .click({ timeout: workLimit });
  await page.getByRole('region', { name: words.text('helm:browse.list') }).waitFor({ timeout: workLimit });
}

/** Adds a chart from the list, in its newest version or in this one; gives its card. */
export async function addChart({ page, words }: Visit, name: string, version: string): Promise<Locator> {
  await button(page, words.text('helm:browse.chooseOf', { name })).click();
  await page.getByRole('combobox', { name: words.text('helm:choice.version') }).selectOption(version);
  await button(page, words.text('helm:choice.add', { name })).click();
  const card = page.getByRole('region', {
    name: words.text('helm:chart.version', { name, version }),
    exact: true,
  });
  await card.waitFor({ timeout: workLimit });
  return card;
}

/** Writes values over the chart's own, as keys do it. */
export async function writeValues(
  { page, words }: Visit,
  card: Locator,
  chart: string,
  yaml: string,
): Promise<void> {
  const details = { paths: 0, values: words.text('helm:chart.noValues') };
  await button(card, words.like('helm:chart.details', details)).click();
  await card.getByRole('textbox', { name: words.text('helm:values.name', { chart }) }).click();
  await page.keyboard.insertText(yaml);
}

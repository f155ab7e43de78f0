import type { Locator, Page } from 'playwright-core';
import { button, type Visit } from './visit.ts';

/** Adds a channel by its whole name. */
export async function addChannel(
  { page, words }: Visit,
  name: string,
  within: Page | Locator = page,
): Promise<void> {
  const box = within.getByRole('combobox', { name: words.text('content:picker.name') });
  await box.fill(name);
  await box.press('Enter');
  await within.getByRole('tab', { name: new RegExp(`^${RegExp.escape(name)}`) }).waitFor();
}

/** Clicks releases in the graph: the first and the last, or the only one. */
export async function chooseRange(
  { page, words }: Visit,
  versions: readonly string[],
  within: Page | Locator = page,
): Promise<void> {
  const graph = within.getByRole('application').or(within.getByTestId('rf__wrapper')).first();
  await graph.waitFor();
  for (const version of versions) {
    await within
      .getByRole('button', {
        name: new RegExp(`^${RegExp.escape(version)}${words.text('content:listSeparator').trim()}`),
      })
      .first()
      .click();
    await within
      .getByRole('button', { name: new RegExp(`^${RegExp.escape(version)}`), pressed: true })
      .first()
      .waitFor();
  }
}

/** Replaces what stands in the editor beside the forms. */
export async function writeYaml(
  { page, words }: Visit,
  text: string,
  within: Page | Locator = page,
): Promise<void> {
  const show = button(within, words.text('content:toolbar.showYaml'));
  if (await show.isVisible()) await show.click();
  await within.getByRole('textbox', { name: words.text('content:editor.name') }).click();
  // As keys do it. `fill` lets Chromium merge lines with inline styles of its own making, which the policy reports.
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.press('Delete');
  await page.keyboard.insertText(text);
}

/** Takes the template that holds releases, where nothing is there yet. */
export async function beginWithReleases(
  { page, words }: Visit,
  within: Page | Locator = page,
): Promise<void> {
  const template = button(within, words.text('content:load.template.releases'));
  const channels = within.getByRole('combobox', { name: words.text('content:picker.name') });
  await template.or(channels).first().waitFor();
  if (await template.isVisible()) await template.click();
}

/** Loads a file of the computer that the browser runs on. */
export async function loadFile({ page, words }: Visit, path: string): Promise<void> {
  await button(page, words.text('content:toolbar.load')).click();
  await page.getByLabel(words.text('content:load.here'), { exact: true }).setInputFiles(path);
}

export async function openTab({ page }: Visit, name: string): Promise<void> {
  await page.getByRole('tab', { name, exact: true }).click();
}

/** The releases in rows instead of as a graph. */
export async function showTable({ page, words }: Visit): Promise<void> {
  await button(page, words.text('content:channel.as.table')).click();
}

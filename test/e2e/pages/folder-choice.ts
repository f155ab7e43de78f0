import type { Locator } from 'playwright-core';
import { basename, dirname } from 'node:path';
import { button, type Visit } from './visit.ts';

/**
 * Goes to a folder of the machine where Sluice runs and takes it, as somebody who only clicks: up to the top, then
 * down. `into` also makes a new folder there.
 */
export async function chooseFolder(visit: Visit, path: string, within?: Locator): Promise<void> {
  const { page, words } = visit;
  const choose = button(within ?? page, words.text('media:folder.choose'));
  const another = button(within ?? page, words.text('media:folder.chooseAnother'));
  await choose.or(another).first().click();
  const dialog = page.getByRole('dialog', { name: words.like('media:browser.titleFolder') });
  await dialog.waitFor();
  await openInBrowser(visit, dialog, path);
  await button(dialog, words.text('media:browser.useHere')).click();
  await dialog.waitFor({ state: 'hidden' });
}

async function openInBrowser({ words }: Visit, dialog: Locator, path: string): Promise<void> {
  const list = (folder: string): Locator =>
    dialog.getByRole('listbox', { name: words.text('media:browser.entries', { path: folder }), exact: true });
  const up = button(dialog, words.text('media:browser.up'));
  await dialog.getByRole('listbox', { name: words.like('media:browser.entries') }).waitFor();
  while (!(await list('/').isVisible()) && (await up.isEnabled())) {
    const before = await dialog.getByRole('listbox').getAttribute('aria-label');
    await up.click();
    await dialog.getByRole('listbox', { name: before ?? '', exact: true }).waitFor({ state: 'hidden' });
  }
  const steps: string[] = [];
  for (let at = path; at !== '/'; at = dirname(at)) steps.unshift(at);
  for (const step of steps) {
    // Letters jump to an entry, Enter opens it: a long folder draws only what is in view.
    const here = list(dirname(step));
    await here.waitFor();
    await here.pressSequentially(basename(step));
    await here.press('Enter');
    await list(step).waitFor();
  }
}

/** Makes a folder in the chosen one, and takes that. */
export async function makeFolder({ page, words }: Visit, name: string, within?: Locator): Promise<void> {
  const part = within ?? page;
  await button(part, words.text('media:folder.make')).click();
  await part.getByLabel(words.text('media:folder.makeName'), { exact: true }).fill(name);
  await button(part, words.text('media:folder.makeDo')).click();
  await part
    .getByText(new RegExp(`/${RegExp.escape(name)}$`))
    .first()
    .waitFor();
}

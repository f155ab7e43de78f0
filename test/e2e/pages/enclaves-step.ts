import type { Locator } from 'playwright-core';
import { button, pageLimit, type Visit } from './visit.ts';

/** Adds an enclave just as it is suggested. */
export function addSuggestedEnclave(visit: Visit, look: () => Promise<void>): Promise<void> {
  return addEnclave(visit, undefined, look);
}

/** Adds an enclave; its content is chosen by `choose`. It is ticked by that. */
export async function addEnclave(
  { page, words }: Visit,
  name: string | undefined,
  choose: (dialog: Locator) => Promise<void>,
): Promise<void> {
  await button(page, words.text('flows:enclaves.add')).click();
  const dialog = page.getByRole('dialog', { name: words.text('flows:enclaves.new') });
  const field = dialog.getByLabel(words.text('flows:enclaves.name'), { exact: true });
  await field.waitFor();
  if (name !== undefined) await field.fill(name);
  await choose(dialog);
  const save = dialog.getByRole('button', {
    name: words.text('flows:enclaves.save'),
    exact: true,
    disabled: false,
  });
  await save.click({ timeout: pageLimit });
  await dialog.waitFor({ state: 'hidden' });
}

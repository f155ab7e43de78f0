import { goTo } from './shell-page.ts';
import { button, type Visit } from './visit.ts';
import { workLimit } from './wizard-page.ts';

/** Who gets what, as a matrix. */
export async function openMatrix(visit: Visit): Promise<void> {
  const { page, words } = visit;
  await goTo(visit, 'enclaves');
  await page.getByRole('tab', { name: words.text('matrix:tabs.content'), exact: true }).click();
}

export async function createEnclave({ page, words }: Visit, name: string): Promise<void> {
  await button(page, words.text('matrix:create.open')).first().click();
  const dialog = page.getByRole('dialog', { name: words.text('matrix:create.title') });
  await dialog.getByLabel(words.text('matrix:create.name'), { exact: true }).fill(name);
  await button(dialog, words.text('matrix:create.confirm')).click();
  await dialog.waitFor({ state: 'hidden' });
}

/** Ticks what a row names for an enclave, and waits until it is kept. */
export async function giveTo({ page, words }: Visit, enclave: string, row: string): Promise<void> {
  const label = (says: string): RegExp =>
    new RegExp(
      `^${RegExp.escape(words.text('matrix:cell.label', { row, enclave, says: '' }).trimEnd())}\\s*${says}`,
    );
  const grid = page.getByRole('treegrid', { name: words.text('matrix:grid.name') });
  const box = grid.getByRole('checkbox', { name: label(RegExp.escape(words.text('matrix:cell.none'))) });
  await box.waitFor({ timeout: workLimit });
  await box.click();
  await grid
    .getByRole('checkbox', { name: label(RegExp.escape(words.text('matrix:cell.all'))) })
    .or(grid.getByRole('checkbox', { name: label(words.like('matrix:cell.parts').source) }))
    .first()
    .waitFor({ timeout: workLimit });
}

/** Gives an enclave's sets the practice medium, which is suggested, and where they get a folder of their own. */
export async function chooseMedium({ page, words }: Visit, enclave: string): Promise<void> {
  await button(page, words.text('matrix:media.choose', { name: enclave })).click();
  const dialog = page.getByRole('dialog', { name: words.text('matrix:medium.title', { name: enclave }) });
  await dialog.getByText(`/${enclave}`).first().waitFor({ timeout: workLimit });
  await button(dialog, words.text('matrix:medium.confirm')).click();
  await dialog.waitFor({ state: 'hidden' });
}

import type { Locator } from 'playwright-core';
import { openTab } from './content-step.ts';
import { button, type Visit } from './visit.ts';
import { workLimit } from './wizard-page.ts';

/** Opens a catalogue that is offered, by the end of its reference. */
export async function openCatalogue(visit: Visit, reference: string): Promise<void> {
  const { page, words } = visit;
  await openTab(visit, words.text('content:tabs.operators'));
  await page.getByRole('combobox', { name: words.text('operators:picker.name') }).click();
  await page.getByRole('option').filter({ hasText: reference }).click();
  await packages(visit).waitFor({ timeout: workLimit });
}

/** Ticks a package in the list; the configuration answers before it is ticked. */
export async function carryPackage(visit: Visit, name: string): Promise<void> {
  const { words } = visit;
  const box = packages(visit).getByRole('checkbox', {
    name: words.text('operators:grid.pickOf', { name }),
  });
  await box.click();
  await packages(visit)
    .getByRole('checkbox', { name: words.text('operators:grid.pickOf', { name }), checked: true })
    .waitFor({ timeout: workLimit });
}

/** Adds what the chosen operators need, as it is offered. */
export async function addWhatIsNeeded({ page, words }: Visit, name: string): Promise<void> {
  const add = page.getByRole('button', { name: words.like('operators:missing.add', { name }) });
  await add.click({ timeout: workLimit });
  await add.waitFor({ state: 'hidden', timeout: workLimit });
}

/** Shows what there is to know of a package, and its channels. */
export async function openPackage(visit: Visit, name: string): Promise<void> {
  await button(packages(visit), name).first().click();
  await button(visit.page, visit.words.text('operators:package.close'))
    .first()
    .waitFor({ timeout: workLimit });
}

function packages({ page, words }: Visit): Locator {
  return page.getByRole('grid', { name: words.text('operators:grid.name') });
}

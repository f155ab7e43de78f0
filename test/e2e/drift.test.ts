import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { arrived, imageOf, remove } from '../support/drift-world.ts';
import { launchBrowser, type Look } from '../support/e2e-browser.ts';
import { createServedWorld, type ServedSluice, type ServedWorld } from '../support/e2e-sluice.ts';
import { hostOf, pushImage } from '../support/host-registries.ts';
import type { RunningRegistry } from '../support/practice-client.ts';
import { receiptsWorld, type MadeHere, type ReceiptsWorld } from '../support/receipts-world.ts';
import { chooseFolder } from './pages/folder-choice.ts';
import { beInControl, goTo } from './pages/shell-page.ts';
import { approve, button, openVisit } from './pages/visit.ts';

// An enclave whose registry somebody changed: found out, ordered again and repaired in the window.

let browser: Browser;
let sets: ReceiptsWorld;
let registry: RunningRegistry;
let made: MadeHere;
let world: ServedWorld;
let sluice: ServedSluice;
beforeAll(async () => {
  browser = await launchBrowser();
  sets = await receiptsWorld();
  registry = await sets.registry();
  await arrived(sets, registry, ['a', 'b']);
  made = await arrived(sets, registry, ['a', 'b', 'c', 'd']);
  world = await createServedWorld({ stateDirectory: sets.state });
  await saveEnclave();
  sluice = await world.start();
});
afterAll(async () => {
  await browser.close();
  await world.close();
  await sets.close();
});

/** As the pages save them. */
async function saveEnclave(): Promise<void> {
  const place = { host: hostOf(registry), namespace: '' };
  const enclave = { id: 'north', name: 'North', target: 'enc1', yaml: 'kind: x\n', notes: '', revision: 1 };
  const entry = { id: 'r1', name: 'Enclave', site: 'enclave', place, profile: 'generic' };
  const folder = join(sets.state, 'app');
  await mkdir(folder, { recursive: true });
  await writeFile(
    join(folder, 'enclaves.json'),
    JSON.stringify({ version: 1, enclaves: [{ ...enclave, registry: place }] }),
  );
  await writeFile(
    join(folder, 'registries.json'),
    JSON.stringify({
      version: 1,
      registries: [{ ...entry, tls: { mode: 'insecure', reason: 'a registry on this machine' } }],
    }),
  );
}

/** What somebody does at the registry: an image goes, a tag is moved, one is added. */
async function disturb(): Promise<void> {
  const c = imageOf(made, 'c');
  await remove(registry, c.repository, 'manifests', c.digest);
  for (const blob of c.blobs) await remove(registry, c.repository, 'blobs', blob);
  await pushImage(registry, 'lab/b', '1.0', `moved ${Date.now()}`);
  await pushImage(registry, 'lab/d', 'mine', 'mine');
}

describe.each<Look>([
  { language: 'en', dark: false },
  { language: 'zh', dark: true },
])('in $language, dark: $dark', (look) => {
  it('a changed registry is found out, what is gone ordered again, and all repaired from a set', async () => {
    await disturb();
    const visit = await openVisit(browser, look, await sluice.newUrl());
    await beInControl(visit);
    const { page, words } = visit;
    try {
      await goTo(visit, 'enclaves');
      await page.getByRole('tab', { name: words.text('receipts:sets.tab') }).click();
      await button(page, words.text('drift:compare')).click();
      const dialog = page.getByRole('dialog', { name: words.text('drift:check.title', { name: 'North' }) });
      await approve(visit, 'drift-compare');
      await button(dialog, words.text('drift:check.confirm')).click();
      await dialog.waitFor({ state: 'hidden' });
      for (const kind of ['manifest-missing', 'tag-moved', 'not-ours'])
        await page.getByText(words.text(`drift:kind.${kind}`)).waitFor();
      await page.getByText(words.text('drift:event.compared')).first().waitFor();
      await approve(visit, 'drift-found');
      await button(page, words.text('drift:carry')).click();
      await button(page, words.text('drift:again.confirm')).click();
      await page.getByText(words.text('drift:event.carry-again')).first().waitFor();
      expect(await button(page, words.text('drift:carry')).count()).toBe(0);
      await button(page, words.text('drift:repair')).click();
      const repair = page.getByRole('dialog', { name: words.text('drift:mend.title', { name: 'North' }) });
      await approve(visit, 'drift-repair');
      await chooseFolder(visit, made.directory, repair);
      await repair.getByLabel(words.text('drift:mend.restoreTags')).check();
      await button(repair, words.text('drift:mend.confirm')).click();
      await repair.waitFor({ state: 'hidden' });
      await page.getByText(words.like('drift:mend.done')).waitFor();
      await page.getByText(words.like('drift:good')).waitFor();
      await page.getByText(words.text('drift:event.repaired')).first().waitFor();
      await approve(visit, 'drift-repaired');
      // It is all there: nothing has to be carried again.
      await button(page, words.text('drift:carryNothing')).click();
      await button(page, words.text('drift:carryNothing')).waitFor({ state: 'hidden' });
    } finally {
      await visit.context.close();
    }
  });
});

import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testBlob, writeSet } from '../support/archive-sets.ts';
import { launchBrowser, type Look } from '../support/e2e-browser.ts';
import { createServedWorld, type ServedSluice, type ServedWorld } from '../support/e2e-sluice.ts';
import { image } from '../support/report-samples.ts';
import { beInControl } from './pages/shell-page.ts';
import { approve, button, expectNoSideways, openVisit } from './pages/visit.ts';

// The security officer's report: seen in the window, saved, opened as a file, printed.

const folderToken = `p_${'1'.repeat(32)}`;
const outputToken = `p_${'2'.repeat(32)}`;
let browser: Browser;
let world: ServedWorld;
let sluice: ServedSluice;
let place: string;

beforeAll(async () => {
  browser = await launchBrowser();
  world = await createServedWorld();
  place = await mkdtemp(join(tmpdir(), 'sluice-e2e-report-'));
  await mkdir(join(place, 'out'));
  const blob = testBlob(5000, 1);
  const images = Array.from({ length: 30 }, (_, index) =>
    image({ repository: `team/component-${index}<b>`, digest: blob.digest, tag: `1.${index}` }),
  );
  await writeSet(join(place, 'set'), [blob], {
    manifest: { target: 'enclave-1', closures: { [blob.digest]: [] }, images },
  });
  // Two folders that were chosen before: how folders are chosen is looked at elsewhere.
  const chosen = { usedAt: new Date().toISOString(), used: true };
  await mkdir(join(world.stateDirectory, 'app'), { recursive: true });
  await writeFile(
    join(world.stateDirectory, 'app', 'paths.json'),
    JSON.stringify({
      version: 1,
      entries: [
        { token: folderToken, purpose: 'archive-in', path: join(place, 'set'), ...chosen },
        { token: outputToken, purpose: 'output-folder', path: join(place, 'out'), ...chosen },
      ],
    }),
  );
  sluice = await world.start();
});
afterAll(async () => {
  await browser.close();
  await world.close();
  await rm(place, { recursive: true, force: true });
});

const looks: readonly Look[] = [
  { language: 'en', dark: false },
  { language: 'zh', dark: true },
];

describe.each(looks)('in $language, dark: $dark', (look) => {
  it('the report is seen, saved, opened and printed', async () => {
    const visit = await openVisit(browser, look, await sluice.newUrl());
    await beInControl(visit);
    const { page, words, context } = visit;
    try {
      await page.goto(`${new URL(sluice.url).origin}/#/report?folder=${folderToken}`);
      await page.getByRole('heading', { level: 1, name: words.text('report:title') }).waitFor();
      await page.getByText('team/component-0<b>:1.0', { exact: true }).first().waitFor();
      await expectNoSideways(visit, 'report');
      await approve(visit, 'report');

      await button(page, words.text('report:save')).click();
      const dialog = page.getByRole('dialog');
      await dialog.getByRole('radio', { name: /out$/ }).click();
      if (look.dark) await dialog.getByRole('checkbox', { name: words.text('report:replace') }).check();
      await button(dialog, words.text('report:write')).click();
      await dialog
        .getByText(/sluice-report-set-/)
        .first()
        .waitFor();
      if (look.dark) await approve(visit, 'report-saved');

      const [name = ''] = await readdir(join(place, 'out'));
      const file = await context.newPage();
      const refused: string[] = [];
      file.on('console', (message) => refused.push(message.text()));
      file.on('request', (request) => {
        if (!request.url().startsWith('file:')) refused.push(request.url());
      });
      await file.goto(pathToFileURL(join(place, 'out', name)).href);
      expect(await file.locator('section').count()).toBe(12);
      expect(await file.locator('section#contents tbody tr').count()).toBe(30);
      // The style is applied: its hash is the one that the file's own policy names.
      const display = "getComputedStyle(document.querySelector('.sum')).display";
      expect(await file.evaluate<string>(display)).toBe('block');
      expect(refused).toEqual([]);
      const paper = (await file.pdf({ preferCSSPageSize: true })).toString('latin1');
      expect(paper.match(/\/Type\s*\/Page\b/g)?.length).toBeGreaterThan(3);
    } finally {
      await visit.context.close();
    }
  });
});

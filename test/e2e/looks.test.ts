import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { launchBrowser, type Look } from '../support/e2e-browser.ts';
import { createServedWorld, type ServedSluice, type ServedWorld } from '../support/e2e-sluice.ts';
import { beginWithReleases, chooseRange, openTab, showTable, writeYaml } from './pages/content-step.ts';
import { startPractice } from './pages/home-page.ts';
import { choosePart } from './pages/registries-page.ts';
import { beInControl, chooseInMasthead, goTo, navigationEntries, openNotices } from './pages/shell-page.ts';
import { approve, button, expectBounded, expectNoSideways, openVisit } from './pages/visit.ts';
import { expectStep, startOver } from './pages/wizard-page.ts';

// Pictures of pages and states that the flows do not pass; people look at them, axe at the rest.

let browser: Browser;
let world: ServedWorld;
let sluice: ServedSluice;
beforeAll(async () => {
  browser = await launchBrowser();
  world = await createServedWorld();
  sluice = await world.start();
});
afterAll(async () => {
  await browser.close();
  await world.close();
});

// A picture is taken in the other colours as well.
const looks: readonly Look[] = [
  { language: 'en', dark: true },
  { language: 'zh', dark: false },
];

describe.each(looks)('in $language, dark: $dark', (look) => {
  it('every page is legible', async () => {
    const visit = await openVisit(browser, look, await sluice.newUrl());
    await beInControl(visit);
    const { page, words } = visit;
    try {
      for (const entry of navigationEntries) {
        await goTo(visit, entry);
        await expectNoSideways(visit, entry);
        await approve(visit, `page-${entry}`);
      }
      await goTo(visit, 'settings');
      for (const tab of ['network', 'storage']) {
        await openTab(visit, words.text(`settings:tabs.${tab}`));
        await approve(visit, `page-settings-${tab}`);
      }
      await goTo(visit, 'registries');
      await choosePart(visit, 'enclave');
      await approve(visit, 'page-registries-enclave');
      await page.goto(`${new URL(sluice.url).origin}/#/nowhere`);
      await page.getByRole('heading', { level: 1, name: words.text('shell:notFound.title') }).waitFor();
      await approve(visit, 'page-not-found');
      await openNotices(visit);
      await approve(visit, 'notices');
    } finally {
      await visit.context.close();
    }
  });
});

describe.each([
  { width: 1024, height: 700 },
  { width: 3840, height: 2160 },
])('in a window of $width by $height', (size) => {
  it('everything is in reach, and nothing is stretched', async () => {
    const visit = await openVisit(browser, { language: 'en', dark: false, ...size }, await sluice.newUrl());
    await beInControl(visit);
    try {
      for (const entry of navigationEntries) {
        await goTo(visit, entry);
        await expectNoSideways(visit, entry);
        await expectBounded(visit, entry);
        await visit.picture(`page-${entry}`);
      }
    } finally {
      await visit.context.close();
    }
  });
});

describe('with content', () => {
  it.each<Look>([
    { language: 'en', dark: true },
    { language: 'zh', dark: false },
  ])('the graph, the table and the text are legible in $language, dark: $dark', async (look) => {
    const visit = await openVisit(browser, look, await sluice.newUrl());
    await beInControl(visit);
    const { page, words } = visit;
    try {
      const stopped = button(page, words.text('home:practice.start'));
      const running = button(page, words.text('home:practice.stop'));
      await stopped.or(running).first().waitFor();
      if (await stopped.isVisible()) await startPractice(visit);
      await goTo(visit, 'export');
      await expectStep(visit, 'content');
      await startOver(visit);
      await beginWithReleases(visit);
      await chooseRange(visit, look.language === 'en' ? ['4.15.1'] : ['4.15.2']);
      await approve(visit, 'content-graph');
      await showTable(visit);
      await approve(visit, 'content-table');
      for (const tab of ['images', 'options', 'operators']) {
        await openTab(visit, words.text(`content:tabs.${tab}`));
        await approve(visit, `content-${tab}`);
      }
      await writeYaml(
        visit,
        'apiVersion: mirror.openshift.io/v2alpha1\nkind: ImageSetConfiguration\nmirror:\n  platform:\n    channels:\n      - name: stable-4.15\n        minVersions: 4.15.1\n',
      );
      await page.getByRole('list', { name: words.text('content:problems.name') }).waitFor();
      await approve(visit, 'content-yaml');
    } finally {
      await visit.context.close();
    }
  });

  it('nothing is lost in high contrast', async () => {
    const visit = await openVisit(browser, { language: 'en', dark: false }, await sluice.newUrl());
    await beInControl(visit);
    try {
      await chooseInMasthead(visit, 'theme', visit.words.text('shell:masthead.themes.high-contrast'));
      for (const entry of ['home', 'export', 'registries', 'settings'] as const) {
        await goTo(visit, entry);
        await approve(visit, `contrast-${entry}`);
      }
    } finally {
      await chooseInMasthead(visit, 'theme', visit.words.text('shell:masthead.themes.system'));
      await visit.context.close();
    }
  });
});

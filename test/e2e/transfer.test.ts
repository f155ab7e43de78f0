import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listContent } from '../support/docker-registry.ts';
import { launchBrowser } from '../support/e2e-browser.ts';
import { createServedWorld, type ServedSluice, type ServedWorld } from '../support/e2e-sluice.ts';
import { hostOf, pushImage, registryWorld, type RegistryWorld } from '../support/host-registries.ts';
import { mirrorHere } from '../support/host-world.ts';
import { startPractice } from './pages/home-page.ts';
import { beInControl, goTo } from './pages/shell-page.ts';
import { approve, button, expectNoSideways, openVisit, type Visit } from './pages/visit.ts';
import { expectStep, finishFlow, next } from './pages/wizard-page.ts';

// A set over three media in the window, put together on the practice disk and imported into the practice registry.

const setToken = `p_${'1'.repeat(32)}`;
const media = ['medium-1', 'medium-2', 'medium-3'] as const;
/** Chunks of the set, of which a medium of 5 MiB takes about half. */
const images = 36;

let browser: Browser;
let world: ServedWorld;
let sluice: ServedSluice;
let source: RegistryWorld;
let place: string;
let disk: string;

beforeAll(async () => {
  browser = await launchBrowser();
  world = await createServedWorld();
  place = await mkdtemp(join(tmpdir(), 'sluice-e2e-transfer-'));
  disk = join(world.stateDirectory, 'app', 'practice', 'disk', 'whole');
  source = await registryWorld();
  const registry = await source.registry();
  const names: string[] = [];
  for (let number = 0; number < images; number += 1) {
    await pushImage(registry, `lab/app-${number}`, '1.0', `app ${number}`);
    names.push(`name: ${hostOf(registry)}/lab/app-${number}:1.0`);
  }
  await mirrorHere(source, {
    config: await source.configuration(...names),
    destination: `file://${join(place, 'set')}`,
    more: { sourceTlsVerify: false, fileLimit: 20_000 },
  });
  for (const name of media) await mkdir(join(place, name));
  // Folders that were chosen before: how folders are chosen is looked at elsewhere.
  const chosen = { usedAt: new Date().toISOString(), used: true };
  const entry = (digit: string, purpose: string, path: string): object => ({
    token: `p_${digit.repeat(32)}`,
    purpose,
    path,
    ...chosen,
  });
  await mkdir(join(world.stateDirectory, 'app'), { recursive: true });
  await writeFile(
    join(world.stateDirectory, 'app', 'paths.json'),
    JSON.stringify({
      version: 1,
      entries: [
        entry('1', 'archive-in', join(place, 'set')),
        ...media.flatMap((name, index) => [
          entry(String(index + 2), 'archive-out', join(place, name)),
          entry(String(index + 5), 'archive-in', join(place, name)),
        ]),
        entry('8', 'archive-out', disk),
      ],
    }),
  );
  sluice = await world.start();
});
afterAll(async () => {
  await browser.close();
  await world.close();
  await source.close();
  await rm(place, { recursive: true, force: true });
});

const open = (at: Visit, address: string): Promise<unknown> =>
  at.page.goto(`${new URL(sluice.url).origin}/#${address}`);

async function chooseRecent(at: Visit, region: string, name: string): Promise<void> {
  await at.page
    .getByRole('region', { name: region, exact: true })
    .getByRole('radio', { name: new RegExp(`${name}$`) })
    .click();
}

describe('a set over three media', () => {
  it('is carried, put together and imported in the window', async () => {
    const at = await openVisit(browser, { language: 'en', dark: false }, await sluice.newUrl());
    await beInControl(at);
    const { page, words, context } = at;
    try {
      const { enterprise } = await startPractice(at);
      await mkdir(disk, { recursive: true });
      await open(at, `/transfer/media?folder=${setToken}`);
      for (const [index, name] of media.entries()) {
        await chooseRecent(at, words.text('transfer:fill.medium'), name);
        await page.getByLabel(words.text('transfer:capacity.label')).selectOption('own');
        await page.getByLabel(words.text('transfer:capacity.mebibytes')).fill('5');
        await button(page, words.text('transfer:fill.start')).click();
        const isLast = index === media.length - 1;
        await page
          .getByText(
            isLast
              ? words.text('transfer:outcome.allCarried')
              : words.text('transfer:outcome.insertNext', { number: index + 2 }),
          )
          .first()
          .waitFor();
        if (index === 1) await approve(at, 'transfer-insert-next');
      }

      await open(at, '/transfer/media?side=to');
      await chooseRecent(at, words.text('transfer:collect.into'), 'whole');
      for (const [index, name] of [...media].reverse().entries()) {
        await chooseRecent(at, words.text('transfer:collect.medium'), name);
        await page.getByText(words.like('transfer:collect.needFits')).waitFor();
        if (index === 1) await approve(at, 'transfer-collect');
        await button(page, words.text('transfer:collect.start')).click();
        await page
          .getByText(words.like('transfer:outcome.tookFrom_other'))
          .filter({ hasText: `medium ${media.length - index}.` })
          .waitFor();
        if (index === 0) await page.getByText(words.text('transfer:outcome.insertAnother')).waitFor();
      }
      await page.getByText(words.text('transfer:whole.title')).waitFor();
      await expectNoSideways(at, 'transfer');
      await approve(at, 'transfer-whole');
      expect(await readdir(disk)).toContain('custody.jsonl');

      await goTo(at, 'enterpriseImport');
      await expectStep(at, 'archive');
      // The only set on the practice disk is chosen by itself.
      await page.getByRole('heading', { name: words.like('media:archive.title') }).waitFor();
      await next(at, 'registry');
      await next(at, 'content');
      await finishFlow(at, 'enterprise-import', 'resources', async () => undefined);
      const content = (await listContent(enterprise)).filter((line) => line.includes('lab/app-'));
      expect(content.length).toBeGreaterThanOrEqual(images);
    } finally {
      await context.close();
    }
  });

  it('has its other ways in Chinese and dark as well', async () => {
    const at = await openVisit(browser, { language: 'zh', dark: true }, await sluice.newUrl());
    await beInControl(at);
    try {
      const pages = [
        ['media', 'to'],
        ['drop', 'from'],
        ['diode', 'from'],
        ['diode', 'to'],
      ] as const;
      for (const [way, side] of pages) {
        await open(at, `/transfer/${way}?side=${side}&folder=${setToken}`);
        await at.page.getByRole('heading', { level: 1, name: at.words.text('transfer:title') }).waitFor();
        await expectNoSideways(at, `transfer-${way}-${side}`);
        await approve(at, `transfer-${way}-${side}`);
      }
    } finally {
      await at.context.close();
    }
  });
});

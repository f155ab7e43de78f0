import { mkdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { expect } from 'vitest';

export { launchBrowser } from './chromium.ts';

const artifacts = join(import.meta.dirname, '..', '.artifacts', 'screenshots');
const axeSource = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

export interface Look {
  readonly language: 'en' | 'zh';
  readonly dark: boolean;
  readonly width?: number;
  readonly height?: number;
}

/** A browser window as a user of that language has it, and everything that the page complained about. */
export interface Window {
  readonly page: Page;
  readonly context: BrowserContext;
  /** Errors of scripts, and violations of the content security policy. */
  readonly complaints: readonly string[];
  /** Keeps a picture as an artifact of the test run, and the same in the other colours. */
  picture(name: string): Promise<void>;
  /** WCAG 2.2 AA, colours included. */
  expectAccessible(where: string): Promise<void>;
}

export async function openWindow(browser: Browser, look: Look): Promise<Window> {
  const { language, dark, width = 1440, height = 900 } = look;
  const context = await browser.newContext({
    locale: language === 'zh' ? 'zh-CN' : 'en-US',
    colorScheme: dark ? 'dark' : 'light',
    reducedMotion: 'reduce',
    viewport: { width, height },
    acceptDownloads: true,
  });
  await context.addInitScript(stillColours);
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(`error: ${error.message}`));
  page.on('console', (message) => {
    const text = message.text();
    if (/Content Security Policy|TrustedHTML/.test(text)) complaints.push(`policy: ${text}`);
  });
  const usual = width === 1440;
  const settle = settler(page);
  const take = async (name: string, isDark: boolean): Promise<void> => {
    const folder = join(artifacts, `${language}-${isDark ? 'dark' : 'light'}${usual ? '' : `-${width}`}`);
    await mkdir(folder, { recursive: true });
    await page.screenshot({ path: join(folder, `${name}.png`), caret: 'initial' });
  };
  return {
    page,
    context,
    complaints,
    picture: (name) =>
      inFull(page, { width, height, settle }, async () => {
        await take(name, dark);
        // The system turns dark or bright: what is told by a picture has to be legible in both. Far cheaper than the
        // same way through the pages once more; sizes of windows have nothing to do with colours.
        if (!usual) return;
        await page.emulateMedia({ colorScheme: dark ? 'light' : 'dark' });
        await page.evaluate(settled);
        await take(name, !dark);
        await page.emulateMedia({ colorScheme: dark ? 'dark' : 'light' });
      }),
    expectAccessible: (where) =>
      // What scrolling half hides would be called too small.
      inFull(page, { width, height, settle }, async () => {
        // Evaluated by the debugger: the page's own policy neither helps nor hinders.
        await page.evaluate(settled);
        await page.evaluate(axeSource);
        let violations = await page.evaluate(runAxe);
        // A page that changes while it is looked at shows what was never there: a barrier is what stays.
        for (let again = 0; again < 2 && violations.length > 0; again++) {
          await page.waitForTimeout(1000);
          await page.evaluate(settled);
          violations = await page.evaluate(runAxe);
        }
        expect.soft(violations, where).toEqual([]);
      }),
  };
}

/** Turning a page dark takes a second of drawing when each of its parts does it by degrees, and no time without. */
const stillColours = `(() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync('*, *::before, *::after { transition: none !important; }');
  document.adoptedStyleSheets.push(sheet);
})()`;

/**
 * Colours that are on their way to others are nobody's choice. What inherits a colour sets out only when what it
 * inherits from has arrived, some frames later.
 */
const settled = `(async () => {
  const frame = () => new Promise((done) => requestAnimationFrame(done));
  await frame();
  for (let still = 0, frames = 0; still < 2 && frames < 40; frames++) {
    const moving = document.getAnimations()
      .filter((one) => one.effect?.getComputedTiming().endTime !== Infinity);
    still = moving.length === 0 ? still + 1 : 0;
    await Promise.allSettled(moving.map((one) => one.finished));
    await frame();
  }
})()`;

/** Does something while the window is as tall as the page. */
async function inFull(
  page: Page,
  {
    width,
    height,
    settle,
  }: { readonly width: number; readonly height: number; readonly settle: () => Promise<void> },
  act: () => Promise<void>,
): Promise<void> {
  await settle();
  let tall = height;
  // Some parts of a page grow with the window, up to a limit.
  for (let again = 0; again < 3; again++) {
    const hidden = await page.evaluate<number>(hiddenBelow);
    if (hidden === 0 || tall === tallest) break;
    tall = Math.min(tallest, tall + hidden);
    await page.setViewportSize({ width, height: tall });
  }
  await act();
  if (tall !== height) await page.setViewportSize({ width, height });
}

/** Pixels of the tallest picture. */
const tallest = 4000;
/** How much of the page lies below its lower edge. */
const hiddenBelow = `Math.max(0, ...[...document.querySelectorAll('main, .pf-v6-c-page__main-container')]
  .map((element) => element.scrollHeight - element.clientHeight))`;

/** What is being fetched is there, unless it takes long: then the picture shows just that. */
function settler(page: Page): () => Promise<void> {
  const waiting = page.locator('.pf-v6-c-spinner, .pf-v6-c-skeleton, [aria-busy="true"]');
  // What took long once is not waited for again as long as it lasts.
  let takesLong = false;
  return async () => {
    await expect
      .poll(() => waiting.count(), { timeout: takesLong ? 200 : 8000, interval: 50 })
      .toBe(0)
      .then(
        () => (takesLong = false),
        () => (takesLong = true),
      );
    await page.evaluate('document.fonts.ready.then(() => undefined)');
    await page.evaluate(settled);
  };
}

interface Violation {
  readonly id: string;
  readonly nodes: readonly { readonly html: string }[];
}

/** Runs inside the page. */
async function runAxe(): Promise<string[]> {
  const { axe } = globalThis as unknown as {
    axe: { run(options: object): Promise<{ violations: readonly Violation[] }> };
  };
  const { violations } = await axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] });
  return violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 300)).join(' | ')}`,
  );
}

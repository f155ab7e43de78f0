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
  /** Keeps a picture as an artifact of the test run. */
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
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(`error: ${error.message}`));
  page.on('console', (message) => {
    const text = message.text();
    if (/Content Security Policy|TrustedHTML/.test(text)) complaints.push(`policy: ${text}`);
  });
  const folder = join(
    artifacts,
    `${language}-${dark ? 'dark' : 'light'}${width === 1440 ? '' : `-${width}`}`,
  );
  await mkdir(folder, { recursive: true });
  return {
    page,
    context,
    complaints,
    picture: (name) =>
      inFull(page, { width, height }, async () => {
        await page.screenshot({ path: join(folder, `${name}.png`), caret: 'initial' });
      }),
    expectAccessible: (where) =>
      // What scrolling half hides would be called too small.
      inFull(page, { width, height }, async () => {
        // Evaluated by the debugger: the page's own policy neither helps nor hinders.
        await page.evaluate(axeSource);
        const violations = await page.evaluate(runAxe);
        expect.soft(violations, where).toEqual([]);
      }),
  };
}

/** Does something while the window is as tall as the page. */
async function inFull(
  page: Page,
  { width, height }: { readonly width: number; readonly height: number },
  act: () => Promise<void>,
): Promise<void> {
  await settle(page);
  const hidden = await page.evaluate<number>(hiddenBelow);
  const tall = Math.min(tallest, height + hidden);
  if (hidden > 0) await page.setViewportSize({ width, height: tall });
  await act();
  if (hidden > 0) await page.setViewportSize({ width, height });
}

/** Pixels of the tallest picture. */
const tallest = 4000;
/** How much of the page lies below its lower edge. */
const hiddenBelow = `Math.max(0, ...[...document.querySelectorAll('main, .pf-v6-c-page__main-container')]
  .map((element) => element.scrollHeight - element.clientHeight))`;

/** What is being fetched is there, unless it takes long: then the picture shows just that. */
async function settle(page: Page): Promise<void> {
  const waiting = page.locator('.pf-v6-c-spinner, .pf-v6-c-skeleton, [aria-busy="true"]');
  await expect
    .poll(() => waiting.count(), { timeout: 8000, interval: 50 })
    .toBe(0)
    .catch(() => undefined);
  await page.evaluate('document.fonts.ready.then(() => undefined)');
  // A colour on its way to another is neither.
  await page.evaluate(`Promise.allSettled(document.getAnimations()
    .filter(({ effect }) => effect?.getTiming().iterations !== Infinity)
    .map(({ finished }) => finished)).then(() => undefined)`);
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

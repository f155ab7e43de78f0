import type { Browser, Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import { openWindow, type Look, type Window } from '../../support/e2e-browser.ts';
import { wordsOf, type Words } from './words.ts';

/** Milliseconds that a page may take on a busy machine. */
export const pageLimit = 30_000;

/** A user at a window: what every page object is made of. */
export interface Visit extends Window {
  readonly words: Words;
  readonly look: Look;
}

export async function openVisit(browser: Browser, look: Look, url?: string): Promise<Visit> {
  const window = await openWindow(browser, look);
  window.page.setDefaultTimeout(pageLimit);
  const visit = { ...window, words: wordsOf(look.language), look };
  if (url !== undefined) await enter(visit, url);
  return visit;
}

/** Opens the address that a terminal printed. */
export async function enter({ page, words }: Visit, url: string): Promise<void> {
  await page.goto(url);
  await button(page, words.text('shell:openNavigation')).waitFor();
}

/** The page with this title. */
export async function expectPage({ page }: Visit, title: string | RegExp): Promise<void> {
  await page.getByRole('heading', { level: 1, name: title }).waitFor();
}

/** A button of the page, or of a part of it. */
export function button(within: Page | Locator, name: string | RegExp): Locator {
  return within.getByRole('button', { name, ...(typeof name === 'string' && { exact: true }) });
}

/** A picture, and nothing against it: no barrier, no complaint of a script or the policy. */
export async function approve(visit: Visit, name: string): Promise<void> {
  await visit.picture(name);
  await visit.expectAccessible(name);
  expect.soft(visit.complaints, name).toEqual([]);
}

/** Nothing of the page is out of reach to the right. */
export async function expectNoSideways({ page }: Visit, where: string): Promise<void> {
  const over = await page.evaluate<number>(`Math.max(
    ...[document.documentElement, document.querySelector('main')].map((element) => element.scrollWidth - element.clientWidth),
  )`);
  expect(over, `${where} scrolls sideways`).toBeLessThanOrEqual(1);
  // What lies beside the page, such as the closed drawer, must not be scrolled to either: not even by a program.
  const pushed = await page.evaluate<number>(`(() => {
    const frame = document.querySelector('.pf-v6-c-drawer__main');
    frame.scrollLeft += 100;
    return frame.scrollLeft;
  })()`);
  expect(pushed, `${where} can be pushed aside`).toBe(0);
}

/** No card, field or line of text is wider than one can follow. */
export async function expectBounded({ page }: Visit, where: string): Promise<void> {
  const widest = await page.evaluate<number>(`Math.max(
    0,
    ...[...document.querySelectorAll('main .pf-v6-c-card, main p, main input, main table')].map((element) => element.clientWidth),
  )`);
  expect(widest, `${where} is stretched`).toBeLessThanOrEqual(120 * 16);
}

import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll } from 'vitest';
import { launchBrowser, type Look } from '../../support/e2e-browser.ts';
import { openVisit, type Visit } from './visit.ts';

/**
 * The browser of a test file. Gives what opens a window at an address and closes the one before; the last one is closed
 * after each test, with a picture under `failed` when it did not go well. Worlds that are closed after it come first.
 */
export function useVisits(failed: string): (look: Look, url: string) => Promise<Visit> {
  let browser: Browser;
  let visit: Visit | undefined;
  const leave = async (): Promise<void> => {
    await visit?.context.close();
    visit = undefined;
  };
  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') await visit?.picture(failed);
    await leave();
  });
  afterAll(() => browser.close());
  return async (look, url) => {
    await leave();
    visit = await openVisit(browser, look, url);
    return visit;
  };
}

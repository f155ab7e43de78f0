import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { listContent } from '../support/docker-registry.ts';
import { launchBrowser, type Look } from '../support/e2e-browser.ts';
import { createServedWorld, type ServedWorld } from '../support/e2e-sluice.ts';
import { beginPractice, goOnPractising, startPractice, type Flow } from './pages/home-page.ts';
import { addSuggestedEnclave } from './pages/enclaves-step.ts';
import { approve, expectPage, openVisit, type Visit } from './pages/visit.ts';
import {
  expectChecksPassed,
  expectStep,
  expectSucceeded,
  next,
  start,
  type Step,
} from './pages/wizard-page.ts';

let browser: Browser;
let world: ServedWorld | undefined;
let visit: Visit | undefined;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await visit?.picture('failed');
  await visit?.context.close();
  await world?.close();
});
afterAll(() => browser.close());

/** From the checks to the end, as it is the same for all. */
async function finish(at: Visit, flow: Flow, last: Step): Promise<void> {
  await next(at, 'preflight');
  await expectChecksPassed(at);
  await approve(at, `${flow}-preflight`);
  await next(at, 'review');
  await approve(at, `${flow}-review`);
  await start(at, flow);
  await expectSucceeded(at);
  await approve(at, `${flow}-run`);
  await next(at, last);
  await approve(at, `${flow}-${last}`);
}

const looks: readonly Look[] = [
  { language: 'en', dark: false },
  { language: 'zh', dark: true },
];

describe.each(looks)('a newcomer whose window is $language, dark: $dark', (look) => {
  it('does all four steps in Practice with what is suggested', async () => {
    world = await createServedWorld();
    const sluice = await world.start();
    const at = await openVisit(browser, look, sluice.url);
    visit = at;
    await expectPage(at, at.words.text('home:title'));
    await approve(at, 'home-first');
    const hosts = await startPractice(at);
    await approve(at, 'home-practice');

    await beginPractice(at, 'export');
    await expectStep(at, 'content');
    await approve(at, 'export-content');
    await next(at, 'destination');
    await approve(at, 'export-destination');
    await finish(at, 'export', 'done');

    await goOnPractising(at, 'enterprise-import');
    await expectStep(at, 'archive');
    await approve(at, 'enterprise-import-archive');
    await next(at, 'registry');
    await approve(at, 'enterprise-import-registry');
    await next(at, 'content');
    await approve(at, 'enterprise-import-content');
    await finish(at, 'enterprise-import', 'resources');

    await goOnPractising(at, 'enclave-export');
    await expectStep(at, 'source');
    await approve(at, 'enclave-export-source');
    await next(at, 'enclaves');
    await addSuggestedEnclave(at, () => approve(at, 'enclave-dialog'));
    await approve(at, 'enclave-export-enclaves');
    await next(at, 'media');
    await approve(at, 'enclave-export-media');
    await finish(at, 'enclave-export', 'done');

    await goOnPractising(at, 'enclave-import');
    await expectStep(at, 'archive');
    await approve(at, 'enclave-import-archive');
    await next(at, 'registry');
    await approve(at, 'enclave-import-registry');
    await finish(at, 'enclave-import', 'resources');
    await at.page.getByText(at.words.text('home:practice.allDone')).waitFor();

    const [enterprise, enclave] = await Promise.all([
      listContent(hosts.enterprise),
      listContent(hosts.enclave),
    ]);
    expect(enclave.length).toBeGreaterThan(0);
    expect(enterprise).toEqual(expect.arrayContaining(enclave));
    expect(releasesIn(enclave)).toEqual([releasesIn(enterprise).at(-1)]);
  });
});

/** Tags of the release images that a registry holds. */
function releasesIn(lines: readonly string[]): string[] {
  return lines.flatMap((line) => /release-images:(\S+)/.exec(line)?.[1] ?? []);
}

import { afterEach, describe, expect, it } from 'vitest';
import { listContent } from '../support/docker-registry.ts';
import type { Look } from '../support/e2e-browser.ts';
import { createServedWorld, type ServedWorld } from '../support/e2e-sluice.ts';
import { beginPractice, goOnPractising, startPractice, type Flow } from './pages/home-page.ts';
import { addSuggestedEnclave } from './pages/enclaves-step.ts';
import { makeAgain, openJobOf } from './pages/job-page.ts';
import { goTo } from './pages/shell-page.ts';
import { useVisits } from './pages/use-visits.ts';
import { approve, expectPage, type Visit } from './pages/visit.ts';
import {
  expectChecksPassed,
  expectStep,
  expectSucceeded,
  finishFlow,
  next,
  start,
  type Step,
} from './pages/wizard-page.ts';

let world: ServedWorld | undefined;
afterEach(() => world?.close());
const open = useVisits('failed');

/** To the end, with a picture of each step. */
function finish(at: Visit, flow: Flow, last: Step): Promise<void> {
  return finishFlow(at, flow, last, (step) => approve(at, `${flow}-${step}`));
}

const looks: readonly Look[] = [
  { language: 'en', dark: false },
  { language: 'zh', dark: true },
];

describe.each(looks)('a newcomer whose window is $language, dark: $dark', (look) => {
  it('does all four steps in Practice with what is suggested', async () => {
    world = await createServedWorld();
    const sluice = await world.start();
    const at = await open(look, sluice.url);
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
    const tags = (...versions: string[]): string[] => versions.map((version) => `${version}-x86_64`);
    expect(releasesIn(enterprise)).toEqual(tags('4.15.0', '4.15.1', '4.15.2', '4.15.3'));
    expect(releasesIn(enclave)).toEqual(tags('4.15.2'));

    await goTo(at, 'jobs');
    await openJobOf(at, 'enclave-1');
    await approve(at, 'job-enclave-export');
    await makeAgain(at, 1);
    await expectStep(at, 'enclaves');
    await approve(at, 'again-enclaves');
    await next(at, 'media');
    await approve(at, 'again-media');
    await next(at, 'preflight');
    await expectChecksPassed(at);
    await approve(at, 'again-preflight');
    await next(at, 'review');
    await approve(at, 'again-review');
    await start(at, 'enclave-export');
    await expectSucceeded(at);
  });
});

/** Tags of the release images that a registry holds. */
function releasesIn(lines: readonly string[]): string[] {
  return lines.flatMap((line) => /release-images:(\S+)/.exec(line)?.[1] ?? []);
}

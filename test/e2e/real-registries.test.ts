import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { launchBrowser, type Look } from '../support/e2e-browser.ts';
import { listContent } from '../support/docker-registry.ts';
import { createRealWorld, type RealWorld } from '../support/e2e-real-world.ts';
import { beginWithReleases, addChannel, chooseRange } from './pages/content-step.ts';
import { addEnclave } from './pages/enclaves-step.ts';
import { chooseFolder, makeFolder } from './pages/folder-choice.ts';
import { chooseSite, type Flow } from './pages/home-page.ts';
import { addInsecureRegistry } from './pages/registry-form.ts';
import { goTo } from './pages/shell-page.ts';
import { approve, openVisit, type Visit } from './pages/visit.ts';
import {
  expectChecksPassed,
  expectStep,
  expectSucceeded,
  next,
  start,
  type Step,
} from './pages/wizard-page.ts';

const look: Look = { language: 'en', dark: false };
const reason = 'Rehearsal on one machine';

let browser: Browser;
let world: RealWorld;
let visit: Visit | undefined;
beforeAll(async () => {
  browser = await launchBrowser();
});
beforeEach(async () => {
  world = await createRealWorld();
});
afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await visit?.picture('real-failed');
  await visit?.context.close();
  await world.close();
});
afterAll(() => browser.close());

async function finish(at: Visit, flow: Flow, last: Step): Promise<void> {
  await next(at, 'preflight');
  await expectChecksPassed(at);
  await next(at, 'review');
  await start(at, flow);
  await expectSucceeded(at);
  await next(at, last);
  await approve(at, `real-${flow}-${last}`);
}

/** Sits down at the machine of an environment. */
async function sitDown(site: 'connected' | 'enterprise' | 'enclave'): Promise<Visit> {
  await visit?.context.close();
  const sluice = await world.machines[site].start();
  const at = await openVisit(browser, look, sluice.url);
  visit = at;
  await chooseSite(at, site);
  return at;
}

describe('the four steps with real registries, each environment on a machine of its own', () => {
  it('bring exactly what was clicked into the registry of the enclave', async () => {
    let at = await sitDown('connected');
    await goTo(at, 'export');
    await expectStep(at, 'content');
    await beginWithReleases(at);
    await addChannel(at, 'stable-4.15');
    await chooseRange(at, ['4.15.0', '4.15.3']);
    await approve(at, 'real-export-content');
    await next(at, 'destination');
    await chooseFolder(at, world.medium);
    await makeFolder(at, 'for-enterprise');
    await finish(at, 'export', 'done');

    at = await sitDown('enterprise');
    await goTo(at, 'enterpriseImport');
    await expectStep(at, 'archive');
    await chooseFolder(at, join(world.medium, 'for-enterprise'));
    await next(at, 'registry');
    await addInsecureRegistry(at, world.enterprise.host, 'Enterprise registry', reason);
    await approve(at, 'real-enterprise-registry');
    await next(at, 'content');
    await finish(at, 'enterprise-import', 'resources');
    expect(await heldBy(world.enterprise.host)).toEqual({
      releases: contentOf(['4.15.0', '4.15.1', '4.15.2', '4.15.3']),
      hasGraph: true,
    });

    await goTo(at, 'enclaveExport');
    await expectStep(at, 'source');
    await next(at, 'enclaves');
    await addEnclave(at, 'north', async (dialog) => {
      await beginWithReleases(at, dialog);
      await addChannel(at, 'stable-4.15', dialog);
      await chooseRange(at, ['4.15.2'], dialog);
    });
    await next(at, 'media');
    await chooseFolder(at, world.medium);
    await makeFolder(at, 'for-north');
    await finish(at, 'enclave-export', 'done');

    at = await sitDown('enclave');
    await goTo(at, 'enclaveImport');
    await expectStep(at, 'archive');
    await chooseFolder(at, join(world.medium, 'for-north'));
    await next(at, 'registry');
    await addInsecureRegistry(at, world.enclave.host, 'Enclave registry', reason);
    await finish(at, 'enclave-import', 'resources');
    expect(await heldBy(world.enclave.host)).toEqual({ releases: contentOf(['4.15.2']), hasGraph: true });
  });
});

/** `repository:tag digest` of everything that these versions consist of. */
function contentOf(versions: readonly string[]): string[] {
  const lines = world.content.releases
    .filter((release) => versions.includes(release.version))
    .flatMap((release) => [
      `openshift/release-images:${release.tag} ${release.digest}`,
      ...release.components.map(
        ({ name, reference }) => `openshift/release:${release.tag}-${name} ${reference.split('@')[1]}`,
      ),
    ]);
  return lines.sort();
}

/** The update graph is made anew for each set: that it is there is what can be known of it. */
async function heldBy(host: string): Promise<{ releases: string[]; hasGraph: boolean }> {
  const held = await listContent(host);
  const isGraph = (line: string): boolean => line.startsWith('openshift/graph-image:');
  return { releases: held.filter((line) => !isGraph(line)), hasGraph: held.some(isGraph) };
}

import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { siteOfFlow } from '../../core/contract/index.ts';
import { launchBrowser, type Look } from '../support/e2e-browser.ts';
import { listContent } from '../support/docker-registry.ts';
import type { Gate } from '../support/e2e-gate.ts';
import { createRealWorld, type RealWorld } from '../support/e2e-real-world.ts';
import type { ServedSluice } from '../support/e2e-sluice.ts';
import { addEnclave } from './pages/enclaves-step.ts';
import { chooseSite, flowEntries, type Flow } from './pages/home-page.ts';
import { expectJobState, resume } from './pages/job-page.ts';
import { addRegistry, chooseNewFolder, chooseReleases, chooseSet } from './pages/real-flows.ts';
import { beInControl, goTo } from './pages/shell-page.ts';
import { approve, openVisit, type Visit } from './pages/visit.ts';
import { expectChecksPassed, expectStep, expectSucceeded, next, start } from './pages/wizard-page.ts';

/** Both languages see what goes wrong. */
const looks: Readonly<Record<Flow, Look>> = {
  export: { language: 'en', dark: false },
  'enterprise-import': { language: 'zh', dark: true },
  'enclave-export': { language: 'zh', dark: false },
  'enclave-import': { language: 'en', dark: true },
};

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
  if (task.result?.state === 'fail') await visit?.picture('interrupted-failed');
  await visit?.context.close();
  await world.close();
});
afterAll(() => browser.close());

interface Started {
  readonly at: Visit;
  readonly sluice: ServedSluice;
}

/** Does a flow up to its start; `gate` stands where its bytes pass. */
async function begin(flow: Flow, gate: Gate): Promise<Started> {
  const sluice = await world.machines[siteOfFlow[flow]].start();
  const at = await openVisit(browser, looks[flow], sluice.url);
  visit = at;
  await chooseSite(at, siteOfFlow[flow]);
  await goTo(at, flowEntries[flow]);
  await steps[flow](at, gate);
  await next(at, 'preflight');
  await expectChecksPassed(at);
  await next(at, 'review');
  gate.holdAfter(2);
  await start(at, flow);
  await gate.held();
  return { at, sluice };
}

const steps: Readonly<Record<Flow, (at: Visit, gate: Gate) => Promise<void>>> = {
  export: async (at) => {
    await chooseReleases(at, ['4.15.2']);
    await next(at, 'destination');
    await chooseNewFolder(at, world.medium, 'for-enterprise');
  },
  'enterprise-import': async (at, gate) => {
    await chooseSet(at, world.medium, 'for-enterprise');
    await addRegistry(at, gate, 'Enterprise registry');
    await next(at, 'content');
  },
  'enclave-export': async (at, gate) => {
    await expectStep(at, 'source');
    await addRegistry(at, gate, 'Enterprise registry, slow');
    await next(at, 'enclaves');
    await addEnclave(at, 'north', (dialog) => chooseReleases(at, ['4.15.2'], dialog));
    await next(at, 'media');
    await chooseNewFolder(at, world.medium, 'for-north');
  },
  'enclave-import': async (at, gate) => {
    await chooseSet(at, world.medium, 'for-north');
    await addRegistry(at, gate, 'Enclave registry');
  },
};

/** A flow whose browser, medium and host go away one after the other while its bytes are under way. */
async function disturb(flow: Flow, gate: Gate): Promise<void> {
  const { at: first, sluice } = await begin(flow, gate);
  // The browser is closed. The job goes on without a page; the address of before is used up.
  await first.context.close();
  let at = await openVisit(browser, looks[flow], await sluice.newUrl());
  visit = at;
  await beInControl(at);
  await openJob(at, flow);
  await expectJobState(at, 'running');
  await at.page.reload();
  await expectStep(at, 'run');

  // The medium is pulled out: the job waits for it, and goes on by itself.
  const away = join(world.medium, '..', 'away');
  await rename(world.medium, away);
  await expectJobState(at, 'pausedMedium');
  await approve(at, `interrupted-${flow}-medium-away`);
  gate.release();
  gate.holdAfter(2);
  await rename(away, world.medium);
  await expectJobState(at, 'running');
  await gate.held();

  // The host dies, as in a power cut, and is started again on what it had kept.
  await sluice.kill();
  await at.page.getByText(at.words.text('shell:connection.lost')).waitFor();
  await approve(at, `interrupted-${flow}-host-gone`);
  gate.release();
  const again = await world.machines[siteOfFlow[flow]].start();
  await at.context.close();
  at = await openVisit(browser, looks[flow], again.url);
  visit = at;
  await openJob(at, flow);
  await expectJobState(at, 'interrupted');
  await approve(at, `interrupted-${flow}`);
  await resume(at);
  await expectSucceeded(at);
  await again.stop();
}

async function openJob(at: Visit, flow: Flow): Promise<void> {
  await goTo(at, flowEntries[flow]);
  await expectStep(at, 'run');
}

describe('each of the four flows, disturbed in its middle', () => {
  it('comes to the same end when browsers are closed, media pulled out and hosts killed', async () => {
    await disturb('export', world.upstream);
    await disturb('enterprise-import', await world.gateTo(world.enterprise, 'write'));
    expect(releases(await listContent(world.enterprise.host))).toEqual(['4.15.2-x86_64']);
    await disturb('enclave-export', await world.gateTo(world.enterprise, 'read'));
    await disturb('enclave-import', await world.gateTo(world.enclave, 'write'));
    const enclave = await listContent(world.enclave.host);
    expect(releases(enclave)).toEqual(['4.15.2-x86_64']);
    const release = world.content.releases.find(({ version }) => version === '4.15.2');
    const expected = [
      `openshift/release-images:${release?.tag} ${release?.digest}`,
      ...(release?.components ?? []).map(
        ({ name, reference }) => `openshift/release:${release?.tag}-${name} ${reference.split('@')[1]}`,
      ),
    ];
    expect(enclave).toEqual(expect.arrayContaining(expected));
  });
});

/** Tags of the release images that a registry holds. */
function releases(lines: readonly string[]): string[] {
  return lines.flatMap((line) => /release-images:(\S+)/.exec(line)?.[1] ?? []);
}

import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { launchBrowser, type Look } from '../support/e2e-browser.ts';
import { listContent } from '../support/docker-registry.ts';
import type { Gate } from '../support/e2e-gate.ts';
import { createRealWorld, type RealWorld } from '../support/e2e-real-world.ts';
import type { ServedSluice } from '../support/e2e-sluice.ts';
import { addChannel, beginWithReleases, chooseRange } from './pages/content-step.ts';
import { addEnclave } from './pages/enclaves-step.ts';
import { chooseFolder, makeFolder } from './pages/folder-choice.ts';
import { chooseSite, flowEntries, type Flow } from './pages/home-page.ts';
import { expectJobState, resume } from './pages/job-page.ts';
import { addInsecureRegistry } from './pages/registry-form.ts';
import { goTo, takeControl } from './pages/shell-page.ts';
import { approve, enter, openVisit, type Visit } from './pages/visit.ts';
import { expectChecksPassed, expectStep, expectSucceeded, next, start } from './pages/wizard-page.ts';

const look: Look = { language: 'en', dark: false };
const reason = 'Rehearsal on one machine';
const site = {
  export: 'connected',
  'enterprise-import': 'enterprise',
  'enclave-export': 'enterprise',
  'enclave-import': 'enclave',
} as const satisfies Record<Flow, string>;

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
  const sluice = await world.machines[site[flow]].start();
  const at = await openVisit(browser, look, sluice.url);
  visit = at;
  await chooseSite(at, site[flow]);
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
    await beginWithReleases(at);
    await addChannel(at, 'stable-4.15');
    await chooseRange(at, ['4.15.2']);
    await next(at, 'destination');
    await chooseFolder(at, world.medium);
    await makeFolder(at, 'for-enterprise');
  },
  'enterprise-import': async (at, gate) => {
    await chooseFolder(at, join(world.medium, 'for-enterprise'));
    await next(at, 'registry');
    await addInsecureRegistry(at, gate.host, 'Enterprise registry', reason);
    await next(at, 'content');
  },
  'enclave-export': async (at, gate) => {
    await expectStep(at, 'source');
    await addInsecureRegistry(at, gate.host, 'Enterprise registry, slow', reason);
    await next(at, 'enclaves');
    await addEnclave(at, 'north', async (dialog) => {
      await beginWithReleases(at, dialog);
      await addChannel(at, 'stable-4.15', dialog);
      await chooseRange(at, ['4.15.2'], dialog);
    });
    await next(at, 'media');
    await chooseFolder(at, world.medium);
    await makeFolder(at, 'for-north');
  },
  'enclave-import': async (at, gate) => {
    await chooseFolder(at, join(world.medium, 'for-north'));
    await next(at, 'registry');
    await addInsecureRegistry(at, gate.host, 'Enclave registry', reason);
  },
};

/** Sits down again: the browser was closed, and the address of before is used up. */
async function comeBack(sluice: ServedSluice): Promise<Visit> {
  await visit?.context.close();
  const at = await openVisit(browser, look, await sluice.newUrl());
  visit = at;
  return at;
}

/** The host dies like in a power cut, and is started again on what it had kept. */
async function powerCut(flow: Flow, { at, sluice }: Started): Promise<ServedSluice> {
  await sluice.kill();
  await at.page.getByText(at.words.text('shell:connection.lost')).waitFor();
  await approve(at, `interrupted-${flow}-host-gone`);
  return world.machines[site[flow]].start();
}

async function openJob(at: Visit, flow: Flow): Promise<void> {
  await goTo(at, flowEntries[flow]);
  await expectStep(at, 'run');
}

describe('each of the four flows, disturbed in its middle', () => {
  it('comes to the same end when pages are closed, hosts die and the medium goes away', async () => {
    // A page that is closed: the job goes on without it.
    let running = await begin('export', world.upstream);
    let at = await comeBack(running.sluice);
    await takeControl(at);
    await openJob(at, 'export');
    await expectJobState(at, 'running');
    await at.page.reload();
    await expectStep(at, 'run');
    // The medium is pulled out: the job waits for it.
    const away = join(world.medium, '..', 'away');
    await rename(world.medium, away);
    world.upstream.release();
    await expectJobState(at, 'pausedMedium');
    await approve(at, 'interrupted-export-medium-away');
    await rename(away, world.medium);
    await expectSucceeded(at);
    await running.sluice.stop();

    // The host dies: the job is interrupted and resumed.
    const toEnterprise = await world.gateTo(world.enterprise, 'write');
    running = await begin('enterprise-import', toEnterprise);
    let sluice = await powerCut('enterprise-import', running);
    toEnterprise.release();
    await visit?.context.close();
    at = await openVisit(browser, look, sluice.url);
    visit = at;
    await approve(at, 'interrupted-home');
    await openJob(at, 'enterprise-import');
    await expectJobState(at, 'interrupted');
    await approve(at, 'interrupted-enterprise-import');
    await resume(at);
    await expectSucceeded(at);
    expect(releases(await listContent(world.enterprise.host))).toEqual(['4.15.2-x86_64']);
    await sluice.stop();

    const fromEnterprise = await world.gateTo(world.enterprise, 'read');
    running = await begin('enclave-export', fromEnterprise);
    sluice = await powerCut('enclave-export', running);
    fromEnterprise.release();
    // A page that stayed open has no session with the new host: it says so and takes a new address.
    await enter(at, sluice.url);
    await openJob(at, 'enclave-export');
    await resume(at);
    await expectSucceeded(at);
    await sluice.stop();

    const toEnclave = await world.gateTo(world.enclave, 'write');
    running = await begin('enclave-import', toEnclave);
    sluice = await powerCut('enclave-import', running);
    toEnclave.release();
    await visit?.context.close();
    at = await openVisit(browser, look, sluice.url);
    visit = at;
    await openJob(at, 'enclave-import');
    await resume(at);
    await expectSucceeded(at);
    const enclave = await listContent(world.enclave.host);
    expect(releases(enclave)).toEqual(['4.15.2-x86_64']);
    const release = world.content.releases.find(({ version }) => version === '4.15.2');
    expect(enclave).toContain(`openshift/release-images:${release?.tag} ${release?.digest}`);
  });
});

/** Tags of the release images that a registry holds. */
function releases(lines: readonly string[]): string[] {
  return lines.flatMap((line) => /release-images:(\S+)/.exec(line)?.[1] ?? []);
}

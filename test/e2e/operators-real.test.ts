import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Look } from '../support/e2e-browser.ts';
import { createRealWorld, type RealWorld } from '../support/e2e-real-world.ts';
import { offeredCatalog, type OfferedCatalog } from '../support/offered-catalog.ts';
import { createEnclave, giveTo, openMatrix } from './pages/enclave-matrix.ts';
import { addWhatIsNeeded, carryPackage, openCatalogue } from './pages/operators-tab.ts';
import {
  addRegistry,
  beginImport,
  chooseNewFolder,
  chooseReleases,
  chooseSet,
  sitDown,
} from './pages/real-flows.ts';
import { goTo } from './pages/shell-page.ts';
import { useVisits } from './pages/use-visits.ts';
import type { Visit } from './pages/visit.ts';
import { expectStep, finishFlow, next, startOver } from './pages/wizard-page.ts';

// The same as operators.test.ts, with docker-registry processes and a machine for each environment.

const looks: readonly Look[] = [
  { language: 'en', dark: false },
  { language: 'zh', dark: true },
];
const enclaves = ['north', 'south'] as const;

let world: RealWorld;
beforeEach(async () => {
  world = await createRealWorld();
});
afterEach(() => world.close());
const open = useVisits('operators-real-failed');

const whole = (...packages: readonly string[]): OfferedCatalog => ({
  packages,
  faults: [],
  absentImages: [],
});

describe.each(looks)('operators with real registries in a window that is $language, dark: $dark', (look) => {
  const enter = (url: string): Promise<Visit> => open(look, url);

  it('reach two enclaves with what they need and nothing else', async () => {
    let at = await sitDown(world, 'connected', enter);
    await goTo(at, 'export');
    await expectStep(at, 'content');
    await chooseReleases(at, ['4.15.2']);
    await openCatalogue(at, 'redhat-operator-index:v4.15');
    await carryPackage(at, 'advanced-cluster-management');
    await addWhatIsNeeded(at, 'multicluster-engine');
    await carryPackage(at, 'cluster-logging');
    await next(at, 'destination');
    await chooseNewFolder(at, world.medium, 'for-enterprise');
    await finishFlow(at, 'export', 'done');

    at = await beginImport(world, 'enterprise', 'for-enterprise', enter);
    await next(at, 'content');
    await finishFlow(at, 'enterprise-import', 'resources');
    await at.page.getByText('cs-redhat-operator-index-v4-15.yaml').first().waitFor();
    expect(await offeredCatalog(world.enterprise.host)).toEqual(
      whole('advanced-cluster-management', 'cluster-logging', 'multicluster-engine'),
    );

    await openMatrix(at);
    for (const name of enclaves) await createEnclave(at, name);
    await giveTo(at, 'north', 'advanced-cluster-management');
    await giveTo(at, 'north', 'multicluster-engine');
    await giveTo(at, 'south', 'cluster-logging');

    await goTo(at, 'enclaveExport');
    await expectStep(at, 'source');
    await next(at, 'enclaves');
    for (const name of enclaves) await at.page.getByRole('checkbox', { name }).click();
    await next(at, 'media');
    for (const name of enclaves) {
      const part = at.page.getByRole('region', { name });
      await chooseNewFolder(at, world.medium, `for-${name}`, part);
    }
    await finishFlow(at, 'enclave-export', 'done');

    at = await sitDown(world, 'enclave', enter);
    const offered: OfferedCatalog[] = [];
    for (const name of enclaves) {
      await goTo(at, 'enclaveImport');
      if (name === 'south') await startOver(at);
      await chooseSet(at, world.medium, `for-${name}`);
      if (name === 'north') await addRegistry(at, world.enclave, 'Enclave registry');
      else await at.page.getByRole('radio', { name: 'Enclave registry' }).click();
      await finishFlow(at, 'enclave-import', 'resources');
      offered.push(await offeredCatalog(world.enclave.host));
    }
    expect(offered).toEqual([
      whole('advanced-cluster-management', 'multicluster-engine'),
      whole('cluster-logging'),
    ]);
  });
});

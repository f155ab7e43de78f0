import { afterEach, describe, expect, it } from 'vitest';
import type { Look } from '../support/e2e-browser.ts';
import { createServedWorld, type ServedWorld } from '../support/e2e-sluice.ts';
import { offeredCatalog, type OfferedCatalog } from '../support/offered-catalog.ts';
import { chooseMedium, createEnclave, giveTo, openMatrix } from './pages/enclave-matrix.ts';
import { beginPractice, goOnPractising, startPractice } from './pages/home-page.ts';
import { addWhatIsNeeded, carryPackage, openCatalogue, openPackage } from './pages/operators-tab.ts';
import { goTo } from './pages/shell-page.ts';
import { useVisits } from './pages/use-visits.ts';
import { approve } from './pages/visit.ts';
import { expectStep, finishFlow, next, startOver, workLimit } from './pages/wizard-page.ts';

// Operators chosen by sight: with what they need, into the enterprise, and parts of them into two enclaves.

let world: ServedWorld | undefined;
afterEach(() => world?.close());
const open = useVisits('operators-failed');

const whole = (...packages: readonly string[]): OfferedCatalog => ({
  packages,
  faults: [],
  absentImages: [],
});

const looks: readonly Look[] = [
  { language: 'en', dark: false },
  { language: 'zh', dark: true },
];

describe.each(looks)('operators in a window that is $language, dark: $dark', (look) => {
  it('are chosen with what they need, and parts of them reach two enclaves', async () => {
    world = await createServedWorld();
    const sluice = await world.start();
    const at = await open(look, sluice.url);
    const hosts = await startPractice(at);

    await beginPractice(at, 'export');
    await expectStep(at, 'content');
    await openCatalogue(at, 'redhat-operator-index:v4.15');
    await approve(at, 'operators-catalogue');
    await carryPackage(at, 'advanced-cluster-management');
    await approve(at, 'operators-needed');
    await addWhatIsNeeded(at, 'multicluster-engine');
    await carryPackage(at, 'cluster-logging');
    await openPackage(at, 'cluster-logging');
    await approve(at, 'operators-package');
    await next(at, 'destination');
    await finishFlow(at, 'export', 'done');

    await goOnPractising(at, 'enterprise-import');
    await expectStep(at, 'archive');
    await approve(at, 'operators-set');
    await next(at, 'registry');
    await next(at, 'content');
    await finishFlow(at, 'enterprise-import', 'resources');
    await at.page.getByText('cs-redhat-operator-index-v4-15.yaml').first().waitFor();
    await approve(at, 'operators-resources');
    expect(await offeredCatalog(hosts.enterprise)).toEqual(
      whole('advanced-cluster-management', 'cluster-logging', 'multicluster-engine'),
    );

    await openMatrix(at);
    for (const name of ['north', 'south']) await createEnclave(at, name);
    await giveTo(at, 'north', 'advanced-cluster-management');
    await giveTo(at, 'north', 'multicluster-engine');
    await giveTo(at, 'south', 'cluster-logging');
    for (const name of ['north', 'south']) await chooseMedium(at, name);
    await at.page
      .getByText(at.words.like('matrix:fit.shared.enough'))
      .first()
      .waitFor({ timeout: workLimit });
    await approve(at, 'operators-matrix');

    await goTo(at, 'enclaveExport');
    await expectStep(at, 'source');
    await next(at, 'enclaves');
    for (const name of ['north', 'south']) await at.page.getByRole('checkbox', { name }).click();
    await next(at, 'media');
    // Each gets a folder of its own on the practice medium.
    for (const name of ['north', 'south'])
      await at.page
        .getByRole('region', { name })
        .getByText(new RegExp(`/${name}$`))
        .waitFor();
    await finishFlow(at, 'enclave-export', 'done');

    const offered: OfferedCatalog[] = [];
    for (const name of ['north', 'south']) {
      if (name === 'north') await goOnPractising(at, 'enclave-import');
      else {
        await goTo(at, 'enclaveImport');
        await startOver(at);
      }
      await expectStep(at, 'archive');
      await at.page
        .getByRole('radio', { name: new RegExp(`/${name}`) })
        .first()
        .click();
      await at.page.getByRole('heading', { name: new RegExp(`/${name}\\b`) }).waitFor();
      await next(at, 'registry');
      // A new beginning suggests nothing: it is chosen by hand.
      await at.page.getByRole('radio', { name: at.words.text('registries:picker.practice') }).click();
      await at.page.getByText(at.words.text('wizard:saving.saved')).waitFor();
      await finishFlow(at, 'enclave-import', 'resources');
      offered.push(await offeredCatalog(hosts.enclave));
    }
    expect(offered).toEqual([
      whole('advanced-cluster-management', 'multicluster-engine'),
      whole('cluster-logging'),
    ]);
  });
});

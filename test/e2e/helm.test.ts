import { afterEach, describe, expect, it } from 'vitest';
import type { Look } from '../support/e2e-browser.ts';
import { createServedWorld, type ServedWorld } from '../support/e2e-sluice.ts';
import { addChart, openOfferedCharts, writeValues } from './pages/helm-tab.ts';
import { beginPractice, startPractice } from './pages/home-page.ts';
import { useVisits } from './pages/use-visits.ts';
import { approve } from './pages/visit.ts';
import { expectStep, finishFlow, next, workLimit } from './pages/wizard-page.ts';

// Helm charts chosen by sight: their images are seen before anything moves, and are in the set.

let world: ServedWorld | undefined;
afterEach(() => world?.close());
const open = useVisits('helm-failed');

const looks: readonly Look[] = [{ language: 'zh', dark: true }];

describe.each(looks)('charts in a window that is $language, dark: $dark', (look) => {
  it('are chosen with their images, get values, and are exported', async () => {
    world = await createServedWorld();
    const sluice = await world.start();
    const at = await open(look, sluice.url);
    await startPractice(at);
    await beginPractice(at, 'export');
    await expectStep(at, 'content');
    await openOfferedCharts(at);
    const web = await addChart(at, 'practice-web', '1.1.0');
    await web.getByText('quay.io/practice/zstd:1.0').waitFor({ timeout: workLimit });
    const database = await addChart(at, 'practice-database', '0.2.0');
    await database.getByText(at.words.text('helm:state.error')).waitFor({ timeout: workLimit });
    await writeValues(at, database, 'practice-database', 'image: quay.io/practice/signed:1.0\n');
    await database.getByText('quay.io/practice/signed:1.0').first().waitFor({ timeout: workLimit });
    await database.getByText(at.words.text('helm:state.values.given')).waitFor({ timeout: workLimit });
    await approve(at, 'helm-charts');
    await next(at, 'destination');
    await finishFlow(at, 'export', 'done');
    const row = at.page.getByRole('row').filter({ hasText: at.words.text('run:items.categories.helm') });
    await row.first().waitFor({ timeout: workLimit });
    // multi, zstd and signed: asked for and copied.
    expect(await row.first().innerText()).toMatch(/\b3\s+3\b/);
  });
});

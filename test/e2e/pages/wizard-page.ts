import { button, pageLimit, type Visit } from './visit.ts';
import type { Flow } from './home-page.ts';

export type Step =
  | 'content'
  | 'destination'
  | 'archive'
  | 'registry'
  | 'source'
  | 'enclaves'
  | 'media'
  | 'preflight'
  | 'review'
  | 'run'
  | 'done'
  | 'resources';

/** Milliseconds that the checks or a run with practice content may take on a busy machine. */
export const workLimit = 120_000;

export async function expectStep({ page, words }: Visit, step: Step, limit = pageLimit): Promise<void> {
  await page
    .getByRole('heading', { level: 2, name: words.text(`wizard:steps.${step}`), exact: true })
    .first()
    .waitFor({ timeout: limit });
}

/** Goes on to this step and waits for it. */
export async function next(visit: Visit, step: Step, limit = pageLimit): Promise<void> {
  const { page, words } = visit;
  await button(page, words.text('wizard:next', { step: words.text(`wizard:steps.${step}`) })).click();
  await expectStep(visit, step, limit);
}

/** The checks have all come out well, or with warnings only. */
export async function expectChecksPassed({ page, words }: Visit): Promise<void> {
  const verdict = page
    .getByText(words.exactly('flows:preflight.passed'))
    .or(page.getByText(words.like('flows:preflight.warnings')));
  await verdict.first().waitFor({ timeout: workLimit });
}

/** Starts what was reviewed. */
export async function start(visit: Visit, flow: Flow): Promise<void> {
  const { page, words } = visit;
  await button(page, words.text(`flows:${flow}.start`)).click();
  await expectStep(visit, 'run', workLimit);
}

/** The job is over and everything is there. */
export async function expectSucceeded({ page, words }: Visit): Promise<void> {
  await page.getByText(words.text('run:notice.succeededTitle')).first().waitFor({ timeout: workLimit });
}

export async function leave({ page, words }: Visit): Promise<void> {
  await button(page, words.text('wizard:leave')).click();
}

/** Forgets everything that was chosen. */
export async function startOver({ page, words }: Visit): Promise<void> {
  await button(page, words.text('wizard:startOver.open')).click();
  const dialog = page.getByRole('dialog', { name: words.text('wizard:startOver.title') });
  await button(dialog, words.text('wizard:startOver.confirm')).click();
  await dialog.waitFor({ state: 'hidden' });
}

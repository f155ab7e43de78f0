import type { Page } from 'playwright-core';
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
  const succeeded = page.getByText(words.text('run:notice.succeededTitle')).first();
  await succeeded
    .waitFor({ timeout: workLimit })
    .catch((cause: unknown) => failWithPage(page, 'the run has not succeeded', cause));
}

/** What a user would read is the shortest way to what went wrong. */
async function failWithPage(page: Page, what: string, cause?: unknown): Promise<never> {
  throw new Error(`${what}; the page says:\n${await page.innerText('main')}`, { cause });
}

/** From the checks to the end, as it is the same for all; `look` is told at each step. */
export async function finishFlow(
  visit: Visit,
  flow: Flow,
  last: Step,
  look: (step: Step) => Promise<void> = () => Promise.resolve(),
): Promise<void> {
  await next(visit, 'preflight');
  await expectChecksPassed(visit);
  await look('preflight');
  await next(visit, 'review');
  await look('review');
  await start(visit, flow);
  await expectSucceeded(visit);
  await look('run');
  await leaveRun(visit, last);
  await look(last);
}

/** Several sets are made one after the other: Next says so until the last one is there, and is pressed again then. */
async function leaveRun(visit: Visit, last: Step): Promise<void> {
  const { page, words } = visit;
  const until = Date.now() + workLimit;
  const forward = button(page, words.text('wizard:next', { step: words.text(`wizard:steps.${last}`) }));
  for (;;) {
    await forward.click();
    const arrived = await expectStep(visit, last, 3000).then(
      () => true,
      () => false,
    );
    if (arrived) return;
    if (Date.now() > until) await failWithPage(page, `the step ${last} did not open`);
  }
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

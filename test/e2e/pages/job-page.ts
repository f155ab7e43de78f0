import { button, type Visit } from './visit.ts';
import { workLimit } from './wizard-page.ts';

export type JobState =
  'running' | 'paused' | 'pausedMedium' | 'interrupted' | 'cancelled' | 'failed' | 'succeeded';

/** What the label of the shown job says. */
export async function expectJobState({ page, words }: Visit, state: JobState): Promise<void> {
  await page
    .getByText(words.text(`run:state.${state}`), { exact: true })
    .first()
    .waitFor({ timeout: workLimit });
}

export async function resume({ page, words }: Visit): Promise<void> {
  await button(page, words.text('run:action.resume')).click();
}

/** Opens, from the list, the export for an enclave. */
export async function openJobOf({ page }: Visit, enclave: string): Promise<void> {
  await page
    .getByRole('link', { name: new RegExp(enclave) })
    .first()
    .click();
}

export async function makeAgain({ page, words }: Visit, generation: number): Promise<void> {
  await button(page, words.text('run:done.makeAgain', { generation })).click();
}

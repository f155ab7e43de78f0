import { button, expectPage, type Visit } from './visit.ts';

export type NavigationEntry =
  | 'home'
  | 'export'
  | 'enterpriseImport'
  | 'enclaveExport'
  | 'enclaveImport'
  | 'jobs'
  | 'report'
  | 'transfer'
  | 'resources'
  | 'registries'
  | 'enclaves'
  | 'approvals'
  | 'settings'
  | 'support'
  | 'help';

/** The titles of the pages, where they are not the words of the navigation. */
const titles: Readonly<Record<NavigationEntry, string>> = {
  home: 'home:title',
  export: 'flows:export.title',
  enterpriseImport: 'flows:enterprise-import.title',
  enclaveExport: 'flows:enclave-export.title',
  enclaveImport: 'flows:enclave-import.title',
  report: 'report:title',
  jobs: 'run:jobs.title',
  transfer: 'transfer:title',
  resources: 'resources:title',
  registries: 'manage:registries.title',
  enclaves: 'manage:enclaves.title',
  approvals: 'approvals:title',
  settings: 'settings:title',
  support: 'support:title',
  help: 'help:title',
};

/** Every page of the navigation while no environment is chosen. */
export const navigationEntries = Object.keys(titles) as NavigationEntry[];

export async function goTo(visit: Visit, entry: NavigationEntry): Promise<void> {
  const { page, words } = visit;
  const navigation = page.getByRole('navigation', { name: words.text('shell:navigation') });
  if (!(await navigation.isVisible())) await button(page, words.text('shell:openNavigation')).click();
  await navigation.getByRole('link', { name: words.text(`shell:nav.${entry}`), exact: true }).click();
  await expectPage(visit, words.text(titles[entry]));
}

type Menu = 'environment' | 'language' | 'theme';

/** Chooses from a menu of the masthead, by its words. */
export async function chooseInMasthead({ page, words }: Visit, menu: Menu, option: string): Promise<void> {
  await page.getByRole('button', { name: words.like(`shell:masthead.${menu}`) }).click();
  const list = page.getByRole('listbox', { name: words.text(`shell:masthead.${menu}`), exact: true });
  await list.getByRole('option', { name: option, exact: true }).click();
}

/** The message above everything, if there is one. */
export function banner({ page }: Visit, text: string): ReturnType<Visit['page']['getByText']> {
  return page.getByText(text);
}

/** The window before may be closed or far away: this one takes over. */
export async function takeControl({ page, words }: Visit): Promise<void> {
  const take = button(page, words.text('shell:connection.takeControl'));
  // The page begins anew with what it may do now.
  await Promise.all([page.waitForEvent('load'), take.click()]);
  await take.waitFor({ state: 'hidden' });
  await button(page, words.text('shell:openNavigation')).waitFor();
}

export async function openNotices({ page, words }: Visit): Promise<void> {
  await page.getByRole('button', { name: words.like('shell:masthead.notifications') }).click();
  await page
    .getByRole('heading', { name: words.text('shell:notices.title') })
    .first()
    .waitFor();
}

/** Takes control where a window that was just closed still has it. */
export async function beInControl(visit: Visit): Promise<void> {
  const { page, words } = visit;
  await page.getByRole('heading', { level: 1 }).first().waitFor();
  if (await button(page, words.text('shell:connection.takeControl')).isVisible()) await takeControl(visit);
}

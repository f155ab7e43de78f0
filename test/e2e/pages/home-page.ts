import { button, type Visit } from './visit.ts';
import type { NavigationEntry } from './shell-page.ts';

export type Flow = 'export' | 'enterprise-import' | 'enclave-export' | 'enclave-import';
export const flows: readonly Flow[] = ['export', 'enterprise-import', 'enclave-export', 'enclave-import'];

/** Starts Practice and gives the addresses of its registries. */
export async function startPractice({
  page,
  words,
}: Visit): Promise<{ readonly enterprise: string; readonly enclave: string }> {
  await button(page, words.text('home:practice.start')).click();
  const text = await page.getByText(words.like('home:practice.hosts')).textContent();
  const [enterprise = '', enclave = ''] = [...(text ?? '').matchAll(/(?:localhost|127\.0\.0\.1):\d+/g)].map(
    ([host]) => host,
  );
  return { enterprise, enclave };
}

/** The one button that leads on. */
export async function beginPractice({ page, words }: Visit, flow: Flow): Promise<void> {
  await button(
    page,
    words.text('home:practice.begin', { step: words.text(`home:flow.${flow}.action`) }),
  ).click();
}

export async function goOnPractising({ page, words }: Visit, flow: Flow): Promise<void> {
  await button(
    page,
    words.text('home:practice.goOn', { step: words.text(`home:flow.${flow}.action`) }),
  ).click();
}

export async function chooseSite(
  { page, words }: Visit,
  site: 'connected' | 'enterprise' | 'enclave',
): Promise<void> {
  const name = words.text(`common:site.${site}`);
  const choose = button(page, words.text('home:site.chooseOne', { site: name }));
  const here = page
    .getByRole('region', { name, exact: true })
    .getByText(words.text('home:site.here'), { exact: true });
  await choose.or(here).first().waitFor();
  // Where it was chosen before, it is remembered.
  if (await choose.isVisible()) await choose.click();
  await choose.waitFor({ state: 'hidden' });
  await here.waitFor();
}

/** Where each flow is in the navigation. */
export const flowEntries = {
  export: 'export',
  'enterprise-import': 'enterpriseImport',
  'enclave-export': 'enclaveExport',
  'enclave-import': 'enclaveImport',
} as const satisfies Readonly<Record<Flow, NavigationEntry>>;

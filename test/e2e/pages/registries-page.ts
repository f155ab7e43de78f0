import { button, type Visit } from './visit.ts';

/** Shows the registries of an environment. */
export async function choosePart(
  { page, words }: Visit,
  site: 'connected' | 'enterprise' | 'enclave',
): Promise<void> {
  await button(page, words.text(`common:site.${site}`)).click();
}

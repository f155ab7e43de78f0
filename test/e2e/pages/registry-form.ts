import { button, type Visit } from './visit.ts';

/** Types a registry in that has no certificate, saves it, and waits until it is the chosen one. */
export async function addInsecureRegistry(
  { page, words }: Visit,
  address: string,
  name: string,
  reason: string,
): Promise<void> {
  const form = page.getByRole('form', { name: words.text('registries:form.new') });
  const add = button(page, words.text('registries:picker.add'));
  await form.or(add).first().waitFor();
  if (!(await form.isVisible())) await add.click();
  await form.getByLabel(words.like('registries:form.address')).first().fill(address);
  await form.getByLabel(words.text('registries:form.name'), { exact: true }).fill(name);
  await form.getByLabel(words.text('registries:form.insecure')).check();
  await form.getByLabel(words.like('registries:form.reason')).first().fill(reason);
  await button(form, words.text('registries:form.save')).click();
  await page
    .getByRole('radio', { name })
    .and(page.getByRole('radio', { checked: true }))
    .waitFor();
}

/** Presses the test of the chosen registry. */
export async function testRegistry({ page, words }: Visit, pushes: boolean): Promise<void> {
  await button(page, words.text(pushes ? 'registries:test.runPush' : 'registries:test.run')).click();
}

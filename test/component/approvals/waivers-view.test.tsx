import { screen, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { WaiverStanding } from '../../../core/contract/index.ts';
import { ApprovalsPage } from '../../../renderer/src/pages/approvals-page.tsx';
import { createFakeClient, type FakeHandlers } from '../support/fake-client.ts';
import { expectAccessible, renderWith } from '../support/render.tsx';
import { sampleInfo } from '../support/samples.ts';

const digest = `sha256:${'a'.repeat(64)}`;

function waiver(id: string, more: Partial<WaiverStanding> = {}): WaiverStanding {
  return {
    id,
    scope: { kind: 'image', digest },
    owner: 'A. Officer',
    reason: `reason of ${id}`,
    until: '2099-12-31T23:59:59.999Z',
    madeAt: '2026-11-01T00:00:00.000Z',
    state: 'in-force',
    ...more,
  };
}

const waivers = [
  waiver('one', { enclave: 'north' }),
  waiver('two', { scope: { kind: 'vulnerability', id: 'CVE-2026-7', repository: 'quay.io/*' } }),
  waiver('three', { state: 'expired', until: '2026-11-02T23:59:59.999Z' }),
  waiver('four', {
    state: 'revoked',
    revoked: { at: '2026-11-03T00:00:00.000Z', by: 'eve@bastion', reason: 'fixed' },
  }),
];

async function show(handlers: FakeHandlers = {}, language: 'en' | 'zh' = 'en') {
  const client = createFakeClient({
    'app.info': () => sampleInfo,
    'enclaves.list': () => ({ enclaves: [] }),
    'approvals.waivers': () => ({ waivers }),
    ...handlers,
  });
  const where = { route: '/approvals/waivers', path: '/approvals/:tab?' };
  return { ...(await renderWith(<ApprovalsPage />, { client, language, ...where })), client };
}

const rowOf = async (text: RegExp | string): Promise<HTMLElement> => {
  const found = (await screen.findByText(text)).closest('tr');
  if (found === null) throw new Error('a row of the table');
  return found;
};

describe('the waivers of all enclaves', () => {
  it('are listed with who answers, why, until when, and whether they count', async () => {
    const { container } = await show();
    const one = within(await rowOf('reason of one'));
    expect(one.getByText('In force')).toBeTruthy();
    expect(one.getByText('north')).toBeTruthy();
    const two = within(await rowOf('reason of two'));
    expect(two.getByText('Every one')).toBeTruthy();
    expect(two.getByTitle('CVE-2026-7 quay.io/*')).toBeTruthy();
    expect(within(await rowOf('reason of three')).getByText('Expired')).toBeTruthy();
    const four = within(await rowOf(/reason of four \(revoked by eve@bastion on .*: fixed\)/));
    expect(four.queryByRole('button', { name: 'Revoke…' })).toBeNull();
    await expectAccessible(container);
  });

  it('are told in Chinese', async () => {
    const { container } = await show({}, 'zh');
    expect(within(await rowOf('reason of one')).getByText('有效')).toBeTruthy();
    await expectAccessible(container);
  });

  it('are filtered by state and text', async () => {
    const { user } = await show();
    await rowOf('reason of one');
    await user.selectOptions(screen.getByRole('combobox', { name: 'State' }), 'Expired (1)');
    expect(screen.queryByText('reason of one')).toBeNull();
    expect(await rowOf('reason of three')).toBeTruthy();
    await user.selectOptions(screen.getByRole('combobox', { name: 'State' }), 'All (4)');
    await user.type(screen.getByRole('textbox', { name: 'Search what, who or why' }), 'cve-2026');
    expect(await rowOf('reason of two')).toBeTruthy();
    expect(screen.queryByText('reason of three')).toBeNull();
  });

  it('are revoked with a reason, and what could not be recorded is said', async () => {
    const { user, client } = await show({
      'approvals.revoke': () => ({
        waivers,
        notices: [{ code: 'CUSTODY_NOT_RECORDED', params: { path: '/log', reason: 'EROFS' }, affected: [] }],
      }),
    });
    const one = within(await rowOf('reason of one'));
    await user.click(one.getByRole('button', { name: 'Revoke…' }));
    const dialog = within(await screen.findByRole('dialog', { name: 'Revoke the waiver?' }));
    const confirm = dialog.getByRole('button', { name: 'Revoke' });
    expect(confirm.getAttribute('aria-disabled')).toBe('true');
    await user.type(dialog.getByRole('textbox', { name: /^Reason/ }), 'fixed upstream');
    await user.click(confirm);
    expect(client.inputsOf('approvals.revoke')).toEqual([{ ids: ['one'], reason: 'fixed upstream' }]);
    expect(await screen.findByText(/No custody record was written/)).toBeTruthy();
    expect(client.inputsOf('approvals.waivers').length).toBe(2);
  });
});

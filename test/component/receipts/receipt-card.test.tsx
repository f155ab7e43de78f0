import { screen, waitFor } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import type { ReceiptView } from '../../../core/contract/index.ts';
import { ReceiptCard } from '../../../renderer/src/features/receipts/receipt-card.tsx';
import { createFakeClient } from '../support/fake-client.ts';
import { expectAccessible, renderWith } from '../support/render.tsx';

const receipt: ReceiptView = {
  setId: 'set-1',
  generation: 3,
  target: 'north',
  result: 'complete',
  importedAt: '2026-11-29T20:00:00Z',
  registry: 'docker://registry.in',
  images: 190,
  missing: 0,
  resources: 4,
  short: Array.from({ length: 22 }, (_, index) => `AAAA${'0123456789ABCDEFGHJKMNPQRSTVWXYZ'[index]}`),
  qr: ['101', '010', '111'],
};

function show(view: ReceiptView | null, language: 'en' | 'zh' = 'en') {
  const client = createFakeClient({
    'receipts.ofJob': () => ({ receipt: view }),
    'receipts.file': () => ({ fileName: 'sluice-receipt.json', mediaType: 'application/json', text: '{}' }),
  });
  return renderWith(<ReceiptCard jobId="job-1" />, { client, language });
}

describe('the receipt of an import', () => {
  it.each([
    ['en', 'Receipt', 'Generation 3, made for north', '190 held, 0 missing', 'QR code of the short text'],
    ['zh', '回执', '第 3 代，为 north 制作', '已有 190 个，缺少 0 个', '短文本的二维码'],
  ] as const)('is shown in words, as text and as a code (%s)', async (language, title, set, images, code) => {
    const { container } = await show(receipt, language);
    expect(await screen.findByRole('region', { name: title })).toBeTruthy();
    for (const text of [set, images]) expect(screen.getByText(text)).toBeTruthy();
    expect(container.querySelector('code')?.textContent.split('\n')).toHaveLength(4);
    const drawn = screen.getByRole('img', { name: code });
    // Three rows and four modules of quiet on each side.
    expect(drawn.getAttribute('viewBox')).toBe('0 0 11 11');
    expect(drawn.querySelector('path')?.getAttribute('d')?.match(/M/g)).toHaveLength(6);
    expect(drawn.querySelector('path')?.getAttribute('d')).toContain('M4 4h');
    await expectAccessible(container);
  });

  it('is saved as a file', async () => {
    const made = vi.spyOn(URL, 'createObjectURL').mockReturnValue('blob:x');
    const { user } = await show(receipt);
    await user.click(await screen.findByRole('button', { name: 'Save the receipt' }));
    await waitFor(() => expect(made).toHaveBeenCalledOnce());
    made.mockRestore();
  });

  it('says what a text does not say, and when there is none', async () => {
    const { unmount } = await show({ ...receipt, result: 'incomplete' });
    expect(await screen.findByText(/did not arrive whole/)).toBeTruthy();
    unmount();
    const { short: _short, qr: _qr, ...without } = receipt;
    await show(without);
    expect(await screen.findByText(/There is no short text/)).toBeTruthy();
    expect(screen.queryByRole('img')).toBeNull();
  });

  it('is nothing where no receipt was written', async () => {
    const { container } = await show(null);
    await waitFor(() => expect(container.querySelector('[role=progressbar]')).toBeNull());
    expect(screen.queryByRole('region')).toBeNull();
  });
});

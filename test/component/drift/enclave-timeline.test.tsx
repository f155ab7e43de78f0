import { screen, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { TimelineEntry } from '../../../core/contract/index.ts';
import { EnclaveTimeline } from '../../../renderer/src/features/drift/enclave-timeline.tsx';
import { createFakeClient } from '../support/fake-client.ts';
import { expectAccessible, renderWith } from '../support/render.tsx';
import { sampleInfo } from '../support/samples.ts';

const entry = (kind: TimelineEntry['kind'], more: Partial<TimelineEntry> = {}): TimelineEntry => ({
  key: `${kind}-${more.generation ?? 0}`,
  kind,
  time: '2026-11-30T00:00:00Z',
  clockDiffers: false,
  ...more,
});
const entries = [
  entry('compared', { result: 'drifted', registry: 'docker://reg.in', digests: 3, person: 'Ada' }),
  entry('received', { generation: 2, result: 'complete', images: 4, clockDiffers: true }),
  entry('written', { generation: 2, result: 'good', medium: 'BLUE', sealNumber: '77' }),
  entry('lost', { generation: 1, reason: 'in the taxi' }),
];

async function show(told: () => readonly TimelineEntry[], language: 'en' | 'zh' = 'en') {
  const client = createFakeClient({
    'app.info': () => sampleInfo,
    'drift.timeline': () => ({ entries: [...told()] }),
  });
  const rendered = await renderWith(<EnclaveTimeline enclave={{ id: 'e1', name: 'North' }} />, {
    client,
    language,
  });
  return { ...rendered, client };
}

describe('the timeline of an enclave', () => {
  it.each([
    ['en', 'Timeline of North', ['Compared with the registry', 'Receipt read', 'Written', 'Marked as lost']],
    ['zh', 'North 的时间线', ['与镜像仓库比较', '读取回执', '写入', '标记为丢失']],
  ] as const)('tells what happened, in the order it is given (%s)', async (language, label, kinds) => {
    const { container } = await show(() => entries, language);
    const table = await screen.findByRole('grid', { name: label });
    const [, ...rows] = within(table).getAllByRole('row');
    rows.forEach((row, index) => expect(within(row).getByText(kinds[index] ?? '')).toBeTruthy());
    expect(rows).toHaveLength(entries.length);
    for (const text of ['BLUE', '77', 'in the taxi', 'docker://reg.in'])
      expect(within(table).getByText(new RegExp(text))).toBeTruthy();
    await expectAccessible(container);
  });

  it('says so when clocks disagree, and is fetched again when something happens', async () => {
    let told: readonly TimelineEntry[] = entries;
    const { client } = await show(() => told);
    expect(await screen.findByText(/a clock was wrong/)).toBeTruthy();
    told = [entry('made', { generation: 1 })];
    client.emit('enclaves.changed', {});
    expect(await screen.findByText('Set made')).toBeTruthy();
    expect(screen.queryByText(/a clock was wrong/)).toBeNull();
  });

  it('is empty before anything happened', async () => {
    await show(() => []);
    expect(await screen.findByText('Nothing happened yet.')).toBeTruthy();
  });
});

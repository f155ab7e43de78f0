import { describe, expect, it } from 'vitest';
import { reportDocument, reportHtml, reportJson, type PeriodReport } from '../../../core/report/index.ts';
import { madeBy, now, releaseImage, setManifest, setReport } from '../../support/report-samples.ts';

const set = { target: 'enclave-1', time: '2026-02-03T04:05:06.000Z', bytes: 4096, images: 3, chunks: 1 };
const report: PeriodReport = {
  kind: 'period',
  madeAt: now.toISOString(),
  madeBy,
  from: '2026-02-01',
  to: '2026-02-28',
  sets: [
    { ...set, setId: 'first-set', generation: 1, report: { recorded: false, why: 'not-kept' } },
    {
      ...set,
      setId: 'second-set',
      generation: 2,
      report: {
        recorded: true,
        value: setReport({
          manifest: setManifest({ images: [releaseImage('4.15.0', 'cli')] }),
          previous: null,
        }),
      },
    },
  ],
  received: [
    {
      registry: 'mirror.example:8443',
      target: 'enclave-1',
      setId: 'first-set',
      generation: 1,
      time: set.time,
    },
  ],
};

describe('a report about a period', () => {
  it('lists the sets, what registries were given, and a chapter for each set', () => {
    const document = reportDocument(report, 'en');
    expect(document.sections.map(({ id, title }) => [id, title])).toEqual([
      ['sets', 'Sets made'],
      ['received', 'Sets given to registries'],
      ['set-1', 'enclave-1, generation 1'],
      ['set-2', 'enclave-1, generation 2'],
      ['signatures', 'Signatures'],
    ]);
    const html = reportHtml(document).toString('utf8');
    expect(html).toContain('This machine keeps no manifest of this set');
    expect(html).toContain('OpenShift release 4.15.0');
    expect(html).toContain('2 sets for 1 receiver, 8.0 KiB (8192 bytes)');
  });

  it('says when nothing was made', () => {
    const html = reportHtml(reportDocument({ ...report, sets: [], received: [] }, 'zh')).toString('utf8');
    expect(html).toContain('此时段内没有制作传输集。');
  });

  it('is JSON of the same version', () => {
    expect(JSON.parse(reportJson(report))).toMatchObject({
      formatVersion: 1,
      kind: 'period',
      from: '2026-02-01',
    });
  });
});

import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { openChart, renderChart } from '../../../core/helm/index.ts';
import { rawEntry } from '../../support/archive-tar.ts';
import { chartOf, chartYaml } from '../../support/helm-charts.ts';
import { base256 } from '../../support/hostile-archives/index.ts';

const head = rawEntry({ name: 'c/Chart.yaml', body: chartYaml('c', '1.0.0') });
const open = (archive: Buffer): Promise<unknown> => openChart({ place: 'c.tgz', archive });

describe('when a packed chart is hostile', () => {
  it('does not unpack a file that is larger than any may be', async () => {
    const values = rawEntry({ name: 'c/values.yaml', size: 1024 ** 3 });
    // Nothing follows: whoever waited for it would call the archive damaged.
    const archive = gzipSync(Buffer.concat([head, values]));
    await expect(open(archive)).rejects.toMatchObject({
      code: 'HELM_CHART_TOO_LARGE',
      params: { file: 'values.yaml' },
    });
  });

  it('stops in the middle of what only grows', async () => {
    const piece = gzipSync(Buffer.alloc(1024 ** 2));
    const archive = Buffer.concat([gzipSync(head), ...Array.from({ length: 1000 }, () => piece)]);
    await expect(open(archive)).rejects.toMatchObject({ code: 'HELM_CHART_TOO_LARGE' });
  });

  it('does not wait for the end of an entry that does not say how long it is', async () => {
    const archive = gzipSync(rawEntry({ name: 'c/Chart.yaml', size: base256(5n, 0xc0) }));
    await expect(open(archive)).rejects.toMatchObject({ code: 'HELM_CHART_DAMAGED' });
  });
});

describe('when a chart has numbers that are none', () => {
  it('takes what is too large for a number as text, as Helm does, and cannot write what has no end', async () => {
    const chart = await chartOf({
      'Chart.yaml': chartYaml('c', '1.0.0'),
      'values.yaml': 'big: 1e309\nend: .inf\n',
      'templates/a.yaml': 'big: {{ .Values.big | quote }}\nend: "{{ toYaml .Values.end }}"\n',
    });
    const text = JSON.stringify(renderChart(chart, {}));
    expect(text).toContain('1e309');
  });
});

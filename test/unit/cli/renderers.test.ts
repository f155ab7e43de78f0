import { describe, expect, it } from 'vitest';
import type { ProgressSnapshot, RunEvent } from '../../../core/contract/index.ts';
import { eventLine } from '../../../core/cli/output/event-line.ts';
import { displayWidth } from '../../../core/cli/output/format.ts';
import { formatMessage } from '../../../core/cli/output/message.ts';
import { formatReport } from '../../../core/cli/output/report.ts';
import { plainRenderer } from '../../../core/cli/output/plain.ts';
import { progressLines, terminalRenderer } from '../../../core/cli/output/terminal.ts';

const snapshot = (changes: Partial<ProgressSnapshot> = {}): ProgressSnapshot => ({
  phase: 'transfer',
  bytesDone: 50,
  bytesTotal: 100,
  blobsDone: 1,
  blobsTotal: 2,
  imagesDone: 1,
  imagesTotal: 2,
  imagesFailed: 0,
  rate: 10,
  inFlight: [],
  ...changes,
});

function stream(): { write: (text: string) => void; text: () => string } {
  let text = '';
  return { write: (part) => void (text += part), text: () => text };
}

describe('a message', () => {
  const message = {
    code: 'NETWORK_REFUSED',
    params: { host: 'registry.example' },
    affected: ['registry.example', 'quay.io/a:1'],
    stage: 'preflight',
    side: 'sink' as const,
    detail: 'first\nsecond \u001b[31mred\u0007',
  };

  it('does not repeat what its sentence names', () => {
    expect(formatMessage('error', message, 'en')).toContain('  Affected: quay.io/a:1\n');
  });

  it('has stage and side in words', () => {
    expect(formatMessage('error', message, 'en')).toContain('  Side: target\n');
    expect(formatMessage('error', message, 'zh')).toContain('  阶段：预检\n  位置：目标端\n');
  });

  it('indents further lines of the detail, and lets no control character through', () => {
    const text = formatMessage('error', message, 'en');
    expect(text).toContain('Detail: first\n    second \uFFFD[31mred\uFFFD');
    // eslint-disable-next-line no-control-regex
    expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f]/);
  });
});

describe('a host that makes us wait', () => {
  const host = (state: string, more: object = {}): RunEvent => ({
    type: 'host',
    host: 'quay.io',
    state,
    ...more,
  });

  it.each([
    ['waiting', 'quay.io asks to slow down; going on in 30 s', 'quay.io 要求放慢速度，30 秒后继续'],
    ['paused', 'quay.io failed too often in a row; trying again in 30 s', 'quay.io 连续出错，30 秒后重试'],
    ['open', 'quay.io answers again', 'quay.io 已恢复响应'],
    ['unheard-of', 'quay.io: unheard-of', 'quay.io：unheard-of'],
  ])('%s is said in words', (state, english, chinese) => {
    const event = host(state, { secondsToWait: 29.2 });
    expect(eventLine(event, 'en')).toBe(`  … ${english}`);
    expect(eventLine(event, 'zh')).toBe(`  … ${chinese}`);
  });

  it.each([
    [
      'waiting',
      'quay.io asks to slow down; going on in 30 s, 2 at a time',
      'quay.io 要求放慢速度，30 秒后以 2 个并发请求继续',
    ],
    ['open', 'quay.io answers again; 2 at a time', 'quay.io 已恢复响应，同时请求数为 2'],
  ])('%s is said with how much goes on', (state, english, chinese) => {
    const event = host(state, { secondsToWait: 29.2, concurrency: 2 });
    expect(eventLine(event, 'en')).toBe(`  … ${english}`);
    expect(eventLine(event, 'zh')).toBe(`  … ${chinese}`);
  });

  it('says why', () => {
    const cause = { code: 'NETWORK_REFUSED', params: { host: 'quay.io' }, affected: [] };
    expect(eventLine(host('retrying', { secondsToWait: 2, cause }), 'en')).toBe(
      '  … quay.io refuses the connection. Trying again in 2 s.',
    );
  });
});

describe('lines for logs', () => {
  it('put errors on the error stream, and the rest where the rest goes', () => {
    const [output, errors] = [stream(), stream()];
    const renderer = plainRenderer(output, errors, 'en');
    const message = { code: 'NOTHING_NEW', params: {}, affected: [] };
    renderer.show({ type: 'finding', level: 'note', message });
    renderer.show({ type: 'finding', level: 'error', message: { ...message, code: 'PLAN_REFUSED' } });
    expect(output.text()).toMatch(/^note NOTHING_NEW/);
    expect(errors.text()).toMatch(/^error PLAN_REFUSED/);
  });

  it('have a line for every tenth of the way, and none for phases that only ask', () => {
    const output = stream();
    const renderer = plainRenderer(output, stream(), 'en');
    renderer.show({
      type: 'progress',
      progress: snapshot({ phase: 'resolve', bytesDone: 0, bytesTotal: 0 }),
    });
    for (let percent = 0; percent <= 100; percent++)
      renderer.show({ type: 'progress', progress: snapshot({ bytesDone: percent }) });
    const lines = output.text().trimEnd().split('\n');
    expect(lines).toHaveLength(9);
    expect(lines[0]).toBe('  10 %  10 B / 100 B  10 B/s  1/2 images');
  });

  it('leave failed images to the report', () => {
    const error = { code: 'NETWORK_REFUSED', params: {}, affected: [] };
    const event = { type: 'image', origin: 'a', destination: 'b', status: 'failed', error } as const;
    expect(eventLine(event, 'en')).toBeUndefined();
  });
});

describe('the terminal', () => {
  it.each([40, 80, 120])('keeps every line within %d columns', (columns) => {
    const inFlight = Array.from({ length: 6 }, () => ({
      label: 'quay.io/openshift-release-dev/ocp-v4.0-art-dev@sha256:0123456789abcdef',
      digest: 'd',
      size: 1023 * 1024 ** 2,
      moved: 1022 * 1024 ** 2,
    }));
    const now = snapshot({
      bytesDone: 1.5e12,
      bytesTotal: 2e12,
      secondsLeft: 86_400,
      imagesFailed: 3,
      inFlight,
    });
    for (const language of ['en', 'zh'] as const) {
      const lines = progressLines(now, columns, language);
      expect(lines).toHaveLength(5);
      for (const line of lines) expect(displayWidth(line)).toBeLessThanOrEqual(columns);
    }
  });

  it('counts images where no bytes are known yet', () => {
    expect(progressLines(snapshot({ bytesTotal: 0, imagesDone: 0, imagesTotal: 1 }), 80, 'en')).toEqual([
      '  0/1 image',
    ]);
  });

  it('takes the bar away before it writes a line', () => {
    const output = stream();
    const renderer = terminalRenderer(output, 'en');
    renderer.show({ type: 'progress', progress: snapshot() });
    renderer.print('done');
    expect(output.text().endsWith('\u001b[1A\u001b[0Jdone\n')).toBe(true);
  });
});

describe('the report', () => {
  const report = {
    workflow: 'export',
    runId: 'r',
    resumed: false,
    status: 'complete',
    exitCode: 0,
    categories: [{ category: 'release', asked: 7, copied: 5, present: 2, failed: 0, notAttempted: 0 }],
    failures: [],
    bytesRead: 1024,
    bytesStored: 1024,
    bytesSkipped: 0,
    seconds: 4.21,
    resources: [],
    files: [],
  } as const;

  it('counts what happened, and is silent about what did not', () => {
    const text = formatReport(
      { ...report, categories: [...report.categories], failures: [], resources: [], files: [] },
      'en',
    );
    expect(text).toContain(' ✓ release images: 5 copied, 2 already there\n');
    expect(text).toContain('1.0 KiB written, 0 B did not have to move, took 4.2 s');
    expect(text).not.toContain('failed');
  });

  it('says when nothing was moved at all', () => {
    const text = formatReport(
      { ...report, runId: '', status: 'incomplete', categories: [], failures: [], resources: [], files: [] },
      'zh',
    );
    expect(text).toContain('未传输任何内容');
    expect(text).not.toContain('写入');
  });
});

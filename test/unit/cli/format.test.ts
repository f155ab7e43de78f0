import { describe, expect, it } from 'vitest';
import {
  displayWidth,
  formatBytes,
  formatSeconds,
  formatTable,
  shorten,
} from '../../../core/cli/output/format.ts';
import { formatMessage } from '../../../core/cli/output/message.ts';
import { progressLines } from '../../../core/cli/output/terminal.ts';
import { chooseLanguage } from '../../../core/cli/words.ts';

describe('numbers for people', () => {
  it('gives bytes in binary units', () => {
    expect([0, 1023, 1024, 1536, 104857600, 5 * 1024 ** 4].map(formatBytes)).toEqual([
      '0 B',
      '1023 B',
      '1.0 KiB',
      '1.5 KiB',
      '100 MiB',
      '5.0 TiB',
    ]);
  });

  it('gives seconds, minutes and hours', () => {
    expect([0.34, 42, 185, 7620].map((seconds) => formatSeconds(seconds))).toEqual([
      '0.3 s',
      '42 s',
      '3 min 05 s',
      '2 h 07 min',
    ]);
  });
});

describe('tables', () => {
  it('align Chinese text by columns, numbers to the right', () => {
    const table = formatTable(
      ['名称', '>大小'],
      [
        ['发行版', '1'],
        ['ubi8', '200'],
      ],
    );
    const widths = table.split('\n').map(displayWidth);
    expect(new Set([widths[0], widths[1], widths[3]]).size).toBe(1);
    expect(table.split('\n')[2]).toBe('发行版     1');
  });

  it('cut the middle of long names', () => {
    expect(shorten('quay.io/openshift-release-dev/ocp-release', 20)).toMatch(/^quay\.io.*….*release$/);
  });
});

describe('a coded message', () => {
  const message = {
    code: 'IMAGE_NOT_FOUND',
    params: { image: 'quay.io/a:1', repository: 'quay.io/a', tag: '1' },
    affected: ['quay.io/a:1'],
    stage: 'resolve',
  };

  it('says what happened, the stage, what is affected and what to do next', () => {
    const text = formatMessage('error', message, 'en');
    expect(text).toContain('quay.io/a has no tag "1"');
    expect(text).toContain('Stage: reading manifests');
    expect(text).toMatch(/Next: Check the spelling/);
  });

  it('speaks Chinese', () => {
    expect(formatMessage('error', message, 'zh')).toContain('处理建议');
  });

  it('shows an unknown code as it is', () => {
    expect(formatMessage('note', { ...message, code: 'FROM_THE_FUTURE' }, 'en')).toContain('FROM_THE_FUTURE');
  });
});

describe('the bar', () => {
  it('keeps within the terminal', () => {
    const lines = progressLines(
      {
        phase: 'transfer',
        bytesDone: 50,
        bytesTotal: 100,
        blobsDone: 1,
        blobsTotal: 2,
        imagesDone: 1,
        imagesTotal: 2,
        imagesFailed: 1,
        rate: 10,
        secondsLeft: 5,
        inFlight: [
          {
            label: 'quay.io/openshift-release-dev/ocp-v4.0-art-dev@sha256:abc',
            digest: 'd',
            size: 9,
            moved: 3,
          },
        ],
      },
      72,
      'en',
    );
    expect(lines[0]).toContain(' 50 %');
    for (const line of lines) expect(displayWidth(line)).toBeLessThan(72);
  });
});

describe('the language', () => {
  it('follows the flag, then the locale', () => {
    expect(chooseLanguage('zh', { LANG: 'en_US' })).toBe('zh');
    expect(chooseLanguage(undefined, { LANG: 'zh_CN.UTF-8' })).toBe('zh');
    expect(chooseLanguage(undefined, { LC_ALL: 'C', LANG: 'zh_CN' })).toBe('en');
    expect(chooseLanguage(undefined, {})).toBe('en');
  });
});

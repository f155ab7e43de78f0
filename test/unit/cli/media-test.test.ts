import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parseByteCount } from '../../../core/cli/byte-count.ts';
import { runCli } from '../../../core/cli/program.ts';
import { systemServices } from '../../../core/host/index.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sluice-media-'));
});
afterEach(() => rm(folder, { recursive: true }));

async function run(...argv: string[]): Promise<{ code: number; output: string; errors: string }> {
  let output = '';
  let errors = '';
  const code = await runCli({
    argv,
    services: systemServices(),
    output: { write: (text) => (output += text) },
    errors: { write: (text) => (errors += text) },
    signal: new AbortController().signal,
  });
  return { code, output, errors };
}

describe('sluice media test', () => {
  it('writes, reads back, tells in both languages, and leaves nothing', async () => {
    const english = await run('--lang', 'en', 'media', 'test', folder, '--bytes', '2MiB');
    expect(english.output).toMatch(
      /2\.0 MiB (?:came back from the medium as they were written|came back right)/,
    );
    const chinese = await run('--lang', 'zh', 'media', 'test', folder, '--bytes', '2MiB');
    expect(chinese.output).toContain('写入的 2.0 MiB');
    expect(await readdir(folder)).toEqual([]);
  });

  it('gives its report as JSON; 0 only when the medium is proved good', async () => {
    const { code, output } = await run('media', 'test', folder, '--bytes', '1000000', '--json');
    const report = JSON.parse(output) as { verdict: string; written: number; right: number };
    expect(report).toMatchObject({ written: 1_000_448, right: 1_000_448 });
    expect(code).toBe(report.verdict === 'good' ? 0 : 1);
  });

  it('does not fill this machine’s own disk by mistake', async () => {
    const { code, errors } = await run('--lang', 'en', 'media', 'test', '/');
    expect(errors).toContain('MEDIA_TEST_SYSTEM_DISK');
    expect(code).toBe(1);
  });
});

describe('a number of bytes', () => {
  it.each([
    ['1', 1],
    ['1000', 1000],
    ['64k', 65_536],
    ['64KiB', 65_536],
    ['8 GiB', 8 * 1024 ** 3],
    ['2tb', 2 * 1024 ** 4],
  ])('is read as people type it: %s', (typed, bytes) => expect(parseByteCount('--bytes', typed)).toBe(bytes));

  it.each(['', '0', '-1', '1.5G', 'much', '9999999T', '8GiBs', '1e9'])('is refused: "%s"', (typed) => {
    expect(() => parseByteCount('--bytes', typed)).toThrow('CLI_VALUE_INVALID');
  });
});

import { join } from 'node:path';
import { rename } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { runCli } from '../../../core/cli/program.ts';
import { systemServices } from '../../../core/host/index.ts';
import { temporaryFolder, testBlob, writeSet } from '../../support/archive-world.ts';
import { sumsOf } from '../../support/repair-world.ts';

async function run(...argv: string[]): Promise<{ code: number; output: string; errors: string }> {
  let output = '';
  let errors = '';
  const code = await runCli({
    argv,
    services: systemServices(),
    output: { write: (text) => (output += text) },
    errors: {
      write: (text) => {
        errors += text;
        void onError?.();
      },
    },
    signal: new AbortController().signal,
  });
  return { code, output, errors };
}
let onError: (() => Promise<void>) | undefined;

describe('sluice drop', () => {
  it('sends and receives, in both languages and as JSON', async () => {
    const [set, drop, target] = [await temporaryFolder(), await temporaryFolder(), await temporaryFolder()];
    await writeSet(set, [testBlob(30_000, 1)]);
    const sent = await run('--lang', 'en', 'drop', 'send', set, drop);
    expect(sent).toMatchObject({ code: 0, errors: '' });
    expect(sent.output).toMatch(/^Set 0{8}-\S+ lies whole in .*: 4 files, .* The marker is in place\.\n$/);
    expect(JSON.parse((await run('drop', 'send', set, drop, '--json')).output)).toMatchObject({
      sentBytes: 0,
    });
    const received = await run('--lang', 'zh', 'drop', 'receive', drop, join(target, 'set'));
    expect(received.output).toContain('第 1 代）已完整接收：4 个文件');
    expect(await sumsOf(join(target, 'set'))).toEqual(await sumsOf(set));
  });

  it('says what is missing, and waits for it when asked to', async () => {
    const [set, drop, target] = [await temporaryFolder(), await temporaryFolder(), await temporaryFolder()];
    await writeSet(set, [testBlob(30_000, 1)]);
    await run('drop', 'send', set, drop);
    const chunk = join(drop, '00000000-0000-4000-8000-000000000001', 'mirror_000001.tar');
    await rename(chunk, join(drop, 'aside'));
    const now = await run('--lang', 'en', 'drop', 'receive', drop, target);
    expect(now.code).toBe(1);
    expect(now.errors).toContain('1 of 4 files are missing, incomplete or damaged (0 damaged)');
    onError = () => rename(join(drop, 'aside'), chunk);
    const waited = await run('--lang', 'en', 'drop', 'receive', drop, target, '--wait', '1');
    expect(waited.errors).toBe('Waiting for 1 file: mirror_000001.tar (missing)\n');
    expect(waited).toMatchObject({ code: 0 });
  });
});

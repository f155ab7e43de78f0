import { unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runCli } from '../../../core/cli/program.ts';
import { systemServices } from '../../../core/host/index.ts';
import { temporaryFolder, testBlob, writeSet } from '../../support/archive-world.ts';
import { spoilBlocks } from '../../support/repair-world.ts';

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

describe('sluice repair', () => {
  it('makes, checks and mends, in both languages and as JSON', async () => {
    const folder = await temporaryFolder();
    await writeSet(folder, [testBlob(300_000, 1), testBlob(90_000, 2)]);
    const chunk = join(folder, 'mirror_000001.tar');
    expect((await run('--lang', 'en', 'repair', 'make', folder, '--percent', '10')).output).toMatch(
      /^Repair blocks for set 0{8}-.*: \d+\.\d KiB in \d+ files beside it\. .* up to 10 % /,
    );
    expect(await run('--lang', 'en', 'repair', 'check', folder)).toMatchObject({
      code: 0,
      output: 'The set is whole.\n',
    });
    await spoilBlocks(chunk, 4096, 2, 3);
    const damaged = await run('--lang', 'zh', 'repair', 'check', folder);
    expect(damaged).toMatchObject({ code: 1 });
    expect(damaged.output).toMatch(/✗ mirror_000001\.tar：\d+ 个块中有 3 个损坏\n可以修复/);
    const json = JSON.parse((await run('repair', 'check', folder, '--json')).output) as object;
    expect(json).toMatchObject({ whole: false, mendable: true, lostBlocks: 3 });
    const mended = await run('--lang', 'en', 'repair', 'mend', folder);
    expect(mended.code).toBe(0);
    expect(mended.output).toContain('✓ mirror_000001.tar: mended\nEvery byte of the set was verified');
  });

  it('says in plain words what is too much, and what to have sent again', async () => {
    const folder = await temporaryFolder();
    await writeSet(folder, [testBlob(300_000, 1)]);
    await run('repair', 'make', folder);
    await unlink(join(folder, 'mirror_000001.tar'));
    const check = await run('--lang', 'en', 'repair', 'check', folder);
    expect(check.output).toMatch(
      /✗ mirror_000001\.tar: missing\nIt cannot be mended: the worst row lost \d+ blocks/,
    );
    const { code, errors } = await run('--lang', 'en', 'repair', 'mend', folder);
    expect(code).toBe(1);
    expect(errors).toContain('REPAIR_TOO_MUCH');
    expect(errors).toContain('Affected: mirror_000001.tar');
  });
});

import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { afterAll, describe, expect, it } from 'vitest';
import { createSystemRunHelper, Secret } from '../../../core/registry/credentials/index.ts';

const folder = mkdtempSync(join(tmpdir(), 'sluice-helper-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A real program, named by its full path so that PATH stays as it is. */
function program(name: string, script: string): string {
  const path = join(folder, name);
  writeFileSync(path, `#!/bin/sh\n${script}\n`);
  chmodSync(path, 0o755);
  return path;
}

describe.skipIf(process.platform === 'win32')('when a helper is run as a program', () => {
  const run = createSystemRunHelper();

  it('gets the verb as its argument and the host on its input', async () => {
    const echo = program('echo', 'printf "%s|" "$@"; cat');
    expect(await run(echo, 'reg.test')).toEqual({ outcome: 'exited', exitCode: 0, stdout: 'get|reg.test' });
  });

  it('is not given to a shell', async () => {
    const echo = program('plain', 'cat');
    expect(await run(echo, '$(touch x); `id`')).toMatchObject({ stdout: '$(touch x); `id`' });
    expect(await run(`${echo}; true`, 'x')).toEqual({ outcome: 'not-installed' });
  });

  it('reports its exit code, and that it is missing or not executable', async () => {
    expect(await run(program('three', 'echo why; exit 3'), 'x')).toEqual({
      outcome: 'exited',
      exitCode: 3,
      stdout: 'why\n',
    });
    expect(await run(join(folder, 'absent'), 'x')).toEqual({ outcome: 'not-installed' });
    const plain = join(folder, 'text');
    writeFileSync(plain, 'no program', { mode: 0o644 });
    expect(await run(plain, 'x')).toEqual({ outcome: 'exited', exitCode: 126, stdout: '' });
  });

  it('survives one that does not read its input', async () => {
    expect(await run(program('deaf', 'exec <&-; echo done'), 'x'.repeat(1 << 20))).toMatchObject({
      stdout: 'done\n',
    });
  });

  it('is ended when it hangs, even with a child that holds its output open', async () => {
    const hang = createSystemRunHelper({ timeout: 100, outputLimit: 1024 });
    expect(await hang(program('hang', 'sleep 5 & exec sleep 5'), 'x')).toEqual({
      outcome: 'timed-out',
      seconds: 1,
    });
  });

  it('is ended when it writes without end', async () => {
    const limited = createSystemRunHelper({ timeout: 30_000, outputLimit: 1024 });
    expect(await limited(program('flood', 'exec yes'), 'x')).toEqual({ outcome: 'too-much-output' });
  });
});

describe('a secret', () => {
  const secret = new Secret('hunter2');

  it('is shown as stars, however it is printed', () => {
    const shown = [
      String(secret),
      `${secret}`,
      JSON.stringify({ secret }),
      inspect({ deep: [secret] }, { showHidden: true, depth: 9 }),
      JSON.stringify(Object.entries(secret)),
      JSON.stringify(structuredClone({ ...secret })),
    ];
    for (const text of shown) expect(text).not.toContain('hunter2');
    expect(String(secret)).toBe('***');
  });

  it('is given only when asked for by name', () => expect(secret.reveal()).toBe('hunter2'));
});

import { spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../support/ledger-world.ts';

const contender = join(import.meta.dirname, '../../support/ledger-lock-contender.ts');

function contend(path: string, rounds: number, dies: boolean): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [contender, path, String(rounds), dies ? 'dies' : 'lives'], {
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: 15_000,
    });
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.on('error', reject);
    child.on('close', (code, signal) => resolve(`${output}${signal ?? `exit ${code ?? '?'}`}`));
  });
}

describe('when processes fight for one lock and some are killed while they hold it', () => {
  it('never lets two hold it, and the survivors go on', async () => {
    const path = join(temporaryFolder(), 'lock');
    mkdirSync(join(path, '..'), { recursive: true });
    const outputs = await Promise.all([
      contend(path, 60, true),
      contend(path, 60, true),
      contend(path, 60, false),
      contend(path, 60, false),
    ]);
    const said = outputs.join('\n');
    expect(said).not.toContain('overlap');
    expect(said).not.toContain('Error');
    expect(outputs.slice(2).every((output) => /held [1-9]\d*\nexit 0/.test(output))).toBe(true);
    expect(outputs.slice(0, 2).some((output) => output.endsWith('SIGKILL'))).toBe(true);
  });
});

import { spawn } from 'node:child_process';

/** Runs a program to its end. Gives its standard output; throws with its error output when it fails. */
export async function run(program: string, args: readonly string[]): Promise<Buffer> {
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  const output: Buffer[] = [];
  const errors: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => output.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => errors.push(chunk));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  if (code === 0) return Buffer.concat(output);
  throw new Error(`${program} ${args.join(' ')} answered ${code}: ${Buffer.concat(errors).toString('utf8')}`);
}

import { spawn } from 'node:child_process';
import { cleanText } from '../../approval/index.ts';
import { SluiceError } from '../../contract/index.ts';
import type { Clock, Environment } from '../../ports/index.ts';
import type { ScannerCommand } from './scanner-command.ts';

export interface ScannerRun {
  readonly command: ScannerCommand;
  /** Path of the OCI layout. */
  readonly folder: string;
  /** For messages: the image. */
  readonly image: string;
  readonly environment: Environment;
  readonly clock: Clock;
  /** Milliseconds. */
  readonly timeout: number;
  readonly signal: AbortSignal;
}

/** Bytes of what a scanner says beside its report that are kept for a message. */
const mostSaid = 16 * 1024;

/**
 * Runs a scanner on an image and gives what it writes to `read`, as it comes. Answers what `read` made of it, once the
 * scanner has ended well: a report of one that failed may be empty because nothing was looked at. Throws
 * APPROVAL_SCANNER_MISSING, APPROVAL_SCANNER_TIMEOUT, APPROVAL_SCANNER_FAILED, the signal's reason, and what `read`
 * throws. The process, and what it started, is gone in any case.
 */
export async function runScanner<Result>(
  { command, folder, image, environment, clock, timeout, signal }: ScannerRun,
  read: (output: AsyncIterable<Buffer>) => Promise<Result>,
): Promise<Result> {
  signal.throwIfAborted();
  const { program } = command;
  const child = spawn(program, [...command.argumentsFor(folder)], {
    shell: false,
    cwd: folder,
    env: { ...environment.variables },
    stdio: ['ignore', 'pipe', 'pipe'],
    // A group of its own, so that a wrapper script's scanner ends with it.
    detached: environment.platform !== 'win32',
    windowsHide: true,
  });
  let ending: 'timeout' | undefined;
  const stop = (): void => kill(child.pid, environment.platform);
  const over = new AbortController();
  clock.sleep(timeout, over.signal).then(
    () => {
      ending = 'timeout';
      stop();
    },
    () => undefined,
  );
  signal.addEventListener('abort', stop, { once: true });
  let said = Buffer.alloc(0);
  child.stderr.on('data', (chunk: Buffer) => {
    said = Buffer.concat([said, chunk]).subarray(-mostSaid);
  });
  const ended = new Promise<number>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve(code ?? -1));
  });
  ended.catch(() => undefined);
  // What is not read is let go by: a closed pipe would make the scanner fail for another reason than its own.
  const output = child.stdout.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>;
  const reading = read(output).then(
    (value) => ({ value }),
    (failure: unknown) => {
      // Words of a scanner that is about to fail are no report; anything worse is not waited for.
      if (!isUnreadable(failure)) stop();
      child.stdout.resume();
      return { failure };
    },
  );
  try {
    const exit = await ended.catch((error: unknown) => {
      throw missing(program, error);
    });
    const outcome = await reading;
    signal.throwIfAborted();
    if (ending === 'timeout') {
      throw new SluiceError('APPROVAL_SCANNER_TIMEOUT', {
        params: { program, image, seconds: Math.round(timeout / 1000) },
        affected: [image],
      });
    }
    // What the report is like matters more than how the scanner was stopped for it.
    const failure = 'failure' in outcome ? outcome.failure : undefined;
    if (failure !== undefined && !isUnreadable(failure)) throw failure;
    if (exit !== 0) throw failed(program, image, exit, said);
    if ('failure' in outcome) throw outcome.failure;
    return outcome.value;
  } finally {
    over.abort();
    signal.removeEventListener('abort', stop);
    stop();
  }
}

function isUnreadable(error: unknown): boolean {
  return error instanceof SluiceError && error.code === 'APPROVAL_REPORT_UNREADABLE';
}

function kill(pid: number | undefined, platform: NodeJS.Platform): void {
  if (pid === undefined) return;
  try {
    process.kill(platform === 'win32' ? pid : -pid, 'SIGKILL');
  } catch {
    // It has ended already.
  }
}

function missing(program: string, error: unknown): SluiceError {
  const reason = (error as NodeJS.ErrnoException).code ?? 'unknown';
  return new SluiceError('APPROVAL_SCANNER_MISSING', { params: { program, reason }, cause: error });
}

function failed(program: string, image: string, exit: number, said: Buffer): SluiceError {
  const lines = said.toString('utf8').split('\n').slice(-10);
  const detail = lines
    .map((line) => cleanText(line.slice(0, 500), 500) ?? '')
    .join('\n')
    .trim();
  return new SluiceError('APPROVAL_SCANNER_FAILED', {
    params: { program, image, exit },
    affected: [image],
    ...(detail !== '' && { detail }),
  });
}

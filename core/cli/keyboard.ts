import { readFileSync } from 'node:fs';
import { isatty } from 'node:tty';
import { hiddenLine } from './hidden-line.ts';

/** The keyboard of the terminal that a command runs in. */
export interface Keyboard {
  /** Calls `listener` for each line that is entered. Gives the function that ends it. */
  onLine(listener: () => void): () => void;
  /** One line that is typed without being shown. Throws the signal's reason when it is aborted, or by Ctrl-C. */
  readHidden(signal: AbortSignal): Promise<string>;
}

/** The terminal's keyboard; undefined where nobody can type: a pipe, a service, a command in the background. */
export function systemKeyboard(): Keyboard | undefined {
  if (!isatty(0) || !isForeground()) return undefined;
  return {
    onLine: (listener) => {
      // Opened only now: other commands leave it to whoever they share it with.
      const input = process.stdin;
      // Reading from the terminal in the background would stop the process: after `bg` nobody listens.
      const look = (): void => void (isForeground() ? input.resume() : input.pause());
      const ignore = (): void => undefined;
      input.on('data', listener);
      // The terminal may go away.
      input.on('error', ignore);
      process.on('SIGCONT', look);
      input.resume();
      return () => {
        input.off('data', listener);
        process.off('SIGCONT', look);
        input.pause();
      };
    },
    readHidden: (signal) => readHidden(process.stdin, signal),
  };
}

type Terminal = Pick<NodeJS.ReadStream, 'on' | 'off' | 'resume' | 'pause' | 'setRawMode'>;

/** The terminal shows nothing while it is in raw mode; it gets its own ways back whatever happens. */
async function readHidden(input: Terminal, signal: AbortSignal): Promise<string> {
  signal.throwIfAborted();
  const line = hiddenLine();
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  const take = (bytes: Buffer): void => {
    const state = line.take(bytes);
    if (state === 'entered') resolve(line.text());
    // In raw mode Ctrl-C is a key like any other: it means here what it means elsewhere.
    if (state === 'given up') process.kill(process.pid, 'SIGINT');
  };
  const abort = (): void => reject(signal.reason as Error);
  const gone = (): void => resolve('');
  input.setRawMode(true);
  input.on('data', take);
  input.on('end', gone);
  signal.addEventListener('abort', abort, { once: true });
  input.resume();
  try {
    return await promise;
  } finally {
    input.off('data', take);
    input.off('end', gone);
    signal.removeEventListener('abort', abort);
    input.setRawMode(false);
    input.pause();
  }
}

/** Whether the terminal's keys go to this process (proc(5): fields 5 and 8 of stat); taken for granted elsewhere. */
function isForeground(): boolean {
  try {
    const stat = readFileSync('/proc/self/stat', 'utf8');
    // The second field is the command in parentheses, which may hold anything.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields[2] === fields[5];
  } catch {
    return true;
  }
}

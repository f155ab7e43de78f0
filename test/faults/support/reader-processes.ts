import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import type { Reading, ReadingAnswer, ReadingJob } from './reading-job.ts';

/** Processes that read what is hostile, one job at a time each. */
export interface ReaderProcesses {
  /** In a process that has read nothing else yet when it is to be `fresh`. */
  read(job: ReadingJob, fresh: boolean): Promise<Reading>;
  close(): Promise<void>;
}

/** What has not ended after this long never will; milliseconds. */
const patience = 120_000;

/** `enough`: a process that held more MiB reads nothing more. */
export function openReaderProcesses(enough: number): ReaderProcesses {
  const all = new Set<ChildProcess>();
  const idle: ChildProcess[] = [];

  const start = (): ChildProcess => {
    const child = fork(new URL('./hostile-reader.ts', import.meta.url), {
      execArgv: [],
      serialization: 'json',
    });
    all.add(child);
    return child;
  };
  const end = async (child: ChildProcess): Promise<void> => {
    all.delete(child);
    if (child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await gone;
  };

  return {
    read: async (job, fresh) => {
      const child = (fresh ? undefined : idle.pop()) ?? start();
      const answer = await ask(child, job);
      if (!answer.ok) {
        await end(child);
        throw new Error(answer.message);
      }
      if (answer.reading.memory > enough) await end(child);
      else idle.push(child);
      return answer.reading;
    },
    close: async () => {
      await Promise.all([...all].map(end));
    },
  };
}

async function ask(child: ChildProcess, job: ReadingJob): Promise<ReadingAnswer> {
  const { promise, resolve } = Promise.withResolvers<ReadingAnswer>();
  const failed = (message: string): void => resolve({ ok: false, message });
  const onMessage = (message: ReadingAnswer): void => resolve(message);
  const onExit = (code: number | null, signal: string | null): void =>
    failed(`the reading process ended with ${code ?? signal}`);
  const timer = setTimeout(() => failed('the reading process does not come to an end'), patience);
  child.on('message', onMessage).on('exit', onExit);
  try {
    child.send(job);
    return await promise;
  } finally {
    clearTimeout(timer);
    child.off('message', onMessage).off('exit', onExit);
  }
}

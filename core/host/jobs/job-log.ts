import type { LogLine, Message, RunEvent } from '../../contract/index.ts';
import type { Clock } from '../../ports/index.ts';

/** Lines kept in memory. */
const ring = 5000;

export type NewLine = Omit<LogLine, 'seq' | 'at'>;

/** What a job tells, in order. Old lines leave the memory; all of them are in its file. */
export interface JobLog {
  add(line: NewLine): void;
  /** Lines after `after`, oldest first. */
  page(after: number, limit: number): { readonly lines: LogLine[]; readonly oldest: number };
  /** Lines since the last call. */
  news(): LogLine[];
  readonly changed: boolean;
}

/** `previous` are the newest lines of the job's file. */
export function createJobLog(clock: Pick<Clock, 'now'>, previous: readonly LogLine[] = []): JobLog {
  let lines: LogLine[] = previous.slice(-ring);
  let next = (lines.at(-1)?.seq ?? -1) + 1;
  let fresh: LogLine[] = [];
  return {
    add(line) {
      const numbered: LogLine = { ...line, seq: next, at: clock.now().toISOString() };
      next += 1;
      lines.push(numbered);
      fresh.push(numbered);
      // Cut in large steps: an array that loses its head line by line is copied each time.
      if (lines.length > ring + ring / 4) lines = lines.slice(-ring);
    },
    page(after, limit) {
      const oldest = lines[0]?.seq ?? next;
      const start = Math.max(0, after + 1 - oldest);
      return { lines: lines.slice(start, start + limit), oldest };
    },
    news() {
      const news = fresh;
      fresh = [];
      return news;
    },
    get changed() {
      return fresh.length > 0;
    },
  };
}

/** The line that an event leaves in the log; most leave none. */
export function lineOf(event: RunEvent): NewLine | undefined {
  switch (event.type) {
    case 'run':
      return happened('info', 'run', {
        id: event.id,
        workflow: event.workflow,
        resumed: String(event.resumed),
      });
    case 'phase':
      return happened('info', 'phase', { phase: event.phase, state: event.state });
    case 'finding':
      return { level: event.level, message: event.message };
    case 'host':
      return {
        ...happened('note', 'host', {
          host: event.host,
          state: event.state,
          ...(event.secondsToWait !== undefined && { seconds: Math.ceil(event.secondsToWait) }),
        }),
        ...(event.cause !== undefined && { message: event.cause }),
      };
    case 'log':
      return { level: 'debug', text: event.text };
    case 'file':
      return happened('info', 'file', { path: event.path, what: event.what });
    case 'image':
      return event.error === undefined ? undefined : failure(event.error, event.origin);
    case 'planned':
      return event.first === 0 ? happened('info', 'planned', { images: event.total }) : undefined;
    case 'image-begun':
    case 'progress':
      return undefined;
  }
}

function happened(
  level: LogLine['level'],
  name: string,
  params: Readonly<Record<string, string | number>>,
): NewLine {
  return { level, event: { name, params: { ...params } } };
}

/** The long detail of an image's failure stays with the image. */
function failure(error: Message, origin: string): NewLine {
  const { detail: _, ...message } = error;
  return {
    level: 'error',
    message: { ...message, affected: message.affected.length > 0 ? message.affected : [origin] },
  };
}

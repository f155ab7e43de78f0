import {
  describeCode,
  errorCatalogue,
  type ErrorCode,
  type Language,
  type Message,
  type TopicPayload,
} from '../../contract/index.ts';
import type { Desk } from '../app/desk.ts';
import type { JobRecord } from './job-record.ts';

type Notice = TopicPayload<'notice'>;

/** The language of the settings; `system` is the language that the host was started in. */
export function languageOf({ settings, services }: Pick<Desk, 'settings' | 'services'>): Language {
  const { language } = settings.current();
  if (language !== 'system') return language;
  const { variables } = services.environment;
  const locale = variables['LC_ALL'] || variables['LC_MESSAGES'] || variables['LANG'] || '';
  return /^zh/i.test(locale) ? 'zh' : 'en';
}

/** What is worth telling when a job comes to rest in a state; undefined for those that somebody asked for. */
export function noticeOf(record: JobRecord): Notice | undefined {
  const { state, id: jobId } = record;
  const target = targetOf(record);
  switch (state.kind) {
    case 'succeeded':
      return { level: 'success', message: message(doneCode[record.kind], { target }), jobId };
    case 'incomplete':
      return { level: 'warning', message: message('JOB_INCOMPLETE', { target, count: state.count }), jobId };
    case 'failed':
      return { level: 'danger', message: state.error, jobId };
    case 'paused':
      return state.reason === 'medium' && state.message !== undefined
        ? { level: 'warning', message: state.message, jobId }
        : undefined;
    case 'queued':
    case 'running':
    case 'pausing':
    case 'cancelling':
    case 'cancelled':
    case 'interrupted':
      return undefined;
  }
}

const doneCode: Readonly<Record<JobRecord['kind'], ErrorCode>> = {
  export: 'JOB_EXPORT_DONE',
  import: 'JOB_IMPORT_DONE',
  verify: 'JOB_VERIFY_DONE',
};

/** Whom or what a job is for, in as few words as there are. */
export function targetOf({ enclave, destination }: Pick<JobRecord, 'enclave' | 'destination'>): string {
  return enclave?.name ?? destination.replace(/^(?:file|docker):\/\//, '');
}

function message(code: ErrorCode, params: Message['params']): Message {
  return { code, params, affected: [] };
}

/** Tells pages, and the desktop where the shell can. */
export function tell(desk: Desk, notice: Notice): void {
  desk.events.publish('notice', notice);
  const { code, params } = notice.message;
  if (!Object.hasOwn(errorCatalogue, code)) return;
  const { what, next } = describeCode(code as ErrorCode, params, languageOf(desk));
  try {
    desk.ports.notify?.({ title: what, body: next });
  } catch {
    // The desktop's own notifications are a courtesy: a job does not depend on them.
  }
}

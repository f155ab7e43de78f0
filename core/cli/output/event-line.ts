import {
  describeCode,
  errorCatalogue,
  type ErrorCode,
  type Language,
  type RunEvent,
} from '../../contract/index.ts';
import { wordsIn, type WordKey } from '../words.ts';
import { formatSeconds } from './format.ts';
import { formatMessage } from './message.ts';

/** The line that a person reads for an event; undefined for those that only move a bar. */
export function eventLine(event: RunEvent, language: Language): string | undefined {
  const say = wordsIn(language);
  switch (event.type) {
    case 'run': {
      const workflow = say(`workflow.${event.workflow}` as WordKey);
      return event.resumed ? say('resumed', { id: event.id }) : say('started', { id: event.id, workflow });
    }
    case 'phase':
      return event.state === 'start' ? `● ${say(`phase.${event.phase}`)}` : undefined;
    case 'finding':
      return formatMessage(event.level, event.message, language);
    case 'host':
      return hostLine(event, language);
    case 'file':
      return `  ${say('label', { label: event.what, value: event.path })}`;
    case 'log':
      return `  · ${event.text}`;
    // A failed image is in the report, together with those that failed for the same reason.
    case 'planned':
    case 'image-begun':
    case 'image':
    case 'progress':
      return undefined;
  }
}

function hostLine(event: Extract<RunEvent, { type: 'host' }>, language: Language): string {
  const say = wordsIn(language);
  const { host, state, cause } = event;
  const time = formatSeconds(Math.ceil(event.secondsToWait ?? 0), language);
  if (cause !== undefined && Object.hasOwn(errorCatalogue, cause.code)) {
    const { what } = describeCode(cause.code as ErrorCode, cause.params, language);
    return `  … ${say('host.retrying', { what, time })}`;
  }
  const count = event.concurrency;
  const text =
    (count === undefined ? undefined : say.maybe(`host.${state}With`, { host, time, count })) ??
    say.maybe(`host.${state}`, { host, time }) ??
    say('label', { label: host, value: state });
  return `  … ${text}`;
}

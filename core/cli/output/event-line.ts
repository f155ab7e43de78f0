import type { Language, RunEvent } from '../../contract/index.ts';
import { wordsIn, type WordKey } from '../words.ts';
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
      return `  ${say('hostState', { host: event.host, state: event.state })}`;
    case 'image':
      return event.status === 'failed' && event.error !== undefined
        ? formatMessage('error', event.error, language)
        : undefined;
    case 'file':
      return `  ${say('file', { what: event.what, path: event.path })}`;
    case 'progress':
      return undefined;
  }
}

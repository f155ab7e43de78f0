import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import {
  jobPhases,
  jobStateSchema,
  type JobPhase,
  type JobState,
  type LogLine,
} from '../../../../core/contract/index.ts';
import { messageWords } from '../../i18n/message-words.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { useHostWords } from './hosts-list.tsx';

function isPhase(name: string): name is JobPhase {
  return (jobPhases as readonly string[]).includes(name);
}

const stateKinds = jobStateSchema.options.map(({ shape }) => shape.kind.value);

function isStateKind(name: string): name is JobState['kind'] {
  return (stateKinds as readonly string[]).includes(name);
}

/** The words of a log line, made once for each language: searching goes through thousands of lines. */
export function useLogWords(): (line: LogLine) => string {
  const words = useFreshWords();
  const language = useLanguage();
  // The same lines are asked for again and again; the words depend on the language alone.
  return useCallback(
    (line) => {
      const known = caches[language].get(line);
      if (known !== undefined) return known;
      const fresh = words(line);
      caches[language].set(line, fresh);
      return fresh;
    },
    // eslint-disable-next-line react/exhaustive-deps -- `words` is a new function each time, the language is what counts
    [language],
  );
}

const caches = { en: new WeakMap<LogLine, string>(), zh: new WeakMap<LogLine, string>() };

function useFreshWords(): (line: LogLine) => string {
  const { t } = useTranslation('run');
  const language = useLanguage();
  const hostWords = useHostWords();
  return ({ message, text, event }) => {
    const parts: string[] = [];
    if (event !== undefined) parts.push(eventWords(event));
    if (message !== undefined) {
      parts.push([messageWords(message, language).what, ...message.affected].join(' '));
    }
    if (text !== undefined) parts.push(text);
    return parts.join(' ');
  };

  function stateWords(kind: string): string {
    return isStateKind(kind) ? t(`state.${kind}`) : kind;
  }

  function eventWords({ name, params }: NonNullable<LogLine['event']>): string {
    const value = (key: string): string => String(params[key] ?? '');
    switch (name) {
      case 'run':
        return t(params['resumed'] === 'true' ? 'log.event.runResumed' : 'log.event.run', {
          id: value('id'),
        });
      case 'phase': {
        const key = value('phase');
        const phase = isPhase(key) ? t(`phase.${key}`) : key;
        return t(params['state'] === 'end' ? 'log.event.phaseEnd' : 'log.event.phaseStart', { phase });
      }
      case 'host':
        return hostWords({ host: value('host'), state: value('state') }, Number(params['seconds'] ?? 0));
      case 'state':
        return t('announce.state', { state: stateWords(value('state')) });
      case 'file':
        return t('log.event.file', { path: value('path') });
      case 'planned':
        return t('log.event.planned', { images: value('images') });
      default:
        // Of a newer program: shown as it is, never hidden.
        return [name, ...Object.entries(params).map(([key, one]) => `${key}=${one}`)].join(' ');
    }
  }
}

import { Title } from '@patternfly/react-core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { HostStateView } from '../../../../core/contract/index.ts';
import { useDuration } from '../../components/bytes.ts';
import { LevelText, type Level } from '../../components/level-text.tsx';
import { messageWords } from '../../i18n/message-words.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { useCountdown } from './use-countdown.ts';
import { useJobPart } from './use-job.ts';

const levels: Readonly<Record<string, Level>> = {
  open: 'success',
  waiting: 'warning',
  paused: 'warning',
  retrying: 'warning',
  'given-up': 'error',
};

/** How the registries and servers of a job answer, in words. */
export function HostsList({ jobId }: { readonly jobId: string }): ReactNode {
  const { t } = useTranslation('run');
  const hosts = useJobPart(jobId, ({ progress }) => progress.hosts);
  if (hosts === undefined) return null;
  return (
    <section aria-label={t('hosts.title')}>
      <Title headingLevel="h3" size="md">
        {t('hosts.title')}
      </Title>
      {hosts.length === 0 && <p>{t('hosts.none')}</p>}
      <ul className="sluice-hosts">
        {hosts.map((host) => (
          <li key={host.host}>
            <Host view={host} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Host({ view }: { readonly view: HostStateView }): ReactNode {
  const language = useLanguage();
  const words = useHostWords();
  const left = useCountdown(`${view.host} ${view.at}`, view.secondsToWait);
  return (
    <LevelText level={levels[view.state] ?? 'note'}>
      {words(view, left ?? 0)}
      {view.cause !== undefined && (
        <span className="sluice-hint"> {messageWords(view.cause, language).what}</span>
      )}
    </LevelText>
  );
}

/** Also for the log, which shows the same states. */
export function useHostWords(): (
  view: Pick<HostStateView, 'host' | 'state' | 'concurrency'>,
  seconds: number,
) => string {
  const { t } = useTranslation('run');
  const duration = useDuration();
  return ({ host, state, concurrency }, seconds) => {
    const time = duration(seconds);
    switch (state) {
      case 'open':
        return concurrency === undefined
          ? t('hosts.open', { host })
          : t('hosts.openWith', { host, count: concurrency });
      case 'waiting':
        return concurrency === undefined
          ? t('hosts.waiting', { host, time })
          : t('hosts.waitingWith', { host, time, count: concurrency });
      case 'paused':
        return t('hosts.paused', { host, time });
      case 'retrying':
        return t('hosts.retrying', { host, time });
      case 'given-up':
        return t('hosts.given-up', { host });
      default:
        return t('hosts.other', { host, state });
    }
  };
}

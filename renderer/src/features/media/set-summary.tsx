import { Label } from '@patternfly/react-core';
import { CheckCircleIcon } from '@patternfly/react-icons/dist/esm/icons/check-circle-icon';
import { ExclamationTriangleIcon } from '@patternfly/react-icons/dist/esm/icons/exclamation-triangle-icon';
import { QuestionCircleIcon } from '@patternfly/react-icons/dist/esm/icons/question-circle-icon';
import { TimesCircleIcon } from '@patternfly/react-icons/dist/esm/icons/times-circle-icon';
import { useMemo, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { formatBytes, type SetBrief } from '../../../../core/contract/index.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { SignatureLabel } from '../keys/signature-label.tsx';
import { StatusList } from './status-list.tsx';

/** Releases named at once. */
const named = 4;

const looks = {
  complete: { color: 'green', icon: <CheckCircleIcon /> },
  'complete-with-exceptions': { color: 'yellow', icon: <ExclamationTriangleIcon /> },
  incomplete: { color: 'red', icon: <TimesCircleIcon /> },
  unknown: { color: 'grey', icon: <QuestionCircleIcon /> },
} as const;

/** Whether a set is whole, in a word. */
export function CompletenessLabel({ complete }: { readonly complete: SetBrief['complete'] }): ReactNode {
  const { t } = useTranslation('media');
  const { color, icon } = looks[complete];
  return (
    <Label isCompact color={color} icon={icon}>
      {t(`set.complete.${complete}`)}
    </Label>
  );
}

/** A moment as people of the language write it. */
export function useMoment(): (instant: string) => string {
  const language = useLanguage();
  return useMemo(() => {
    // Making one costs more than a hundred times what using it does.
    const format = new Intl.DateTimeFormat(language === 'zh' ? 'zh-CN' : 'en', {
      dateStyle: 'medium',
      timeStyle: 'short',
    });
    return (instant) => {
      const at = new Date(instant);
      return Number.isNaN(at.getTime()) ? instant : format.format(at);
    };
  }, [language]);
}

/** A day as people of the language write it. */
export function useDay(): (instant: string) => string {
  const language = useLanguage();
  return (instant) =>
    new Date(instant).toLocaleDateString(language === 'zh' ? 'zh-CN' : 'en', { dateStyle: 'medium' });
}

/** A set that was made for a folder is for whoever gets the medium: that names nobody. */
export function isNamed(target: string | undefined): target is string {
  return target !== undefined && !target.startsWith('file:');
}

/** What a set is, in one or two lines. */
export function SetSummary({ brief }: { readonly brief: SetBrief }): ReactNode {
  const { t } = useTranslation(['media', 'content'] as const);
  const moment = useMoment();
  const facts = [
    generationWords(t, brief),
    isNamed(brief.target) ? t('set.target', { target: brief.target }) : undefined,
    t('set.size', { count: brief.chunks, bytes: formatBytes(brief.bytes) }),
    brief.createdAt === undefined ? undefined : t('set.made', { date: moment(brief.createdAt) }),
  ].filter((fact) => fact !== undefined);
  const rest = brief.releases.length - named;
  const versions = brief.releases.slice(0, named).join(t('content:listSeparator'));
  return (
    <span className="sluice-set-summary">
      <span>
        {t(`set.${brief.kind}`)} <CompletenessLabel complete={brief.complete} />{' '}
        {brief.signature !== undefined && <SignatureLabel signature={brief.signature} />}
      </span>
      <span className="sluice-facts">
        {facts.map((fact) => (
          <span key={fact}>{fact}</span>
        ))}
      </span>
      {versions !== '' && (
        <span>
          {rest > 0 ? t('set.releasesMore', { versions, count: rest }) : t('set.releases', { versions })}
        </span>
      )}
      <StatusList
        label={t('archive.findings')}
        statuses={brief.problems.map((message) => ({ level: 'warning' as const, message }))}
      />
    </span>
  );
}

function generationWords(
  t: ReturnType<typeof useTranslation<readonly ['media', 'content']>>['t'],
  { generation, parentGeneration }: SetBrief,
): string | undefined {
  if (generation === undefined) return undefined;
  if (parentGeneration === undefined) return t('set.generation', { generation });
  return t('set.builds', { generation, parent: parentGeneration });
}

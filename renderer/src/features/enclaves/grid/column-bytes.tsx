import { Spinner } from '@patternfly/react-core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { formatBytes } from '../../../../../core/contract/index.ts';
import { LevelText } from '../../../components/level-text.tsx';
import { useMoment } from '../../media/set-summary.tsx';
import { messageWords } from '../../../i18n/message-words.ts';
import { useLanguage } from '../../../i18n/use-language.ts';
import { useMatrix, type ShownColumn } from '../matrix-context.tsx';
import { MediumFit } from '../medium-fit.tsx';
import { surprisesOf } from '../rules/surprises.ts';
import { figuresOf, type Count } from '../stores/create-counts.ts';

/** What a column weighs, from its plan, and whether its medium takes it. */
export function ColumnBytes({ shown }: { readonly shown: ShownColumn }): ReactNode {
  const { t } = useTranslation('matrix');
  const language = useLanguage();
  const moment = useMoment();
  const { count } = shown;
  switch (count?.kind) {
    case undefined:
      return <ColumnFit shown={shown} />;
    case 'counting':
      return (
        <>
          <span>
            <Spinner size="sm" aria-hidden="true" /> {t('bytes.counting')}
          </span>
          <ColumnFit shown={shown} />
        </>
      );
    case 'failed':
      return (
        <>
          <span title={messageWords(count.error, language).what}>
            <LevelText level="error">{t('bytes.failed')}</LevelText>
          </span>
          <ColumnFit shown={shown} />
        </>
      );
    case 'ready':
      return (
        <>
          <Figures count={count} />
          <ColumnFit shown={shown} />
          <Surprises shown={shown} />
        </>
      );
    case 'told':
      return (
        <>
          <Figures count={count} />
          <span className="sluice-subtle">{t('bytes.at', { time: moment(count.figures.at) })}</span>
          <ColumnFit shown={shown} />
        </>
      );
  }
}

function Figures({ count }: { readonly count: Count }): ReactNode {
  const { t } = useTranslation('matrix');
  const figures = figuresOf(count);
  if (figures === undefined) return null;
  const { writeBytes, carriedBytes, unplanned } = figures;
  return (
    <>
      <strong>{t('bytes.carry', { size: formatBytes(writeBytes) })}</strong>
      {carriedBytes > 0 && <span>{t('bytes.there', { size: formatBytes(carriedBytes) })}</span>}
      {unplanned > 0 && <LevelText level="warning">{t('bytes.unplanned', { count: unplanned })}</LevelText>}
    </>
  );
}

/** Of a medium that several sets go to, whether all of them find room together. */
function ColumnFit({ shown: { medium } }: { readonly shown: ShownColumn }): ReactNode {
  const { t } = useTranslation('matrix');
  if (medium === undefined) return <span className="sluice-subtle">{t('fit.none')}</span>;
  return <MediumFit medium={medium} label={medium.passengers.length > 1 ? 'shared' : 'own'} />;
}

/** Where the update graphs lead to other releases than the ranges let expect, the plan is right, and that is said. */
function Surprises({ shown }: { readonly shown: ShownColumn }): ReactNode {
  const { t } = useTranslation('matrix');
  const { sections } = useMatrix();
  const { column, count } = shown;
  if (column === undefined || count?.kind !== 'ready') return null;
  const { more, less } = surprisesOf(column, sections, count.plan.report.releases);
  return (
    <>
      {more.length > 0 && (
        <LevelText level="warning">{t('surprise.more', { versions: more.join(', ') })}</LevelText>
      )}
      {less.length > 0 && (
        <LevelText level="warning">{t('surprise.less', { versions: less.join(', ') })}</LevelText>
      )}
    </>
  );
}

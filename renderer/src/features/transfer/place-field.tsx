import { Button, Title } from '@patternfly/react-core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { formatBytes, type PathFacts } from '../../../../core/contract/index.ts';
import { useIsViewer } from '../../hooks/use-is-viewer.ts';
import { FolderChoice, type FolderChoiceProps } from '../media/folder-choice.tsx';
import { SetSummary } from '../media/set-summary.tsx';

interface PlaceFieldProps extends Pick<
  FolderChoiceProps,
  'purpose' | 'value' | 'onChange' | 'largestFile' | 'source' | 'isSuggested'
> {
  readonly title: string;
  readonly help: string;
  /** Stays chosen for longer than one medium: once chosen it is told in a line. */
  readonly isSteady?: boolean;
}

/** One of the folders of a move. */
export function PlaceField({ title, help, isSteady = false, ...choice }: PlaceFieldProps): ReactNode {
  const { value, onChange } = choice;
  return (
    <section aria-label={title} className="sluice-section">
      <Title headingLevel="h2" size="md">
        {title}
      </Title>
      {isSteady && value !== undefined ? (
        <ChosenLine title={title} facts={value} onClear={() => onChange(undefined)} />
      ) : (
        <>
          <p>{help}</p>
          <FolderChoice {...choice} />
        </>
      )}
    </section>
  );
}

function ChosenLine({
  title,
  facts,
  onClear,
}: {
  readonly title: string;
  readonly facts: PathFacts;
  readonly onClear: () => void;
}): ReactNode {
  const { t } = useTranslation('transfer');
  const isViewer = useIsViewer();
  const { display, freeBytes, set } = facts;
  return (
    <>
      <div className="sluice-actions">
        <span className="sluice-mono">{display}</span>
        {freeBytes !== undefined && <span>{t('free', { free: formatBytes(freeBytes) })}</span>}
        <Button
          variant="link"
          isInline
          isDisabled={isViewer}
          aria-label={t('otherFor', { place: title })}
          onClick={onClear}
        >
          {t('other')}
        </Button>
      </div>
      {set !== undefined && <SetSummary brief={set} />}
    </>
  );
}

import { Button, EmptyState, EmptyStateBody, Title } from '@patternfly/react-core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { CommandOutput } from '../../../../core/contract/index.ts';
import { MessageAlert } from '../../components/message-alert.tsx';
import { useSlice } from '../../stores/context.tsx';
import { DriveOption, type DriveOptionProps } from './drive-option.tsx';

interface DriveListProps extends Omit<DriveOptionProps, 'drive' | 'isSuggested'> {
  readonly answer: CommandOutput<'drives.list'>;
  readonly practice: boolean | undefined;
  readonly onReload: () => void;
}

/** The drives that this flow may use, or why there are none. */
export function DriveList({ answer, practice, onReload, ...option }: DriveListProps): ReactNode {
  const { t } = useTranslation('media');
  const hostname = useSlice('connection', ({ info }) => info?.hostname ?? '');
  const drives = drivesOf(answer, practice);
  return (
    <section aria-label={t('drives.title', { hostname })}>
      <div className="sluice-media-head">
        <Title headingLevel="h3" size="md">
          {t('drives.title', { hostname })}
        </Title>
        <Button variant="link" isInline onClick={onReload}>
          {t('drives.again')}
        </Button>
      </div>
      {answer.unavailable !== undefined && <MessageAlert level="note" message={answer.unavailable} />}
      {drives.length === 0 && answer.unavailable === undefined && (
        <EmptyState
          variant="xs"
          titleText={t(practice === true ? 'drives.nonePractice' : 'drives.none')}
          headingLevel="h4"
        >
          <EmptyStateBody>
            {t(practice === true ? 'drives.nonePracticeBody' : 'drives.noneBody')}
          </EmptyStateBody>
        </EmptyState>
      )}
      {drives.length > 0 && (
        <ul className="sluice-drives">
          {drives.map((drive) => (
            <DriveOption
              key={drive.id}
              drive={drive}
              isSuggested={answer.suggested === drive.id}
              {...option}
            />
          ))}
        </ul>
      )}
    </section>
  );
}

/** Practice media and real ones are never mixed up in one list. */
export function drivesOf(
  answer: CommandOutput<'drives.list'>,
  practice: boolean | undefined,
): CommandOutput<'drives.list'>['drives'] {
  if (practice === undefined) return answer.drives;
  return answer.drives.filter(({ kind }) => (kind === 'practice') === practice);
}

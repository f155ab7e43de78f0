import { Flex, FlexItem, Label, Title } from '@patternfly/react-core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { JobStateLabel } from './job-state-label.tsx';
import { useJobTitle, usePlace } from './job-words.ts';
import { useJobPart } from './use-job.ts';

/** Which job this is: what it does, from where, to where, and its state. */
export function JobHeading({
  jobId,
  hasTitle,
}: {
  readonly jobId: string;
  /** Not where the page's own title says it. */
  readonly hasTitle: boolean;
}): ReactNode {
  const { t } = useTranslation('run');
  const title = useJobTitle();
  const place = usePlace();
  const job = useJobPart(jobId, ({ kind, flow, enclave, state, source, destination, practice }) => ({
    kind,
    flow,
    state,
    source,
    destination,
    practice,
    ...(enclave !== undefined && { enclave }),
  }));
  if (job === undefined) return null;
  return (
    <div>
      <Flex alignItems={{ default: 'alignItemsCenter' }} gap={{ default: 'gapMd' }}>
        {hasTitle && (
          <FlexItem>
            <Title headingLevel="h2">{title(job)}</Title>
          </FlexItem>
        )}
        <FlexItem>
          <JobStateLabel state={job.state} />
        </FlexItem>
        {job.practice && (
          <FlexItem>
            <Label color="purple">{t('practice')}</Label>
          </FlexItem>
        )}
      </Flex>
      <p className="sluice-mono">
        {job.kind === 'verify'
          ? place(job.destination)
          : t('way', { source: place(job.source), destination: place(job.destination) })}
      </p>
    </div>
  );
}

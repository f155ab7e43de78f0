import { Alert } from '@patternfly/react-core';
import type { ReactNode, Ref } from 'react';
import { useTranslation } from 'react-i18next';
import { MessageAlert } from '../../components/message-alert.tsx';
import { blocks, type Status } from './status.ts';

const variants = { pending: 'info', todo: 'info', error: 'danger', warning: 'warning' } as const;

/** What stands between the user and the next step; takes the focus when Next was pressed in vain. */
export function StatusList({
  statuses,
  ref,
}: {
  readonly statuses: readonly Status[];
  readonly ref?: Ref<HTMLDivElement>;
}): ReactNode {
  const { t } = useTranslation('wizard');
  const against = statuses.filter(blocks);
  if (against.length === 0) return null;
  return (
    <div ref={ref} tabIndex={-1} role="alert" aria-label={t('against')} className="sluice-wizard-statuses">
      {against.map((status, index) => (
        <StatusAlert key={index} status={status} />
      ))}
    </div>
  );
}

function StatusAlert({ status }: { readonly status: Status }): ReactNode {
  const { t } = useTranslation('wizard');
  const { level, text } = status;
  if ('message' in text) {
    return <MessageAlert level={level === 'error' ? 'error' : 'note'} message={text.message} />;
  }
  const title = t(`status.${text.key}`, { ...text.params });
  return <Alert isInline variant={variants[level]} title={title} truncateTitle={0} component="p" />;
}

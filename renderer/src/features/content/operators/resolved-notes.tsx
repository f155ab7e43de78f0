import { Button, Spinner } from '@patternfly/react-core';
import { useEffect, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ContentModel } from '../../../../../core/contract/index.ts';
import { useAnnounce } from '../../../components/live-region.tsx';
import { MessageAlert } from '../../../components/message-alert.tsx';
import { FindingList } from './finding-list.tsx';
import { MissingNeeds } from './missing-needs.tsx';
import { totalsOf } from './totals.ts';
import { valueOf, type Resolving } from './use-resolved.ts';

/** What the chosen operators come to, over all catalogues: whether it is known, what they need besides, what does not fit. */
export function ResolvedNotes({
  model,
  resolving,
}: {
  readonly model: ContentModel;
  readonly resolving: Resolving;
}): ReactNode {
  const { t } = useTranslation(['operators', 'common']);
  const announce = useAnnounce();
  const { resolved, again, stop } = resolving;
  const value = valueOf(resolved);
  const ready = resolved.kind === 'ready' ? resolved.value : undefined;
  useEffect(() => {
    if (ready !== undefined) announce(t('resolved.announced', { ...totalsOf(ready.catalogs) }));
  }, [ready, announce, t]);
  if (resolved.kind === 'nothing') return null;
  return (
    <>
      {resolved.kind === 'working' && (
        <p>
          <Spinner size="md" aria-hidden="true" />{' '}
          {t(value === undefined ? 'resolved.working' : 'resolved.workingAgain')}{' '}
          <Button variant="link" isInline onClick={stop}>
            {t('stop')}
          </Button>
        </p>
      )}
      {resolved.kind === 'stopped' && (
        <p>
          {t('resolved.stopped')}{' '}
          <Button variant="link" isInline onClick={again}>
            {t('resolved.again')}
          </Button>
        </p>
      )}
      {resolved.kind === 'failed' && (
        <MessageAlert
          level="error"
          message={resolved.error}
          actions={
            <Button variant="link" isInline onClick={again}>
              {t('common:action.retry')}
            </Button>
          }
        />
      )}
      {ready !== undefined && (
        <p className="sluice-number">{t('resolved.total', { ...totalsOf(ready.catalogs) })}</p>
      )}
      {value !== undefined && (
        <div className="sluice-content-stack" aria-busy={ready === undefined}>
          <MissingNeeds model={model} value={value} isCurrent={ready !== undefined} />
          <FindingList title={t('compatibility')} findings={value.compatibility} />
        </div>
      )}
    </>
  );
}

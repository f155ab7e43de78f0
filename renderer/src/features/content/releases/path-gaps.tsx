import { Alert, AlertActionLink, List, ListItem } from '@patternfly/react-core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ContentModel } from '../../../../../core/contract/index.ts';
import { useForms } from '../content-context.tsx';
import { MessageAlert } from '../../../components/message-alert.tsx';
import { editsForGaps } from './gap-edits.ts';
import { usePathGaps } from './use-path-gaps.ts';

/** What a cluster needs on its way and the selection does not hold, with one click to add it. */
export function PathGaps({ model }: { readonly model: ContentModel }): ReactNode {
  const { t } = useTranslation('content');
  const { isLocked, apply } = useForms();
  const gaps = usePathGaps(model);
  if (gaps.kind === 'unknown') return null;
  if (gaps.kind === 'failed') return <MessageAlert level="warning" message={gaps.error} />;
  const broken = gaps.paths.filter((path) => path.versions.length === 0);
  const open = gaps.paths.filter((path) => path.missing.length > 0);
  const edits = editsForGaps(model, open);
  return (
    <>
      {broken.map(({ from, to }) => (
        <Alert
          key={`${from} ${to}`}
          isInline
          variant="warning"
          component="p"
          title={t('gaps.noWay', { from, to })}
        >
          {t('gaps.noWayNext')}
        </Alert>
      ))}
      {open.length > 0 && (
        <Alert
          isInline
          variant="warning"
          component="p"
          title={t('gaps.title', { count: open.flatMap((path) => path.missing).length })}
          actionLinks={
            edits.length > 0 && (
              <AlertActionLink isDisabled={isLocked} onClick={() => void apply(edits)}>
                {t('gaps.add')}
              </AlertActionLink>
            )
          }
        >
          <List isPlain>
            {open.map((path) => (
              <ListItem key={`${path.from} ${path.to}`}>
                {t('gaps.path', {
                  from: path.from,
                  to: path.to,
                  missing: path.missing
                    .map(({ version, channel }) => t('gaps.missing', { version, channel }))
                    .join(t('listSeparator')),
                })}
              </ListItem>
            ))}
          </List>
          {edits.length === 0 && t('gaps.byHand')}
        </Alert>
      )}
    </>
  );
}

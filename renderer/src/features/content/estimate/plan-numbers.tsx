import {
  Alert,
  DescriptionList,
  DescriptionListDescription,
  DescriptionListGroup,
  DescriptionListTerm,
  ExpandableSection,
} from '@patternfly/react-core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { formatBytes, type PlanView } from '../../../../../core/contract/index.ts';
import { MessageAlert } from '../../../components/message-alert.tsx';
import { useLanguage } from '../../../i18n/use-language.ts';
import { ReleaseSizes } from './release-sizes.tsx';
import { roomOf } from './room.ts';
import { Unplanned } from './unplanned.tsx';

/**
 * The numbers of a plan. `isFormer`: they are from before the last change, and look so. `isToMedium`: said by the flow,
 * as an export whose medium is not chosen yet has no archive in its plan.
 */
export function PlanNumbers({
  plan,
  isFormer,
  isToMedium,
}: {
  readonly plan: PlanView;
  readonly isFormer: boolean;
  readonly isToMedium: boolean;
}): ReactNode {
  const { t } = useTranslation('content');
  const language = useLanguage();
  const { totals, releases, unplanned, archive, findings } = plan.report;
  const rows = [
    { key: 'read', value: formatBytes(totals.readBytes) },
    { key: isToMedium ? 'write' : 'writeRegistry', value: formatBytes(totals.writeBytes) },
    { key: 'carried', value: formatBytes(totals.carriedBytes) },
    { key: 'present', value: formatBytes(totals.presentBytes) },
    { key: 'content', value: formatBytes(totals.contentBytes) },
    { key: 'images', value: totals.images.toLocaleString(language) },
    { key: 'blobs', value: totals.blobs.toLocaleString(language) },
  ] as const;
  const room = roomOf(plan);
  return (
    <>
      <DescriptionList
        isCompact
        aria-label={t('estimate.title')}
        className={
          isFormer ? 'sluice-figures sluice-number sluice-estimate-former' : 'sluice-figures sluice-number'
        }
      >
        {rows.map(({ key, value }) => (
          <Row key={key} term={t(`estimate.${key}`)} value={value} />
        ))}
        {archive !== undefined && (
          <Row
            term={t('estimate.chunks')}
            value={
              plan.chunkLimit === undefined
                ? t('estimate.chunkCount', { count: archive.chunks })
                : t('estimate.chunkCountOf', {
                    count: archive.chunks,
                    limit: formatBytes(plan.chunkLimit),
                  })
            }
          />
        )}
      </DescriptionList>
      {!isFormer && room.kind === 'enough' && (
        <Alert
          isInline
          isPlain
          variant="success"
          component="p"
          title={t('estimate.enough', { free: formatBytes(room.free), left: formatBytes(room.left) })}
        />
      )}
      {!isFormer && room.kind === 'short' && (
        <Alert
          isInline
          variant="danger"
          component="p"
          title={t('estimate.short', { free: formatBytes(room.free), short: formatBytes(room.short) })}
        >
          {t('estimate.shortNext')}
        </Alert>
      )}
      {!isFormer && room.kind === 'unknown' && <p>{t('estimate.freeUnknown')}</p>}
      {!isFormer && <Unplanned items={unplanned} />}
      {!isFormer && findings.length > 0 && (
        <ExpandableSection toggleText={t('estimate.findings', { count: findings.length })}>
          {findings.map(({ level, message }, at) => (
            // Findings have no name of their own, and never change places.
            // oxlint-disable-next-line react/no-array-index-key
            <MessageAlert key={at} level={level} message={message} />
          ))}
        </ExpandableSection>
      )}
      {releases.length > 0 && <ReleaseSizes releases={releases} />}
    </>
  );
}

function Row({ term, value }: { readonly term: string; readonly value: string }): ReactNode {
  return (
    <DescriptionListGroup>
      <DescriptionListTerm>{term}</DescriptionListTerm>
      <DescriptionListDescription>{value}</DescriptionListDescription>
    </DescriptionListGroup>
  );
}

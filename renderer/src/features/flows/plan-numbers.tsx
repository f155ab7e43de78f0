import {
  Alert,
  DescriptionList,
  DescriptionListDescription,
  DescriptionListGroup,
  DescriptionListTerm,
  ExpandableSection,
} from '@patternfly/react-core';
import { Table, Tbody, Td, Th, Thead, Tr } from '@patternfly/react-table';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { discOfLimit, formatBytes, type PlanView } from '../../../../core/contract/index.ts';
import { CopyableBlock } from '../../components/copyable.tsx';
import { MessageAlert } from '../../components/message-alert.tsx';
import { HeldList } from '../approvals/held-list.tsx';
import { useMoment } from '../media/set-summary.tsx';

/** What a run will read, write and skip, as its plan counted it. */
export function PlanNumbers({ plan }: { readonly plan: PlanView }): ReactNode {
  const { t } = useTranslation('flows');
  const moment = useMoment();
  const { report, at, command, chunkLimit } = plan;
  const { totals, archive } = report;
  const chunksWords = useChunksWords();
  const isExport = report.workflow === 'export' || report.workflow === 'recut';
  const facts: readonly (readonly [string, string])[] = [
    [t('numbers.read'), formatBytes(totals.readBytes)],
    [t(isExport ? 'numbers.writeMedium' : 'numbers.writeRegistry'), formatBytes(totals.writeBytes)],
    ...(isExport ? [[t('numbers.carried'), formatBytes(totals.carriedBytes)] as const] : []),
    [t('numbers.present'), formatBytes(totals.presentBytes)],
    [t('numbers.content'), formatBytes(totals.contentBytes)],
    [t('numbers.images'), t('numbers.imagesValue', { count: totals.images, blobs: totals.blobs })],
    ...(archive === undefined
      ? []
      : [[t('numbers.chunks'), chunksWords(archive.chunks, chunkLimit)] as const]),
    ...(archive?.freeBytes === undefined
      ? []
      : [[t('numbers.free'), formatBytes(archive.freeBytes)] as const]),
  ];
  return (
    <div className="sluice-stack">
      {totals.writeBytes === 0 && (
        <Alert isInline variant="info" component="p" title={t('numbers.nothing')} />
      )}
      <DescriptionList isCompact className="sluice-figures">
        {facts.map(([term, value]) => (
          <DescriptionListGroup key={term}>
            <DescriptionListTerm>{term}</DescriptionListTerm>
            <DescriptionListDescription className="sluice-number">{value}</DescriptionListDescription>
          </DescriptionListGroup>
        ))}
      </DescriptionList>
      <p className="sluice-subtle">{t('numbers.counted', { time: moment(at) })}</p>
      {report.releases.length > 0 && <Releases report={report} />}
      {report.findings
        .filter(({ level }) => level !== 'note')
        .map(({ level, message }, index) => (
          <MessageAlert key={index} level={level} message={message} />
        ))}
      {report.unplanned.length > 0 && (
        <ExpandableSection toggleText={t('numbers.unplanned', { count: report.unplanned.length })} isIndented>
          {report.unplanned.slice(0, 50).map(({ origin, error }) => (
            <MessageAlert
              key={origin}
              level="warning"
              message={{ ...error, affected: error.affected.length === 0 ? [origin] : error.affected }}
            />
          ))}
        </ExpandableSection>
      )}
      {report.held !== undefined && (
        <ExpandableSection toggleText={t('numbers.held', { count: report.held.length })} isIndented>
          <HeldList held={report.held} />
        </ExpandableSection>
      )}
      <ExpandableSection toggleText={t('numbers.command')} isIndented>
        <CopyableBlock text={command} label={t('numbers.command')} />
      </ExpandableSection>
    </div>
  );
}

function useChunksWords(): (count: number, limit: number | undefined) => string {
  const { t } = useTranslation('flows');
  return (count, limit) => {
    if (limit === undefined) return t('numbers.chunksValue', { count });
    const disc = discOfLimit(limit);
    if (disc !== undefined) return t('numbers.chunksDiscs', { count, kind: t(`disc.kind.${disc}`) });
    return t('numbers.chunksLimited', { count, limit: formatBytes(limit) });
  };
}

function Releases({ report }: Pick<PlanView, 'report'>): ReactNode {
  const { t } = useTranslation('flows');
  return (
    <Table aria-label={t('numbers.releases')} variant="compact">
      <Thead>
        <Tr>
          <Th>{t('numbers.version')}</Th>
          <Th>{t('numbers.architecture')}</Th>
          <Th>{t('numbers.signature')}</Th>
          <Th>{t('numbers.images')}</Th>
          <Th>{t('numbers.whole')}</Th>
          <Th>{t('numbers.newBytes')}</Th>
        </Tr>
      </Thead>
      <Tbody>
        {report.releases.map((release) => (
          <Tr key={`${release.version} ${release.architecture}`}>
            <Td dataLabel={t('numbers.version')}>{release.version}</Td>
            <Td dataLabel={t('numbers.architecture')}>{release.architecture}</Td>
            <Td dataLabel={t('numbers.signature')}>
              <SignatureText signature={release.signature} />
            </Td>
            <Td dataLabel={t('numbers.images')}>{release.images}</Td>
            <Td dataLabel={t('numbers.whole')}>{formatBytes(release.bytes)}</Td>
            <Td dataLabel={t('numbers.newBytes')}>{formatBytes(release.newBytes)}</Td>
          </Tr>
        ))}
      </Tbody>
    </Table>
  );
}

/** `verified` with the key, or `ignored`; a state of a newer host is shown as it is. */
function SignatureText({ signature }: { readonly signature: string }): ReactNode {
  const { t } = useTranslation('flows');
  const [state = '', key] = signature.split(' ');
  if (state === 'verified') return t('signature.verified', { key: key ?? '' });
  return state === 'ignored' ? t('signature.ignored') : signature;
}

import { ExpandableSection } from '@patternfly/react-core';
import { useMemo, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { formatBytes, type PlanReport } from '../../../../../core/contract/index.ts';
import { VirtualTable, type Column } from '../../../components/virtual-table.tsx';

type Release = PlanReport['releases'][number];

/** Pixels of a table with so many rows, at most. */
const heights = { row: 37, most: 320 } as const;

/** Each release of a plan: all of it, and what it adds to the ones before. */
export function ReleaseSizes({ releases }: { readonly releases: readonly Release[] }): ReactNode {
  const { t } = useTranslation('content');
  const isMixed = useMemo(() => new Set(releases.map((one) => one.architecture)).size > 1, [releases]);
  const columns: readonly Column<Release>[] = [
    {
      key: 'version',
      label: t('estimate.release'),
      width: '40%',
      render: ({ version, architecture }) => (isMixed ? `${version} ${architecture}` : version),
    },
    {
      key: 'bytes',
      label: t('estimate.releaseBytes'),
      width: '30%',
      render: ({ bytes }) => formatBytes(bytes),
    },
    {
      key: 'new',
      label: t('estimate.releaseNew'),
      width: '30%',
      render: ({ newBytes }) => formatBytes(newBytes),
    },
  ];
  return (
    <ExpandableSection toggleText={t('estimate.perRelease', { count: releases.length })}>
      <VirtualTable
        label={t('estimate.perReleaseName')}
        columns={columns}
        total={releases.length}
        rowAt={(at) => releases[at]}
        rowKey={({ version, architecture }) => `${version} ${architecture}`}
        height={Math.min(heights.most, heights.row * (releases.length + 2))}
      />
    </ExpandableSection>
  );
}

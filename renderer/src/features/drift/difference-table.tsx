import { Label } from '@patternfly/react-core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { realDrift, type DriftDifferenceView } from '../../../../core/contract/index.ts';
import { VirtualTable } from '../../components/virtual-table.tsx';

const tableHeight = 300;

/** What differs, image by image; what is drift comes first. */
export function DifferenceTable({
  differences,
}: {
  readonly differences: readonly DriftDifferenceView[];
}): ReactNode {
  const { t } = useTranslation('drift');
  return (
    <VirtualTable
      label={t('differences')}
      height={tableHeight}
      total={differences.length}
      rowAt={(index) => differences[index]}
      rowKey={keyOf}
      columns={[
        {
          key: 'kind',
          label: t('difference.kind'),
          width: '20%',
          render: ({ kind }) => <Kind kind={kind} />,
        },
        { key: 'image', label: t('difference.image'), width: '40%', render: (row) => <Name row={row} /> },
        {
          key: 'generation',
          label: t('difference.generation'),
          width: '12%',
          render: ({ generation }) => generation ?? '–',
        },
        { key: 'detail', label: t('difference.detail'), render: (row) => <Detail row={row} /> },
      ]}
    />
  );
}

function keyOf({ kind, repository, tag, digest }: DriftDifferenceView): string {
  return `${kind} ${repository}:${tag ?? ''}@${digest ?? ''}`;
}

function Kind({ kind }: Pick<DriftDifferenceView, 'kind'>): ReactNode {
  const { t } = useTranslation('drift');
  return (
    <Label isCompact color={realDrift.has(kind) ? 'orange' : 'grey'}>
      {t(`kind.${kind}`)}
    </Label>
  );
}

function Name({ row: { repository, tag, digest } }: { readonly row: DriftDifferenceView }): ReactNode {
  const name = tag === undefined ? `${repository}@${digest ?? ''}` : `${repository}:${tag}`;
  return (
    <span className="sluice-mono" title={name}>
      {name}
    </span>
  );
}

function Detail({ row: { found, absentCount, digest } }: { readonly row: DriftDifferenceView }): ReactNode {
  const { t } = useTranslation('drift');
  if (found !== undefined) {
    const text = t('difference.movedTo', { digest: found });
    return <span title={text}>{text}</span>;
  }
  if (absentCount !== undefined) return t('difference.absent', { parts: absentCount });
  return (
    <span className="sluice-mono" title={digest}>
      {digest ?? '–'}
    </span>
  );
}

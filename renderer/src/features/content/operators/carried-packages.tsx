import { Button, Title } from '@patternfly/react-core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { formatBytes, type ResolvedPackage } from '../../../../../core/contract/index.ts';
import { VirtualTable, type Column } from '../../../components/virtual-table.tsx';
import { packageKey } from '../../../stores/content.ts';
import { useSlice } from '../../../stores/context.tsx';
import { useCatalogWork } from './catalog-context.tsx';
import { bundlesOf } from './totals.ts';

/** Pixels of a table with so many rows, at most. */
const heights = { row: 37, most: 360 } as const;

/** Everything that is carried of the catalogue: bundles, and what they weigh as soon as a plan knows. */
export function CarriedPackages({ onOpen }: { readonly onOpen: (name: string) => void }): ReactNode {
  const { t } = useTranslation(['operators', 'content']);
  const { catalog, resolved, isCurrent } = useCatalogWork();
  const sizes = useSlice('content', (slice) => slice.packageSizes);
  const packages = resolved?.packages ?? [];
  if (packages.length === 0) return null;
  const columns: readonly Column<ResolvedPackage>[] = [
    {
      key: 'package',
      label: t('carried.package'),
      width: '30%',
      render: ({ name, displayName }) => (
        <Button variant="link" isInline className="sluice-content-action" onClick={() => onOpen(name)}>
          {displayName}
        </Button>
      ),
    },
    {
      key: 'bundles',
      label: t('carried.bundles'),
      width: '34%',
      render: (one) => {
        const versions = one.channels.flatMap(({ bundles }) =>
          bundles.map(({ name, version }) => version ?? name),
        );
        const each = [...new Set(versions)].join(t('content:listSeparator'));
        return <span title={each}>{t('carried.bundleCount', { count: bundlesOf(one).length, each })}</span>;
      },
    },
    { key: 'images', label: t('carried.images'), width: '10%', render: ({ images }) => images },
    {
      key: 'size',
      label: t('carried.size'),
      width: '13%',
      render: ({ name }) => {
        const size = sizes.get(packageKey(catalog, name));
        return size === undefined ? t('content:size.open') : formatBytes(size.bytes);
      },
    },
    {
      key: 'new',
      label: t('carried.new'),
      width: '13%',
      render: ({ name }) => {
        const size = sizes.get(packageKey(catalog, name));
        return size === undefined ? '' : formatBytes(size.newBytes);
      },
    },
  ];
  return (
    <div aria-busy={!isCurrent} className="sluice-content-stack">
      <Title headingLevel="h3" size="md">
        {t('carried.title')}
      </Title>
      <p className="sluice-content-hint">{t('carried.help')}</p>
      <VirtualTable
        label={t('carried.title')}
        columns={columns}
        total={packages.length}
        rowAt={(at) => packages[at]}
        rowKey={({ name }) => name}
        height={Math.min(heights.most, heights.row * (packages.length + 2))}
      />
    </div>
  );
}

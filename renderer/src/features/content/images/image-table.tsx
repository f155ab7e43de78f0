import { Button } from '@patternfly/react-core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { formatBytes } from '../../../../../core/contract/index.ts';
import { VirtualTable, type Column } from '../../../components/virtual-table.tsx';
import { pinOf } from './create-resolver.ts';
import type { ImageRow } from './image-rows.ts';
import { ImageState } from './image-state.tsx';

interface ImageTableProps {
  readonly rows: readonly ImageRow[];
  readonly isLocked: boolean;
  readonly onRange: (from: number, to: number) => void;
  readonly onWhy: (row: ImageRow) => void;
  readonly onPin: (name: string, by: string) => void;
  readonly onRemove: (row: ImageRow) => void;
}

/** The images of the configuration; only the rows in view are drawn. */
export function ImageTable({ rows, isLocked, onRange, onWhy, onPin, onRemove }: ImageTableProps): ReactNode {
  const { t } = useTranslation(['content', 'common']);
  const columns: readonly Column<ImageRow>[] = [
    {
      key: 'name',
      label: t('images.column.name'),
      width: '36%',
      render: ({ name, target }) => (
        <span className="sluice-mono" title={name}>
          {target === undefined ? name : t('images.withTarget', { name, target })}
        </span>
      ),
    },
    {
      key: 'state',
      label: t('images.column.state'),
      width: '20%',
      render: (row) => <ImageState row={row} onWhy={onWhy} />,
    },
    {
      key: 'platforms',
      label: t('images.column.platforms'),
      width: '14%',
      render: ({ resolution }) =>
        resolution?.kind === 'done'
          ? resolution.image.platforms.map(shortPlatform).join(t('listSeparator'))
          : '',
    },
    {
      key: 'size',
      label: t('images.column.size'),
      width: '12%',
      render: ({ resolution }) => {
        const size = resolution?.kind === 'done' ? resolution.image.bytes : undefined;
        return size === undefined ? '' : formatBytes(size);
      },
    },
    {
      key: 'actions',
      label: t('images.column.actions'),
      width: '18%',
      render: (row) => {
        const by = pinOf(row.name, row.resolution);
        return (
          <>
            {by !== undefined && (
              <Button
                variant="link"
                isInline
                className="sluice-content-action"
                isDisabled={isLocked}
                aria-label={t('images.pinOf', { name: row.name })}
                onClick={() => onPin(row.name, by)}
              >
                {t('images.pin')}
              </Button>
            )}{' '}
            <Button
              variant="link"
              isInline
              className="sluice-content-action"
              isDanger
              isDisabled={isLocked}
              aria-label={t(row.entries > 1 ? 'images.removeAllOf' : 'images.removeOf', { name: row.name })}
              onClick={() => onRemove(row)}
            >
              {row.entries > 1 ? t('images.removeAll') : t('common:action.remove')}
            </Button>
          </>
        );
      },
    },
  ];
  return (
    <VirtualTable
      label={t('images.name')}
      columns={columns}
      total={rows.length}
      rowAt={(at) => rows[at]}
      rowKey={({ at }) => at}
      onRange={onRange}
      empty={t('images.noRows')}
    />
  );
}

/** Nearly all images are of Linux: the rest of the name tells them apart. */
function shortPlatform(platform: string): string {
  return platform.replace(/^linux\//, '');
}

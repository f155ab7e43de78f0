import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef, useState, type KeyboardEvent, type ReactNode, type RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import type { PackageLine } from '../../../../../core/contract/index.ts';
import { useCatalogWork } from './catalog-context.tsx';
import { moveInGrid, type GridPlace } from './grid-keys.ts';
import { PackageRow } from './package-row.tsx';
import { useIcons } from './use-icons.ts';

interface PackageGridProps {
  readonly lines: readonly PackageLine[];
  /** The package that is looked at. */
  readonly open: string | undefined;
  /** Set when the focus is to come back to the list. */
  readonly wantsFocus: RefObject<boolean>;
  readonly isSearching: boolean;
  readonly onOpen: (name: string) => void;
}

/** Pixels. */
const rowHeight = 60;
const height = 600;
const columns = ['pick', 'package', 'channel', 'needs', 'size'] as const;

/** Packages as rows of which only those in view are drawn. One stop for Tab; arrow keys go through rows and columns. */
export function PackageGrid({ lines, open, wantsFocus, isSearching, onOpen }: PackageGridProps): ReactNode {
  const { t } = useTranslation('operators');
  const { catalog } = useCatalogWork();
  const { icons, want } = useIcons(catalog);
  const scroller = useRef<HTMLDivElement>(null);
  const [place, setPlace] = useState<GridPlace>({ row: 0, column: 1 });
  const row = Math.min(place.row, Math.max(0, lines.length - 1));
  const virtual = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 6,
    initialRect: { width: 800, height },
  });
  const shown = virtual.getVirtualItems();
  const [first, last] = [shown[0]?.index ?? 0, shown.at(-1)?.index ?? -1];
  useEffect(() => {
    want(lines.slice(first, last + 1).flatMap(({ name, hasIcon }) => (hasIcon ? [name] : [])));
  }, [want, lines, first, last]);
  const onKeyDown = (event: KeyboardEvent): void => {
    const next = moveInGrid({ row, column: place.column }, event.key, lines.length);
    if (next === undefined) return;
    event.preventDefault();
    wantsFocus.current = true;
    // First the place: scrolling draws at once, and the row that is left must not take the focus back.
    setPlace(next);
    virtual.scrollToIndex(next.row);
  };
  return (
    <div ref={scroller} className="sluice-operators-scroller" style={{ maxBlockSize: height }}>
      <div
        role="grid"
        aria-label={t('grid.name')}
        aria-rowcount={lines.length + 1}
        aria-colcount={columns.length}
        aria-busy={isSearching}
        className="sluice-operators-grid"
        // oxlint-disable-next-line jsx-a11y/interactive-supports-focus -- its cells have the focus, one at a time
        onKeyDown={onKeyDown}
      >
        <div role="row" aria-rowindex={1} className="sluice-operators-row sluice-operators-head">
          {columns.map((column) => (
            <div key={column} role="columnheader" data-column={column}>
              {column === 'pick' ? (
                <span className="sluice-visually-hidden">{t('grid.pick')}</span>
              ) : (
                t(`grid.${column}`)
              )}
            </div>
          ))}
        </div>
        <div role="rowgroup" style={{ blockSize: virtual.getTotalSize() }} className="sluice-operators-rows">
          {shown.map(({ index, start }) => {
            const line = lines[index];
            return line === undefined ? null : (
              <PackageRow
                key={line.name}
                line={line}
                index={index}
                start={start}
                icon={icons.get(line.name)}
                isOpen={line.name === open}
                focusColumn={index === row ? place.column : undefined}
                wantsFocus={wantsFocus}
                onFocus={setPlace}
                onOpen={onOpen}
              />
            );
          })}
        </div>
      </div>
      {lines.length === 0 && <p className="sluice-operators-nothing">{t('grid.nothing')}</p>}
    </div>
  );
}

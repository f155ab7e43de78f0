import { defaultRangeExtractor, useVirtualizer, type Range } from '@tanstack/react-virtual';
import {
  memo,
  useCallback,
  useEffect,
  useRef,
  useState,
  type CSSProperties,
  type KeyboardEvent,
  type ReactNode,
} from 'react';
import { useTranslation } from 'react-i18next';
import { useMatrix } from '../matrix-context.tsx';
import type { Line } from '../rules/visible-rows.ts';
import { ColumnHead } from './column-head.tsx';
import { inside, moveIn, type Place } from './grid-keys.ts';
import { MatrixLine } from './matrix-line.tsx';
import { useHeight } from './use-height.ts';

/** Pixels. */
const lineHeight = 44;
const firstHeight = 620;

interface MatrixGridProps {
  readonly lines: readonly Line[];
  /** Opens or closes what is below a line. */
  readonly onOpen: (line: Line) => void;
  /** The cell that has the focus, so that it can be explained. */
  readonly onPlace: (place: Place) => void;
}

/**
 * Content by enclaves. One stop for Tab: arrow keys go from cell to cell, Space ticks. Only the lines in view are
 * drawn, and always the one that has the focus.
 */
export const MatrixGrid = memo(function MatrixGrid({ lines, onOpen, onPlace }: MatrixGridProps): ReactNode {
  const { t } = useTranslation('matrix');
  const { columns } = useMatrix();
  const scroller = useRef<HTMLDivElement>(null);
  const head = useRef<HTMLDivElement>(null);
  const wantsFocus = useRef(false);
  // The heads stay in place above the lines and cover what is scrolled below them.
  const headHeight = useHeight(head);
  const [wanted, setPlace] = useState<Place>({ line: 0, column: 0 });
  const size = { lines: lines.length, columns: columns.length };
  const place = inside(wanted, size);
  const virtual = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => lineHeight,
    overscan: 6,
    scrollMargin: headHeight,
    scrollPaddingStart: headHeight,
    initialRect: { width: 1000, height: firstHeight },
    rangeExtractor: (range: Range) =>
      place.line < 0 || place.line >= lines.length
        ? defaultRangeExtractor(range)
        : [...new Set([...defaultRangeExtractor(range), place.line])].toSorted((a, b) => a - b),
  });
  const { line: atLine, column: atColumn } = place;
  useEffect(() => {
    onPlace({ line: atLine, column: atColumn });
    if (!wantsFocus.current) return;
    wantsFocus.current = false;
    scroller.current?.querySelector<HTMLElement>(`[data-place="${atLine}:${atColumn}"]`)?.focus();
  }, [atLine, atColumn, onPlace]);
  const onFocus = useCallback((line: number, column: number) => setPlace({ line, column }), []);
  const onKeyDown = (event: KeyboardEvent): void => {
    // A menu of a column is drawn elsewhere, though React lets its keys come by.
    if (!scroller.current?.contains(event.target as Node)) return;
    const line = lines[place.line];
    const isOpener = place.column === 0 && line?.isOpen !== undefined;
    const turns =
      (event.key === 'ArrowRight' && !line?.isOpen) || (event.key === 'ArrowLeft' && line?.isOpen);
    if (line !== undefined && isOpener && turns === true) {
      event.preventDefault();
      onOpen(line);
      return;
    }
    const next = moveIn(place, event.key, event.ctrlKey || event.metaKey, size);
    if (next === undefined) return;
    event.preventDefault();
    wantsFocus.current = true;
    if (next.line >= 0) virtual.scrollToIndex(next.line);
    setPlace(next);
  };
  const style = { '--sluice-matrix-columns': columns.length } as CSSProperties;
  return (
    <div ref={scroller} className="sluice-matrix-scroller" style={{ scrollPaddingBlockStart: headHeight }}>
      <div
        role="treegrid"
        aria-label={t('grid.name')}
        aria-rowcount={lines.length + 1}
        aria-colcount={columns.length + 1}
        className="sluice-matrix"
        style={style}
        // oxlint-disable-next-line jsx-a11y/interactive-supports-focus -- its cells have the focus, one at a time
        onKeyDown={onKeyDown}
      >
        <div ref={head} role="row" aria-rowindex={1} className="sluice-matrix-head">
          <div role="columnheader" aria-colindex={1} className="sluice-matrix-corner">
            {t('grid.content')}
          </div>
          {columns.map((shown, at) => (
            <ColumnHead
              key={shown.enclave.id}
              shown={shown}
              index={at + 1}
              hasFocus={place.line === -1 && place.column === at + 1}
              onFocus={onFocus}
            />
          ))}
        </div>
        <div role="rowgroup" className="sluice-matrix-body" style={{ blockSize: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map(({ index, start }) => {
            const line = lines[index];
            if (line === undefined) return null;
            return (
              <MatrixLine
                key={line.kind === 'section' ? line.section.key : line.row.key}
                line={line}
                index={index}
                start={start - headHeight}
                focusColumn={index === place.line ? place.column : undefined}
                onFocus={onFocus}
                onOpen={onOpen}
              />
            );
          })}
        </div>
      </div>
      {lines.length === 0 && <p className="sluice-matrix-nothing">{t('grid.nothing')}</p>}
    </div>
  );
});

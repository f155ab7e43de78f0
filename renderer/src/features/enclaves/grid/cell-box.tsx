import { memo, useEffect, useRef, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useCellWords, useFullRowName } from '../cell-words.ts';
import { useMatrix, type ShownColumn } from '../matrix-context.tsx';
import type { Cell } from '../rules/cell.ts';
import type { ContentRow } from '../rules/row.ts';

interface CellBoxProps {
  readonly shown: ShownColumn;
  readonly row: ContentRow;
  readonly line: number;
  /** From 1. */
  readonly index: number;
  readonly hasFocus: boolean;
  readonly onFocus: (line: number, column: number) => void;
  readonly onToggle: (shown: ShownColumn, row: ContentRow) => void;
}

/** Whether an enclave gets what a row names. One that cannot be changed stays reachable, and says why. */
export const CellBox = memo(function CellBox(props: CellBoxProps): ReactNode {
  const { shown, row, line, index, hasFocus, onFocus, onToggle } = props;
  const { t } = useTranslation(['matrix', 'shell']);
  const { isViewer } = useMatrix();
  const words = useCellWords();
  const name = useFullRowName()(row);
  const { column, enclave, entry } = shown;
  const place = `${line}:${index}`;
  const focus = (): void => onFocus(line, index);
  if (column === undefined) {
    const says = t(entry.view === undefined ? 'column.reading' : 'column.errors');
    return (
      <div
        role="gridcell"
        aria-colindex={index + 1}
        className="sluice-matrix-cell"
        data-place={place}
        tabIndex={hasFocus ? 0 : -1}
        onFocus={focus}
      >
        <span aria-hidden="true">{'–'}</span>
        <span className="sluice-visually-hidden">
          {t('cell.label', { row: name, enclave: enclave.name, says })}
        </span>
      </div>
    );
  }
  const cell = column.cell(row);
  const toggle = column.toggle(row);
  const says = words(cell, toggle);
  return (
    <div role="gridcell" aria-colindex={index + 1} className="sluice-matrix-cell" data-state={cell.state}>
      {/* All of the cell can be clicked. */}
      <label className="sluice-matrix-target" title={says}>
        <Tick
          id={`matrix-${enclave.id}-${row.key}`}
          state={cell.state}
          label={t('cell.label', { row: name, enclave: enclave.name, says })}
          isLocked={isViewer || toggle.kind === 'locked'}
          hasFocus={hasFocus}
          place={place}
          onFocus={focus}
          onToggle={() => onToggle(shown, row)}
        />
        {cell.state === 'missing' && (
          <span className="sluice-matrix-mark" aria-hidden="true">
            {'!'}
          </span>
        )}
        {cell.parts !== undefined && cell.state !== 'none' && (
          <span className="sluice-matrix-parts sluice-number" aria-hidden="true">
            {`${cell.parts.chosen}/${cell.parts.of}`}
          </span>
        )}
      </label>
    </div>
  );
});

/** A box with three states. Locked, it keeps the focus, so that it can say why. */
function Tick(props: {
  readonly id: string;
  readonly state: Cell['state'];
  readonly label: string;
  readonly isLocked: boolean;
  readonly hasFocus: boolean;
  readonly place: string;
  readonly onFocus: () => void;
  readonly onToggle: () => void;
}): ReactNode {
  const { id, state, label, isLocked, hasFocus, place, onFocus, onToggle } = props;
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (input.current !== null) input.current.indeterminate = state === 'part';
  });
  return (
    <input
      ref={input}
      id={id}
      type="checkbox"
      className="sluice-matrix-box"
      aria-label={label}
      aria-disabled={isLocked}
      checked={state === 'all' || state === 'missing'}
      tabIndex={hasFocus ? 0 : -1}
      data-place={place}
      onFocus={onFocus}
      onChange={onToggle}
    />
  );
}

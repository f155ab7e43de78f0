import { memo, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useMatrix, type ShownColumn } from '../matrix-context.tsx';
import type { Section } from '../rules/row.ts';
import type { Line } from '../rules/visible-rows.ts';
import { CellBox } from './cell-box.tsx';
import { LineHead, levelOf } from './line-head.tsx';

interface MatrixLineProps {
  readonly line: Line;
  readonly index: number;
  /** Pixels from the top. */
  readonly start: number;
  /** The column that has the focus, when it is in this line. */
  readonly focusColumn: number | undefined;
  readonly onFocus: (line: number, column: number) => void;
  readonly onOpen: (line: Line) => void;
}

/** One line: a heading with how much each enclave has of it, or a row with its ticks. */
export const MatrixLine = memo(function MatrixLine(props: MatrixLineProps): ReactNode {
  const { line, index, start, focusColumn, onFocus, onOpen } = props;
  const { columns, toggle } = useMatrix();
  return (
    <div
      role="row"
      aria-level={levelOf(line)}
      aria-rowindex={index + 2}
      {...(line.isOpen !== undefined && { 'aria-expanded': line.isOpen })}
      data-kind={line.kind}
      className="sluice-matrix-line"
      style={{ transform: `translateY(${start}px)` }}
    >
      <LineHead
        line={line}
        index={index}
        hasFocus={focusColumn === 0}
        onFocus={() => onFocus(index, 0)}
        onOpen={onOpen}
      />
      {columns.map((shown, at) =>
        line.kind === 'row' ? (
          <CellBox
            key={shown.enclave.id}
            shown={shown}
            row={line.row}
            line={index}
            index={at + 1}
            hasFocus={focusColumn === at + 1}
            onFocus={onFocus}
            onToggle={toggle}
          />
        ) : (
          <SectionCell
            key={shown.enclave.id}
            shown={shown}
            section={line.section}
            line={index}
            index={at + 1}
            hasFocus={focusColumn === at + 1}
            onFocus={onFocus}
          />
        ),
      )}
    </div>
  );
});

function SectionCell({
  shown,
  section,
  line,
  index,
  hasFocus,
  onFocus,
}: {
  readonly shown: ShownColumn;
  readonly section: Section;
  readonly line: number;
  readonly index: number;
  readonly hasFocus: boolean;
  readonly onFocus: (line: number, column: number) => void;
}): ReactNode {
  const { t } = useTranslation('matrix');
  const { column, enclave } = shown;
  const chosen =
    column === undefined ? undefined : section.rows.filter((row) => column.cell(row).state !== 'none').length;
  const of = section.rows.length;
  return (
    <div
      role="gridcell"
      aria-colindex={index + 1}
      className="sluice-matrix-cell sluice-number"
      data-place={`${line}:${index}`}
      tabIndex={hasFocus ? 0 : -1}
      onFocus={() => onFocus(line, index)}
    >
      <span aria-hidden="true">{chosen === undefined ? '–' : `${chosen}/${of}`}</span>
      <span className="sluice-visually-hidden">
        {chosen === undefined
          ? t('section.unknown', { enclave: enclave.name })
          : t('section.chosen', { chosen, of, enclave: enclave.name })}
      </span>
    </div>
  );
}

import { useCallback, useDeferredValue, useMemo, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { CellNote } from './cell-note.tsx';
import type { Place } from './grid/grid-keys.ts';
import { MatrixGrid } from './grid/matrix-grid.tsx';
import { useMatrix } from './matrix-context.tsx';
import { MediaPanel } from './media-panel.tsx';
import { MatrixToolbar } from './matrix-toolbar.tsx';
import { visibleLines, type Line, type RowFilter } from './rules/visible-rows.ts';

interface MatrixViewProps {
  /** What the last change did. */
  readonly said: string;
  readonly onUndo: (() => void) | undefined;
  readonly onCompare: (() => void) | undefined;
  readonly onCreate: () => void;
}

const nothing: ReadonlySet<string> = new Set();

/** The grid with what narrows it and what explains it. */
export function MatrixView({ said, onUndo, onCompare, onCreate }: MatrixViewProps): ReactNode {
  const { t } = useTranslation('matrix');
  const { sections, columns } = useMatrix();
  const [search, setSearch] = useState('');
  const [filter, setFilter] = useState<RowFilter>('all');
  const [closed, setClosed] = useState(nothing);
  const [open, setOpen] = useState(nothing);
  const [place, setPlace] = useState<Place>({ line: 0, column: 0 });
  const wanted = useDeferredValue(search);
  const lines = useMemo(() => {
    const readable = columns.flatMap(({ column }) => column ?? []);
    return visibleLines(sections, readable, { search: wanted, filter, closed, open });
  }, [sections, columns, wanted, filter, closed, open]);
  const onOpen = useCallback((line: Line) => {
    if (line.kind === 'section') setClosed((keys) => turned(keys, line.section.key));
    else setOpen((keys) => turned(keys, line.row.key));
  }, []);
  const found = lines.reduce((sum, line) => sum + (line.kind === 'section' ? line.shown : 0), 0);
  return (
    <>
      <MediaPanel />
      <MatrixToolbar
        search={search}
        filter={filter}
        shown={found}
        onSearch={setSearch}
        onFilter={setFilter}
        onUndo={onUndo}
        onCompare={onCompare}
        onCreate={onCreate}
      />
      <p className="sluice-matrix-said">{said === '' ? t('said.nothing') : said}</p>
      <MatrixGrid lines={lines} onOpen={onOpen} onPlace={setPlace} />
      <CellNote lines={lines} place={place} />
    </>
  );
}

function turned(keys: ReadonlySet<string>, key: string): ReadonlySet<string> {
  const next = new Set(keys);
  if (!next.delete(key)) next.add(key);
  return next;
}

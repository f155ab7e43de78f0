/** A cell that can have the focus: line -1 is the head, column 0 names the line. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

export interface GridSize {
  readonly lines: number;
  /** Enclaves; column 0 comes besides. */
  readonly columns: number;
}

const page = 10;

/** Brings a place back into a grid that has become smaller. */
export function inside({ line, column }: Place, { lines, columns }: GridSize): Place {
  const safe = Math.max(0, Math.min(columns, column));
  // The corner above the names has nothing to do.
  const top = safe === 0 ? 0 : -1;
  return { line: Math.max(top, Math.min(lines - 1, line)), column: safe };
}

/** Where a key leads; undefined: it is no key of the grid. */
export function moveIn(place: Place, key: string, withControl: boolean, size: GridSize): Place | undefined {
  const { line, column } = place;
  const to = (next: Place): Place => inside(next, size);
  switch (key) {
    case 'ArrowDown':
      return to({ line: line + 1, column });
    case 'ArrowUp':
      return to({ line: line - 1, column });
    case 'ArrowLeft':
      return to({ line, column: line === -1 ? Math.max(1, column - 1) : column - 1 });
    case 'ArrowRight':
      return to({ line, column: column + 1 });
    case 'PageDown':
      return to({ line: line + page, column });
    case 'PageUp':
      return to({ line: Math.max(0, line - page), column });
    case 'Home':
      if (withControl) return to({ line: 0, column: 0 });
      return to({ line, column: line === -1 ? 1 : 0 });
    case 'End':
      return to({ line: withControl ? size.lines - 1 : line, column: size.columns });
    default:
      return undefined;
  }
}

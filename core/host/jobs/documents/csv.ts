type Cell = string | number | undefined;

/**
 * RFC 4180 with a byte order mark, which spreadsheets need to see that it is UTF-8. A text that a spreadsheet would
 * take for a formula is marked as text (OWASP, CSV injection).
 */
export function csvText(rows: readonly (readonly Cell[])[]): string {
  return `\uFEFF${rows.map((row) => `${row.map(cellText).join(',')}\r\n`).join('')}`;
}

function cellText(value: Cell): string {
  if (value === undefined) return '';
  if (typeof value === 'number') return String(value);
  const harmless = /^[=+\-@\t\r\n]/.test(value) ? `'${value}` : value;
  return `"${harmless.replaceAll('"', '""')}"`;
}

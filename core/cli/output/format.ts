import type { Language } from '../../contract/index.ts';

export { formatBytes } from '../../contract/index.ts';

const timeUnits = {
  en: { second: 's', minute: 'min', hour: 'h' },
  zh: { second: '秒', minute: '分', hour: '小时' },
} as const;

/** Seconds for people: `4.2 s`, `42 s`, `3 min 05 s`, `2 h 07 min`; a whole number below ten has no decimal. */
export function formatSeconds(seconds: number, language: Language = 'en'): string {
  const { second, minute, hour } = timeUnits[language];
  if (seconds < 10) return `${Number.isInteger(seconds) ? seconds : seconds.toFixed(1)} ${second}`;
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} ${second}`;
  const pad = (value: number): string => String(value).padStart(2, '0');
  if (whole < 3600) return `${Math.floor(whole / 60)} ${minute} ${pad(whole % 60)} ${second}`;
  return `${Math.floor(whole / 3600)} ${hour} ${pad(Math.floor((whole % 3600) / 60))} ${minute}`;
}

/** A time as programs write it, shorter: `2026-11-22 20:50:30 UTC`. */
export function formatTime(iso: string): string {
  return iso.replace(/^(\S{10})T(\S{8})(?:\.\d+)?Z$/, '$1 $2 UTC');
}

/** Columns on a terminal: East Asian wide characters take two. */
export function displayWidth(text: string): number {
  let width = 0;
  for (const character of text)
    width +=
      /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/u.test(
        character,
      )
        ? 2
        : 1;
  return width;
}

/** Cuts the middle out of `text` so that it fits `width` columns; the ends of an image name tell most. */
export function shorten(text: string, width: number): string {
  if (displayWidth(text) <= width) return text;
  const keep = Math.max(1, Math.floor((width - 1) / 2));
  return `${text.slice(0, width - 1 - keep)}…${text.slice(-keep)}`;
}

/** Text columns aligned left, or right where the header starts with `>`. */
export function formatTable(headers: readonly string[], rows: readonly (readonly string[])[]): string {
  const titles = headers.map((header) => header.replace(/^>/, ''));
  const widths = titles.map((title, column) =>
    Math.max(displayWidth(title), ...rows.map((row) => displayWidth(row[column] ?? ''))),
  );
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, column) => {
        const gap = ' '.repeat(Math.max(0, (widths[column] ?? 0) - displayWidth(cell)));
        return headers[column]?.startsWith('>') === true ? gap + cell : cell + gap;
      })
      .join('  ')
      .trimEnd();
  return [line(titles), line(widths.map((width) => '─'.repeat(width))), ...rows.map(line)].join('\n');
}

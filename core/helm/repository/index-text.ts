/** A chart's part of an index, still as text. */
export interface EntryText {
  readonly name: string;
  readonly text: string;
}

/**
 * Takes an index apart into the parts of its charts, without reading them: a large one has hundreds of thousands of
 * lines, and reading them all as YAML at once takes gigabytes. It works on what Helm writes, where each chart is a key
 * at one depth below `entries:`. Undefined for a text that is laid out in another way.
 */
export function splitIndex(text: string): readonly EntryText[] | undefined {
  const lines = text.split('\n');
  const start = lines.findIndex((line) => /^entries:[ \t\r]*$/.test(line));
  if (start < 0) return undefined;
  const depth = /^[ ]*/.exec(lines[start + 1] ?? '')?.[0].length ?? 0;
  if (depth === 0) return undefined;
  const key = new RegExp(
    `^ {${depth}}(?:"([^"\\\\]+)"|'([^']+)'|([^\\s#"'\\[{&*!|>%@\`?-][^:#]*)):[ \\t\\r]*$`,
  );
  const entries: { name: string; lines: string[] }[] = [];
  for (const line of lines.slice(start + 1)) {
    if (/^\s*(?:#.*)?$/.test(line)) continue;
    const indent = /^ */.exec(line)?.[0].length ?? 0;
    if (indent < depth) break;
    const match = indent === depth ? key.exec(line) : null;
    if (match !== null) entries.push({ name: (match[1] ?? match[2] ?? match[3] ?? '').trim(), lines: [] });
    else if (indent === depth && !line.trimStart().startsWith('-')) return undefined;
    else entries.at(-1)?.lines.push(line);
  }
  return entries.map((entry) => ({ name: entry.name, text: entry.lines.join('\n') }));
}

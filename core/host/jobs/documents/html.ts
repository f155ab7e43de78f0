import type { Language } from '../../../contract/index.ts';
import { escapeHtml } from '../../../report/index.ts';

/** Text that is HTML already. Made by `html` only. */
export class Markup {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

export type Part = string | number | Markup | readonly Part[] | undefined;

/** HTML from a template: everything that is put in is escaped, unless it is Markup. */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  return new Markup(strings.map((text, index) => text + written(parts[index])).join(''));
}

function written(part: Part): string {
  if (part === undefined) return '';
  if (part instanceof Markup) return part.text;
  if (typeof part === 'string' || typeof part === 'number') return escapeHtml(String(part));
  return part.map(written).join('');
}

const style = `
:root { color-scheme: light; }
body { font: 11pt/1.45 "Red Hat Text", "Noto Sans", sans-serif; color: #151515; background: #fff; margin: 0 auto; max-width: 60em; padding: 1.5em; }
:lang(zh) body, body:lang(zh) { font-family: "Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", "PingFang SC", "Microsoft YaHei", "Noto Sans", sans-serif; }
h1 { font-size: 1.6em; margin: 0 0 .2em; }
h2 { font-size: 1.15em; margin: 1.4em 0 .4em; border-bottom: 1px solid #8a8d90; }
p { margin: .3em 0; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; vertical-align: top; padding: .25em .6em .25em 0; border-bottom: 1px solid #d2d2d2; overflow-wrap: anywhere; }
th { font-weight: 600; }
tr { break-inside: avoid; }
.facts th, .lines th[scope="row"] { width: 14em; }
th.number, td.number { text-align: right; white-space: nowrap; }
.name { white-space: nowrap; }
.sum { font-family: "Red Hat Mono", "DejaVu Sans Mono", monospace; font-size: .78em; }
.good { color: #3d7317; } .bad { color: #b1380b; font-weight: 600; }
.lines td { height: 3em; border-bottom: 1px solid #151515; }
.lead { font-size: 1.1em; }
.label { border: 2px solid #151515; padding: 1em; max-width: 34em; }
@page { size: A4; margin: 15mm; }
@media print { body { max-width: none; padding: 0; } a { color: inherit; text-decoration: none; } }
`;

/** A page that needs nothing but itself: no script, nothing from elsewhere, and a policy that says so. */
export function page(title: string, language: Language, body: Markup): string {
  return `<!doctype html>
<html lang="${language === 'zh' ? 'zh-CN' : 'en'}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<style>${style}</style>
</head>
<body lang="${language === 'zh' ? 'zh-CN' : 'en'}">
${body.text}
</body>
</html>
`;
}

/** Two columns: what it is called, and what it is. Rows without a value are left out. */
export function factTable(rows: readonly (readonly [string, Part])[]): Markup {
  const shown = rows.filter(([, value]) => value !== undefined && value !== '');
  return html`<table class="facts">
    <tbody>
      ${shown.map(
        ([name, value]) =>
          html`<tr>
            <th scope="row">${name}</th>
            <td>${value}</td>
          </tr>`,
      )}
    </tbody>
  </table>`;
}

/** A table with a head; a column whose name begins with `>` holds numbers. */
export function listTable(heads: readonly string[], rows: readonly (readonly Part[])[]): Markup {
  const isNumber = (column: number): boolean => heads[column]?.startsWith('>') === true;
  const cell = (value: Part, column: number): Markup =>
    isNumber(column) ? html`<td class="number">${value}</td>` : html`<td>${value}</td>`;
  return html`<table>
    <thead>
      <tr>
        ${heads.map((head, column) =>
          isNumber(column)
            ? html`<th scope="col" class="number">${head.slice(1)}</th>`
            : html`<th scope="col">${head}</th>`,
        )}
      </tr>
    </thead>
    <tbody>
      ${rows.map(
        (row) =>
          html`<tr>
            ${row.map(cell)}
          </tr>`,
      )}
    </tbody>
  </table>`;
}

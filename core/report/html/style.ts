/** Light and dark on a screen, always light on paper. A4; heads of tables are repeated on each page. */
const sheet = `
:root { color-scheme: light dark; --ink: #151515; --paper: #fff; --faint: #4d4d4d; --line: #c7c7c7; --shade: #f2f2f2;
  --good: #3d7317; --attention: #8a5700; --bad: #b1380b; }
@media screen and (prefers-color-scheme: dark) {
  :root { --ink: #e8e8e8; --paper: #1f1f1f; --faint: #b8bbbe; --line: #4d5258; --shade: #2b2d2f;
    --good: #87bb62; --attention: #f5c451; --bad: #f0845c; }
}
* { box-sizing: border-box; }
body { font: 10.5pt/1.45 "Red Hat Text", "Noto Sans", "DejaVu Sans", sans-serif; color: var(--ink);
  background: var(--paper); margin: 0 auto; max-width: 62em; padding: 1.5em; overflow-wrap: anywhere; }
body:lang(zh) { font-family: "Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", "PingFang SC",
  "Microsoft YaHei", "Noto Sans", sans-serif; }
h1 { font-size: 1.7em; line-height: 1.2; margin: 0; }
h2 { font-size: 1.25em; margin: 2em 0 .5em; padding-bottom: .15em; border-bottom: 2px solid var(--ink); }
h3 { font-size: 1em; margin: 1.3em 0 .3em; }
h1, h2, h3, .note { break-after: avoid; }
p { margin: .4em 0; }
.subtitle { font-size: 1.1em; color: var(--faint); margin: .2em 0 1.2em; }
.note, footer { color: var(--faint); font-size: .9em; }
.note { margin: -.15em 0 .3em; }
.verdict { border: 1px solid var(--line); border-left: .5em solid currentColor; padding: .6em 1em; margin: 0 0 1.2em; }
.verdict strong { font-size: 1.15em; }
.verdict ul { margin: .4em 0 0; padding-left: 1.2em; color: var(--ink); }
.good { color: var(--good); } .attention { color: var(--attention); } .bad { color: var(--bad); }
.sign { font-weight: 700; margin-right: .4em; }
nav ol { columns: 2; margin: .4em 0; padding-left: 1.8em; }
nav a { color: inherit; }
table { border-collapse: collapse; width: 100%; table-layout: fixed; margin: .3em 0 .8em; font-size: .92em; }
thead { display: table-header-group; }
tr { break-inside: avoid; }
th, td { text-align: left; vertical-align: top; padding: .28em .6em .28em 0; border-bottom: 1px solid var(--line);
  unicode-bidi: isolate; }
thead th { border-bottom: 1.5px solid var(--ink); }
.facts th { width: 30%; font-weight: 600; }
.number { text-align: right; }
td.number, th.number { padding-right: .9em; }
.sum { display: block; font: .84em/1.35 "Red Hat Mono", "DejaVu Sans Mono", "Liberation Mono", monospace;
  color: var(--faint); overflow-wrap: anywhere; word-break: break-all; }
.lines { list-style: none; margin: .3em 0; padding: 0; }
.lines li { padding: .15em 0 .15em 1.6em; text-indent: -1.6em; break-inside: avoid; }
.lines .sum { text-indent: 0; }
.signatures td, .signatures th { border: 1px solid var(--ink); padding: .3em .6em; }
.signatures tbody td, .signatures tbody th { height: 3.2em; vertical-align: middle; }
footer { margin-top: 2em; border-top: 1px solid var(--line); padding-top: .4em; }
@media print {
  body { max-width: none; padding: 0; font-size: 9.5pt; }
  .cover { break-after: page; }
  #signatures { break-inside: avoid; }
  a { text-decoration: none; }
}
`;

/**
 * The style of a report. `running` stands at the bottom of each page beside its number; `shares` are the widths of
 * columns in percent.
 */
export function styleOf(running: string, shares: Iterable<number>): string {
  const widths = [...new Set(shares)]
    .sort((a, b) => a - b)
    .map((share) => `.w${share} { width: ${share}%; }`);
  const page = `@page { size: A4; margin: 15mm 14mm 17mm;
  @bottom-left { content: ${cssString(running)}; font: 8pt sans-serif; color: #4d4d4d; }
  @bottom-right { content: counter(page) " / " counter(pages); font: 8pt sans-serif; color: #4d4d4d; } }
`;
  return `${sheet}${widths.join('\n')}\n${page}`;
}

/** CSS Syntax 4.3.7: what could end the string, or the element around it, is written as its code point. */
function cssString(text: string): string {
  const escaped = text.replaceAll(/["\\<>&\p{Cc}]/gu, (character) => {
    return `\\${(character.codePointAt(0) ?? 0).toString(16)} `;
  });
  return `"${escaped}"`;
}

import { createHash } from 'node:crypto';
import type { ReportBlock, ReportCell, ReportDocument, ReportTone } from '../../contract/index.ts';
import { escapeHtml } from './escape.ts';
import { styleOf } from './style.ts';

const signs: Readonly<Record<ReportTone, string>> = { good: '✓', attention: '!', bad: '✗' };

/**
 * A report as one HTML file, in pieces: nothing but itself is needed, no script, nothing from elsewhere, and a policy
 * that says so. Everything that is put in is escaped.
 */
export function* renderHtml(document: ReportDocument): Generator<string> {
  const language = document.language === 'zh' ? 'zh-CN' : 'en';
  const style = styleOf(document.subtitle, sharesOf(document));
  yield head(document, language, style);
  yield cover(document);
  for (const { id, title, blocks } of document.sections) {
    yield `<section id="${escapeHtml(id)}">\n<h2>${escapeHtml(title)}</h2>\n`;
    for (const block of blocks) yield* renderBlock(block);
    yield '</section>\n';
  }
  yield `<footer>${escapeHtml(document.footer)}</footer>\n</body>\n</html>\n`;
}

function head({ title, subtitle }: ReportDocument, language: string, style: string): string {
  const hash = createHash('sha256').update(style).digest('base64');
  const policy = `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'`;
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="referrer" content="no-referrer">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(`${title} · ${subtitle}`)}</title>
<style>${style}</style>
</head>
<body lang="${language}">
`;
}

/** The first page: what it all comes to, the main facts, and where the rest is. */
function cover({ title, subtitle, verdict, summary, contents, sections }: ReportDocument): string {
  const reasons = (verdict?.reasons ?? []).map((reason) => `<li>${escapeHtml(reason)}</li>`);
  const list = reasons.length === 0 ? '' : `<ul>${reasons.join('')}</ul>`;
  const judged =
    verdict === undefined
      ? ''
      : `<div class="verdict ${verdict.tone}">${signed(verdict.tone)}<strong>${escapeHtml(verdict.text)}</strong>${list}</div>\n`;
  const items = sections.map(
    (section) => `<li><a href="#${escapeHtml(section.id)}">${escapeHtml(section.title)}</a></li>`,
  );
  return `<header class="cover">
<h1>${escapeHtml(title)}</h1>
<p class="subtitle">${escapeHtml(subtitle)}</p>
${judged}${factTable(summary)}<nav aria-label="${escapeHtml(contents)}">
<h3>${escapeHtml(contents)}</h3>
<ol>${items.join('')}</ol>
</nav>
</header>
`;
}

function* renderBlock(block: ReportBlock): Generator<string> {
  switch (block.kind) {
    case 'heading':
      yield `<h3>${escapeHtml(block.text)}</h3>\n`;
      if (block.note !== undefined) yield `<p class="note">${escapeHtml(block.note)}</p>\n`;
      return;
    case 'paragraph':
      yield block.tone === undefined
        ? `<p>${escapeHtml(block.text)}</p>\n`
        : `<p class="${block.tone}">${signed(block.tone)}${escapeHtml(block.text)}</p>\n`;
      return;
    case 'facts':
      yield factTable(block.facts);
      return;
    case 'table':
      yield* renderTable(block);
      return;
    case 'lines':
      yield '<ul class="lines">\n';
      for (const { tone, text, sum } of block.lines) {
        yield `<li><span class="${tone}">${signed(tone)}</span>${escapeHtml(text)}${sumHtml(sum)}</li>\n`;
      }
      yield '</ul>\n';
      return;
    case 'signatures':
      yield signatureTable(block);
  }
}

function* renderTable({ label, columns, rows }: Extract<ReportBlock, { kind: 'table' }>): Generator<string> {
  const widths = columns.map(({ share }) => `<col class="w${share}">`).join('');
  const heads = columns
    .map((column) => `<th scope="col"${numberClass(column.isNumber)}>${escapeHtml(column.label)}</th>`)
    .join('');
  yield `<table aria-label="${escapeHtml(label)}"><colgroup>${widths}</colgroup>\n<thead><tr>${heads}</tr></thead>\n<tbody>\n`;
  for (const row of rows) {
    const cells = row.map(
      (cell, index) => `<td${numberClass(columns[index]?.isNumber === true)}>${cellHtml(cell)}</td>`,
    );
    yield `<tr>${cells.join('')}</tr>\n`;
  }
  yield '</tbody>\n</table>\n';
}

function signatureTable({ columns, roles }: Extract<ReportBlock, { kind: 'signatures' }>): string {
  const heads = columns.map((column) => `<th scope="col">${escapeHtml(column)}</th>`).join('');
  const room = '<td></td>'.repeat(Math.max(0, columns.length - 1));
  const rows = roles.map((role) => `<tr><th scope="row">${escapeHtml(role)}</th>${room}</tr>\n`);
  return `<table class="signatures"><thead><tr>${heads}</tr></thead>\n<tbody>\n${rows.join('')}</tbody>\n</table>\n`;
}

function factTable(facts: ReportDocument['summary']): string {
  const rows = facts.map(
    ({ name, value }) => `<tr><th scope="row">${escapeHtml(name)}</th><td>${cellHtml(value)}</td></tr>\n`,
  );
  return `<table class="facts"><tbody>\n${rows.join('')}</tbody></table>\n`;
}

function cellHtml(cell: ReportCell): string {
  if (typeof cell === 'string') return escapeHtml(cell);
  const { text, sum, tone } = cell;
  const words =
    tone === undefined ? escapeHtml(text) : `<span class="${tone}">${signed(tone)}${escapeHtml(text)}</span>`;
  return `${words}${sumHtml(sum)}`;
}

function sumHtml(sum: string | undefined): string {
  return sum === undefined || sum === '' ? '' : `<span class="sum">${escapeHtml(sum)}</span>`;
}

/** No meaning by colour alone. */
function signed(tone: ReportTone): string {
  return `<span class="sign" aria-hidden="true">${signs[tone]}</span>`;
}

function numberClass(isNumber: boolean): string {
  return isNumber ? ' class="number"' : '';
}

function sharesOf({ sections }: ReportDocument): number[] {
  return sections
    .flatMap(({ blocks }) => blocks)
    .flatMap((block) => (block.kind === 'table' ? block.columns.map(({ share }) => share) : []));
}

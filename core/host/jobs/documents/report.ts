import type { FailureGroup } from '../../../contract/index.ts';
import { imageCategory, imageTypes } from '../../../image/index.ts';
import { groupFailures } from '../failures.ts';
import { csvText } from './csv.ts';
import { factTable, html, listTable, page, type Markup, type Part } from './html.ts';
import {
  bytesText,
  footer,
  releaseTable,
  setTable,
  sourceText,
  stateText,
  verificationText,
  wordsOf,
  type Material,
} from './material.ts';
import { documentWords, timeText, type DocumentSay } from './words.ts';

/** What a run did and what it could not do. */
export function reportHtml(material: Material): string {
  const { record, language } = material;
  const { set, report } = record;
  const say = documentWords(language);
  const groups = groupsOf(material);
  const body = html`<h1>${say('report.title')}</h1>
    ${record.practice ? html`<p class="bad">${say('practice')}</p>` : undefined}
    <p class="lead ${record.state.kind === 'succeeded' ? 'good' : 'bad'}">${stateText(material)}</p>
    ${jobTable(say, material)} ${exceptions(say, material)}
    ${
      report === undefined || report.categories.length === 0
        ? undefined
        : html`<h2>${say('images')}</h2>
            ${listTable(
              [
                say('category'),
                ...(['asked', 'copied', 'present', 'failed', 'notAttempted'] as const).map(
                  (key) => `>${say(key)}`,
                ),
              ],
              report.categories.map((row) => [
                say.value('category', row.category),
                row.asked,
                row.copied,
                row.present,
                row.failed,
                row.notAttempted,
              ]),
            )}`
    }
    ${
      groups.length === 0
        ? undefined
        : html`<h2>${say('failures')}</h2>
            ${groups.map((group) => failureBlock(say, material, group))}`
    }
    ${heldBack(say, material)} ${unfinished(say, material)}
    ${
      set === undefined
        ? undefined
        : html`<h2>${say('set')}</h2>
            ${setTable(say, { ...material, set })}
            <h2>${say('releases')}</h2>
            ${releaseTable(say, set)}`
    }
    ${
      record.kind === 'import'
        ? undefined
        : html`<h2>${say('verification')}</h2>
            ${verificationText(say, material)}`
    }
    ${
      report === undefined || report.resources.length === 0
        ? undefined
        : html`<h2>${say('resources')}</h2>
            <ul>
              ${report.resources.map((path) => html`<li>${path}</li>`)}
            </ul>`
    }
    ${footer(material)}`;
  return page(`${say('report.title')} ${record.id}`, language, body);
}

/** Failures and messages may say more than the report of the engine: a run that stopped has none. */
function groupsOf({ record, items }: Material): readonly FailureGroup[] {
  return groupFailures(
    record,
    items.filter(({ status }) => status === 'failed'),
  );
}

function jobTable(say: DocumentSay, { record }: Material): Markup {
  const { report } = record;
  const rows: readonly (readonly [string, Part])[] = [
    [say('job'), record.id],
    [say('kind'), say.value('kind', record.kind)],
    [say('site'), say.value('site', record.site)],
    [say('source'), sourceText(say, record.source)],
    [say('destination'), record.destination],
    [say('enclave'), record.enclave?.name],
    [say('createdAt'), timeText(record.createdAt)],
    [say('startedAt'), timeText(record.startedAt)],
    [say('endedAt'), timeText(record.endedAt)],
    [say('attempts'), record.attempts],
    [say('bytesStored'), report === undefined ? undefined : bytesText(report.bytesStored)],
    [say('bytesSkipped'), report === undefined ? undefined : bytesText(report.bytesSkipped)],
  ];
  return factTable(rows);
}

/** Failed checks that the run was started in spite of. */
function exceptions(say: DocumentSay, { record, language }: Material): Markup | undefined {
  const overruled = record.run?.exceptions ?? [];
  if (overruled.length === 0) return undefined;
  return html`<h2>${say('exceptions')}</h2>
    <p>${say('exceptionsHint')}</p>
    ${listTable(
      [say('check'), say('cause'), say('code')],
      overruled.map(({ check, message }) => [
        say.value('check', check),
        message === undefined ? '' : wordsOf(message, language).what,
        message?.code ?? '',
      ]),
    )}`;
}

function failureBlock(say: DocumentSay, { language }: Material, group: FailureGroup): Markup {
  const { what, next } = wordsOf(group.message, language);
  const more = group.count - group.origins.length;
  const names = group.origins.filter((name) => name !== '');
  return html`<p class="bad">${what} <small>${group.message.code}</small></p>
    <p>${say('next')}: ${next}</p>
    ${
      names.length === 0
        ? undefined
        : html`<ul>
            ${names.map((name) => html`<li>${name}</li>`)}${more > 0 ? html`<li>${say('andMore', { count: more })}</li>` : undefined}
          </ul>`
    }`;
}

/** What the approval gate held back, and why: no failure, and not in the set. */
function heldBack(say: DocumentSay, { record, language }: Material): Markup | undefined {
  const held = record.report?.held ?? [];
  if (held.length === 0) return undefined;
  return html`<h2>${say('held')}</h2>
    <p>${say('heldHint')}</p>
    ${listTable(
      [say('origin'), say('cause'), say('next'), say('code')],
      held.map(({ origin, error }) => {
        const { what, next } = wordsOf(error, language);
        return [origin, what, next, error.code];
      }),
    )}`;
}

/** Thousands of images that are there are in the CSV; here are those that are not. */
function unfinished(say: DocumentSay, { items }: Material): Markup | undefined {
  const rows = items.filter(({ status }) => status !== 'copied' && status !== 'present');
  if (rows.length === 0) return undefined;
  return html`<h2>${say('unfinished')}</h2>
    ${listTable(
      [say('origin'), say('status'), say('code')],
      rows.map(({ origin, status, error }) => [origin, say.value('status', status), error?.code ?? '']),
    )}`;
}

/** Every image, one a line; then what was held back, and the checks that were overruled. */
export function reportCsv({ record, items, language }: Material): string {
  const say = documentWords(language);
  return csvText([
    [say('category'), say('origin'), say('atTarget'), say('bytes'), say('status'), say('code'), say('cause')],
    ...items.map(({ category, origin, destination, bytes, status, error }) => [
      say.value('category', category),
      origin,
      destination,
      bytes,
      say.value('status', status),
      error?.code ?? '',
      error === undefined ? '' : wordsOf(error, language).what,
    ]),
    ...(record.report?.held ?? []).map(({ type, origin, error }) => [
      categoryOf(say, type),
      origin,
      undefined,
      undefined,
      say('status.held'),
      error.code,
      wordsOf(error, language).what,
    ]),
    ...(record.run?.exceptions ?? []).map(({ check, message }) => [
      say('exception'),
      say.value('check', check),
      undefined,
      undefined,
      say('overruled'),
      message?.code ?? '',
      message === undefined ? '' : wordsOf(message, language).what,
    ]),
  ]);
}

/** Of an image that never had a row: by its type, or by the category itself where no image is behind it. */
function categoryOf(say: DocumentSay, type: string): string {
  const known = imageTypes.find((one) => one === type);
  return say.value('category', known === undefined ? type : imageCategory(known));
}

/** The same for programs: the whole job, with every failure and every image. */
export function reportJson({ record, view, items, now }: Material): string {
  const { report, set } = record;
  const whole = {
    format: 'sluice-job-report',
    formatVersion: 1,
    madeAt: now.toISOString(),
    job: { ...view, ...(report !== undefined && { report }) },
    ...(set !== undefined && { set }),
    images: items,
  };
  return `${JSON.stringify(whole, undefined, 2)}\n`;
}

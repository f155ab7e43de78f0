import { csvText } from './csv.ts';
import { html, listTable, page, type Markup } from './html.ts';
import {
  bytesText,
  chunkRows,
  footer,
  releaseTable,
  setTable,
  stateText,
  verificationText,
  wordsOf,
  type SetMaterial,
} from './material.ts';
import { documentWords, type DocumentSay } from './words.ts';

/** What goes with the medium: what it is, how to know it again, and who had it (users.md, evidence at a hand-over). */
export function sheetHtml(material: SetMaterial): string {
  const { record, language, set } = material;
  const say = documentWords(language);
  const title = say(record.kind === 'import' ? 'receipt.title' : 'sheet.title');
  const body = html`<h1>${title}</h1>
    ${record.practice ? html`<p class="bad">${say('practice')}</p>` : undefined}
    <p class="lead">${stateText(material)}</p>
    ${setTable(say, material)}
    ${record.kind === 'import' ? html`<p>${say('destination')}: ${record.destination}</p>` : undefined}
    <h2>${say('releases')}</h2>
    ${releaseTable(say, set)}
    <h2>${say('missing')}</h2>
    ${missing(say, material)}
    <h2>${say('chunks')}</h2>
    ${listTable(
      [say('chunk'), `>${say('bytes')}`, say('sha256'), say('verification')],
      chunkRows(material).map(({ name, size, sha256, state }) => [
        html`<span class="name">${name}</span>`,
        bytesText(size),
        html`<span class="sum">${sha256}</span>`,
        state === undefined
          ? ''
          : html`<span class="${state === 'verified' ? 'good' : 'bad'}">${say.value('chunk', state)}</span>`,
      ]),
    )}
    ${joining(say, material)}
    <h2>${say('verification')}</h2>
    ${verificationText(say, material)} ${record.ejected ? html`<p>${say('ejected')}</p>` : undefined}
    <h2>${say('handover')}</h2>
    ${handover(say)} ${footer(material)}`;
  return page(`${title} ${set.setId ?? ''}`.trim(), language, body);
}

/** In words where the run that made the set says why; the set itself keeps the codes alone. */
function missing(say: DocumentSay, { set, record, language }: SetMaterial): Markup {
  if (set.missing.length === 0) return html`<p>${say('missingNone')}</p>`;
  const { failures = [], held = [] } = record.report ?? {};
  const reasons = new Map([...failures, ...held].map(({ origin, error }) => [origin, error]));
  return listTable(
    [say('origin'), say('cause'), say('code')],
    set.missing.map(({ origin, code }) => {
      const reason = reasons.get(origin);
      return [origin, reason === undefined ? '' : wordsOf(reason, language).what, code];
    }),
  );
}

/** How parts become the archive file that oc-mirror reads. */
function joining(say: DocumentSay, { set }: SetMaterial): Markup | undefined {
  const { divided = [] } = set;
  if (divided.length === 0) return undefined;
  return html`<h2>${say('divided')}</h2>
    <p>${say('joinHint')}</p>
    ${listTable(
      [say('chunk'), say('joinCommand'), say('sha256')],
      divided.map(({ name, sha256, parts }) => [
        html`<span class="name">${name}</span>`,
        html`<p class="sum">cat ${parts.join(' ')} &gt; ${name}</p>
          <p class="sum">copy /b ${parts.join(' + ')} ${name}</p>`,
        html`<span class="sum">${sha256}</span>`,
      ]),
    )}`;
}

/** Two people, and what the bag says. To be filled in by hand. */
function handover(say: DocumentSay): Markup {
  const blank = html`&nbsp;`;
  return html`<table class="lines">
      <thead>
        <tr>
          <th></th>
          <th scope="col">${say('name')}</th>
          <th scope="col">${say('date')}</th>
          <th scope="col">${say('signed')}</th>
        </tr>
      </thead>
      <tbody>
        <tr>
          <th scope="row">${say('handedBy')}</th>
          <td>${blank}</td>
          <td>${blank}</td>
          <td>${blank}</td>
        </tr>
        <tr>
          <th scope="row">${say('takenBy')}</th>
          <td>${blank}</td>
          <td>${blank}</td>
          <td>${blank}</td>
        </tr>
      </tbody>
    </table>
    <table class="lines">
      <tbody>
        <tr>
          <th scope="row">${say('medium')}</th>
          <td>${blank}</td>
        </tr>
        <tr>
          <th scope="row">${say('seal')}</th>
          <td>${blank}</td>
        </tr>
      </tbody>
    </table>`;
}

/** The files with their sums, one a line. */
export function sheetCsv(material: SetMaterial): string {
  const say = documentWords(material.language);
  const { set } = material;
  return csvText([
    [say('setId'), say('generation'), say('chunk'), say('bytes'), say('sha256'), say('verification')],
    ...chunkRows(material).map(({ name, size, sha256, state }) => [
      set.setId,
      set.generation,
      name,
      size,
      sha256,
      state === undefined ? '' : say.value('chunk', state),
    ]),
  ]);
}

/** The same for programs. */
export function sheetJson(material: SetMaterial): string {
  const { record, set, now } = material;
  const { verification, practice, enclave, ejected, state } = record;
  return `${JSON.stringify(
    {
      format: 'sluice-transfer-sheet',
      formatVersion: 1,
      madeAt: now.toISOString(),
      practice,
      state: state.kind,
      ...(enclave !== undefined && { enclave: enclave.name }),
      set,
      ...(verification !== undefined && { verification }),
      ejected,
    },
    undefined,
    2,
  )}\n`;
}

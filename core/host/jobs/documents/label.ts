import { csvText } from './csv.ts';
import { factTable, html, page } from './html.ts';
import {
  dividedText,
  earlierText,
  footer,
  parentText,
  stateText,
  totalText,
  type SetMaterial,
} from './material.ts';
import { documentWords, timeText, type DocumentSay } from './words.ts';

/** Releases named on a label: it has to fit on a medium's case. */
const releasesShown = 8;

function facts(say: DocumentSay, material: SetMaterial): readonly (readonly [string, string])[] {
  const { set, record } = material;
  const versions = set.releases.slice(0, releasesShown).map(({ version }) => version);
  const more = set.releases.length - versions.length;
  const all = [
    [say('target'), record.enclave?.name ?? set.target],
    [say('setId'), set.setId],
    [say('generation'), set.generation === undefined ? undefined : String(set.generation)],
    [say('parent'), parentText(say, set)],
    [say('earlierSets'), earlierText(say, record)],
    [say('created'), timeText(set.createdAt)],
    [say('releases'), [...versions, ...(more > 0 ? [say('andMore', { count: more })] : [])].join(', ')],
    [say('chunks'), totalText(say, set)],
    [say('divided'), dividedText(say, set)],
    [say('completeness'), say.value('complete', set.complete)],
  ] as const;
  return all.flatMap(([name, value]) =>
    value === undefined || value === '' ? [] : [[name, value] as const],
  );
}

/** What sticks on the medium. */
export function labelHtml(material: SetMaterial): string {
  const { language, record, set } = material;
  const say = documentWords(language);
  const body = html`<div class="label">
      <h1>${say('label.title')}</h1>
      ${record.practice ? html`<p class="bad">${say('practice')}</p>` : undefined}
      ${record.state.kind === 'succeeded' ? undefined : html`<p class="bad">${stateText(material)}</p>`}
      ${factTable(facts(say, material))}
      <p>${say('labelHint')}</p>
    </div>
    ${footer(material)}`;
  return page(`${say('label.title')} ${set.setId ?? ''}`.trim(), language, body);
}

/** One line for a label printer. */
export function labelCsv(material: SetMaterial): string {
  const rows = facts(documentWords(material.language), material);
  return csvText([rows.map(([name]) => name), rows.map(([, value]) => value)]);
}

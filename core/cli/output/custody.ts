import {
  custodyDetails,
  type CustodyRecordView,
  type CustodyView,
  type Language,
} from '../../contract/index.ts';
import { wordsIn, type Say } from '../words.ts';
import { formatTable, formatTime } from './format.ts';
import { formatMessage } from './message.ts';

/** A custody log for people: its records, a line each, and whether the chain is whole. */
export function formatCustody(view: CustodyView, records: boolean, language: Language): string {
  const say = wordsIn(language);
  const parts = [view.display];
  if (records && view.newest.length > 0) {
    const headers = ['record', 'time', 'kind', 'result', 'person', 'host', 'set', 'notes'] as const;
    const titles = headers.map((name) => say(`custody.${name}`));
    parts.push(
      formatTable(
        [`>${titles[0] ?? ''}`, ...titles.slice(1)],
        view.newest.map((record) => rowOf(record, say, language)),
      ),
    );
  }
  parts.push(conclusion(view, language));
  return parts.join('\n\n');
}

function rowOf(record: CustodyRecordView, say: Say, language: Language): string[] {
  const { setId = '-', generation } = record;
  return [
    String(record.record),
    formatTime(record.time),
    say(`custody.kind.${record.kind}`),
    say(`custody.result.${record.result}`),
    record.person,
    record.host,
    generation === undefined ? setId : `${setId} (${generation})`,
    [...notesOf(record, say), ...custodyDetails(record.details, language)].join(say('comma')),
  ];
}

function notesOf(record: CustodyRecordView, say: Say): string[] {
  const { sealNumber, medium, clockBack, mendedBytes, vouched } = record;
  return [
    ...(sealNumber === undefined ? [] : [say('custody.seal', { number: sealNumber })]),
    ...(medium === undefined ? [] : [say('custody.medium', { name: medium })]),
    ...(clockBack === undefined ? [] : [say('custody.clockBack', { seconds: clockBack })]),
    ...(mendedBytes === undefined ? [] : [say('custody.mended', { bytes: mendedBytes })]),
    ...(vouched ? [] : [say('custody.notVouched')]),
  ];
}

function conclusion({ state, broken, records, hash, notices }: CustodyView, language: Language): string {
  const say = wordsIn(language);
  const lines = notices.map(({ level, message }) => formatMessage(level, message, language));
  if (broken !== undefined) lines.push(formatMessage('error', broken.message, language));
  else if (state === 'whole') lines.push(say('custody.whole', { records }));
  if (state === 'whole' && hash !== undefined) lines.push(say('custody.hash', { hash }));
  return lines.join('\n');
}

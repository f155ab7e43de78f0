import { isDeepStrictEqual } from 'node:util';
import { SluiceError } from '../../contract/index.ts';
import { parseImageSetConfiguration } from '../parse.ts';
import type { ConfigProblem } from '../problem.ts';
import { editText } from './edit-text.ts';
import { expectedData } from './expected-data.ts';
import { endingLike } from './lines.ts';
import { openText, unclear } from './open-text.ts';
import type { TextEdit } from './text-edit.ts';

export type { LocalChartEdit, TextEdit } from './text-edit.ts';

/**
 * Makes the edits of forms in the text of an ImageSetConfiguration (gui.md section 5). Comments, order, quotes,
 * indentation, line ends and keys that no form knows stay as they are; lines that an edit does not concern
 * are the same to the byte. A comment on a line of its own is never taken away; one behind an entry goes with it.
 *
 * A file with mistakes may be edited where it is sound, and an edit may not add a mistake: it is refused with
 * the code of the mistake. Further throws CONFIG_EDIT_UNREADABLE, CONFIG_EDIT_SHARED, CONFIG_EDIT_SHAPE,
 * CONFIG_EDIT_NOT_FOUND, and CONFIG_EDIT_UNCLEAR for a part that cannot be changed without touching more.
 */
export function editConfiguration(text: string, edits: readonly TextEdit[]): string {
  let current = text;
  for (const edit of edits) {
    const open = openText(current);
    const edited = endingLike(current, editText(current, edit));
    if (edited === current) continue;
    if (!isDeepStrictEqual(dataOf(edited), expectedData(open.data(), edit))) throw unclear(open, 0);
    current = edited;
  }
  if (current !== text) refuseNewErrors(errorsOf(text), errorsOf(current));
  return current;
}

/** Undefined when the edit has left no YAML. */
function dataOf(text: string): unknown {
  try {
    return openText(text).data();
  } catch (error) {
    if (error instanceof SluiceError) return undefined;
    throw error;
  }
}

function errorsOf(text: string): readonly ConfigProblem[] {
  const parsed = parseImageSetConfiguration(text, { fileName: '' });
  return parsed.ok ? [] : parsed.problems.filter(({ level }) => level === 'error');
}

/** Counted by code: places and numbers in them move with every edit. */
function refuseNewErrors(before: readonly ConfigProblem[], after: readonly ConfigProblem[]): void {
  const known = new Map<string, number>();
  for (const { code } of before) known.set(code, (known.get(code) ?? 0) + 1);
  for (const { code, params, affected } of after) {
    const left = known.get(code) ?? 0;
    if (left === 0) throw new SluiceError(code, { params, affected, stage: 'configure' });
    known.set(code, left - 1);
  }
}

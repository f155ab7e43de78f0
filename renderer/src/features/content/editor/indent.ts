import { EditorSelection, type StateCommand } from '@codemirror/state';
import { indentLess, indentMore } from '@codemirror/commands';
import type { KeyBinding } from '@codemirror/view';

/** YAML is indented by two spaces; a tab is never valid there. */
const insertSpaces: StateCommand = ({ state, dispatch }) => {
  if (state.readOnly) return false;
  const change = state.changeByRange((range) => ({
    changes: { from: range.from, to: range.to, insert: '  ' },
    range: EditorSelection.cursor(range.from + 2),
  }));
  dispatch(state.update(change, { scrollIntoView: true, userEvent: 'input' }));
  return true;
};

/** Tab indents. Escape, then Tab, leaves the editor: that is the editor's own behaviour and is said beside it. */
export const indentKeys: readonly KeyBinding[] = [
  {
    key: 'Tab',
    run: (view) =>
      view.state.selection.ranges.some((range) => !range.empty) ? indentMore(view) : insertSpaces(view),
    shift: indentLess,
  },
];

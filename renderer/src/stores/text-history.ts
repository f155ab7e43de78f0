/** Texts that can be gone back to and forward to again. */
export interface History {
  readonly past: readonly string[];
  readonly present: string;
  readonly future: readonly string[];
  /** Whether the next piece of typing belongs to the last step. */
  readonly isTyping: boolean;
}

/** Steps kept, and characters of all of them: a file of 5 MiB has few steps, a usual one has all. */
const limits = { steps: 200, characters: 30_000_000 } as const;

export function startHistory(present: string): History {
  return { past: [], present, future: [], isTyping: false };
}

/** A new text. Typing in one go is one step; a change by a form is a step of its own. */
export function record(history: History, text: string, by: 'typing' | 'form'): History {
  if (text === history.present) return history;
  const joins = by === 'typing' && history.isTyping;
  const past = joins ? history.past : bounded([...history.past, history.present]);
  return { past, present: text, future: [], isTyping: by === 'typing' };
}

/** Ends a piece of typing: what follows is a step of its own. */
export function seal(history: History): History {
  return history.isTyping ? { ...history, isTyping: false } : history;
}

export function undo(history: History): History {
  const present = history.past.at(-1);
  if (present === undefined) return history;
  const { past, future } = history;
  return { past: past.slice(0, -1), present, future: [history.present, ...future], isTyping: false };
}

export function redo(history: History): History {
  const [present, ...future] = history.future;
  if (present === undefined) return history;
  return { past: [...history.past, history.present], present, future, isTyping: false };
}

function bounded(past: readonly string[]): readonly string[] {
  let characters = 0;
  const fits = past
    .slice(-limits.steps)
    .toReversed()
    .filter((text) => (characters += text.length) <= limits.characters);
  return fits.toReversed();
}

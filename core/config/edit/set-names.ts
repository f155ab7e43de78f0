import { listAt, nameOf, type Path } from './path.ts';
import { openText } from './open-text.ts';
import { removeNamed, setValue } from './set-value.ts';

/** A list of texts: what is wanted stays where it is, what is not goes, what is new comes last. */
export function setNames(text: string, path: Path, wanted: readonly string[]): string {
  const names = (list: string): readonly string[] =>
    listAt(openText(list), path)?.items.flatMap((item) => nameOf(item) ?? []) ?? [];
  const there = names(text);
  const missing = [...new Set(wanted)].filter((name) => !there.includes(name));
  // Added first, so that the list never goes empty and away with its comments.
  const grown = missing.length === 0 ? text : setValue(text, path, missing);
  return removeNamed(grown, path, new Set(there.filter((name) => !wanted.includes(name))));
}

/** What is not seen, or turns the writing direction, or ends a line: controls, formats, fillers, private use. */
const unseen = /[\p{Cc}\p{Cf}\p{DI}\p{Zl}\p{Zp}\p{Co}\p{Cs}]/gu;
/** More marks on one letter than any script has would cover what stands around them. */
const heap = /(\p{M}{6})\p{M}+/gu;

/**
 * A name from a manifest or a log, for people: what cannot be seen is named by its code point, such as `⟨U+202E⟩`, so
 * that two texts that look alike are alike. Any text goes in; the answer is well-formed and of one line.
 */
export function plain(text: string): string {
  return text
    .toWellFormed()
    .replace(unseen, (character) => {
      const code = character.codePointAt(0) ?? 0;
      return `⟨U+${code.toString(16).toUpperCase().padStart(4, '0')}⟩`;
    })
    .replace(heap, '$1⟨…⟩');
}

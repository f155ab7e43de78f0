/** Characters that would change what a path looks like: controls, and marks that turn the writing direction. */
const misleading = /[\p{Cc}\p{Cf}\u2028\u2029]/gu;

/** A name or path for people: what could hide or reorder parts of it is shown as a replacement mark. */
export function displayText(text: string): string {
  return text.replace(misleading, '\ufffd');
}

/** The order of keys in YAML that Go writes: letters after everything else, numbers in a name by their size. */
export function naturalOrder(a: string, b: string): number {
  const [left, right] = [Array.from(a), Array.from(b)];
  let digits = false;
  for (let at = 0; at < left.length && at < right.length; at++) {
    const [x = '', y = ''] = [left[at], right[at]];
    if (x === y) {
      digits = isDigit(x);
      continue;
    }
    const [letterX, letterY] = [isLetter(x), isLetter(y)];
    if (letterX && letterY) return codeOf(x) - codeOf(y);
    if (letterX !== letterY) return digits === letterX ? -1 : 1;
    return byNumber(left, right, at) || codeOf(x) - codeOf(y);
  }
  return left.length - right.length;
}

/** The numbers that start at `at` in both; 0 where they are the same or there are none. */
function byNumber(left: readonly string[], right: readonly string[], at: number): number {
  // A digit that both have in front tells that zeros here do not lead.
  let zeros = left[at] === '0' || right[at] === '0';
  for (let before = at - 1; zeros && before >= 0 && isDigit(left[before] ?? ''); before--) {
    if (left[before] !== '0') zeros = false;
  }
  const [a, b] = [digitsFrom(left, at), digitsFrom(right, at)];
  if (zeros && (a === '' || b === '')) return 0;
  const [sizeA, sizeB] = [BigInt(a || '0'), BigInt(b || '0')];
  if (sizeA !== sizeB) return sizeA < sizeB ? -1 : 1;
  return a.length - b.length;
}

function digitsFrom(text: readonly string[], start: number): string {
  let end = start;
  while (isDigit(text[end] ?? '')) end++;
  return text.slice(start, end).join('');
}

function isDigit(character: string): boolean {
  return character >= '0' && character <= '9';
}

function isLetter(character: string): boolean {
  return /\p{L}/u.test(character);
}

function codeOf(character: string): number {
  return character.codePointAt(0) ?? 0;
}

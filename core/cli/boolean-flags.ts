/**
 * oc-mirror's boolean flags follow Go: `--flag`, `--flag=true`, `--flag=false`, never a
 * separate value. Gives each of them an explicit value, so that a following argument is
 * never taken for one.
 */
export function explicitBooleans(argv: readonly string[], names: ReadonlySet<string>): string[] {
  return argv.map((argument) => {
    if (!argument.startsWith('--') || argument.includes('=')) return argument;
    return names.has(argument.slice(2)) ? `${argument}=true` : argument;
  });
}

/** Go's strconv.ParseBool. Undefined when `text` is none of its forms. */
export function parseGoBoolean(text: string): boolean | undefined {
  if (['1', 't', 'T', 'TRUE', 'true', 'True'].includes(text)) return true;
  if (['0', 'f', 'F', 'FALSE', 'false', 'False'].includes(text)) return false;
  return undefined;
}

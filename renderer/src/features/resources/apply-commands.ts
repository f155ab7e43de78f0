/** `oc` commands for files, in order, one to a line. Names are quoted where a shell would take them apart. */
export function applyCommands(files: readonly { readonly name: string; readonly order: number }[]): string {
  return [...files]
    .sort((a, b) => a.order - b.order)
    .map(({ name }) => `oc apply -f ${quoted(name)}`)
    .join('\n');
}

function quoted(name: string): string {
  // A name that begins with a dash would be an option.
  const safe = name.startsWith('-') ? `./${name}` : name;
  if (/^[A-Za-z0-9._/@:+-]+$/.test(safe)) return safe;
  return `'${safe.replaceAll("'", String.raw`'\''`)}'`;
}

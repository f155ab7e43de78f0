/** A registry's own words to its users; shown, never acted on. */
export interface RegistryWarning {
  readonly host: string;
  readonly text: string;
}

const warningForm = /^\s*299\s+\S+\s+"((?:[^"\\]|\\.)*)"/;
const longest = 4096;

/**
 * Collects `Warning: 299 - "…"` headers and passes each distinct text of a host on once
 * (registry-client.md H3).
 */
export function createWarningCollector(
  onWarning: (warning: RegistryWarning) => void,
): (host: string, header: string | string[] | undefined) => void {
  const seen = new Set<string>();
  return (host, header) => {
    if (header === undefined) return;
    for (const value of Array.isArray(header) ? header : [header]) {
      const text = warningText(value);
      const key = `${host} ${text}`;
      // A host that invents a new warning for every answer must not fill the memory.
      if (text === '' || seen.has(key) || seen.size >= 1000) continue;
      seen.add(key);
      onWarning({ host, text });
    }
  };
}

function warningText(value: string): string {
  const match = warningForm.exec(value.slice(0, 2 * longest));
  if (match === null) return '';
  return (match[1] ?? '')
    .replace(/\\(.)/g, '$1')
    .replace(/\p{Cc}/gu, ' ')
    .slice(0, longest)
    .trim();
}

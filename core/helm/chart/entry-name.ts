/**
 * A name from an archive as the parts of a path, without `.`; undefined for one that is absolute, leads out of the
 * archive, or means something else to another system.
 */
export function entryParts(name: string): readonly string[] | undefined {
  // Helm reads archives that were packed on Windows.
  const path = name.replaceAll('\\', '/');
  if (path === '' || path.startsWith('/') || path.length > 4096 || /^[A-Za-z]:/.test(path)) return undefined;
  if (/\p{Cc}/u.test(path)) return undefined;
  const parts = path.split('/').filter((part) => part !== '' && part !== '.');
  return parts.length === 0 || parts.includes('..') ? undefined : parts;
}

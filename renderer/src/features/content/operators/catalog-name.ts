/** A catalogue's name short enough for a tab: `redhat-operator-index:v4.16` of a whole reference. */
export function shortCatalogName(reference: string): string {
  const path = reference.replace(/^[a-z]+:\/\//, '');
  const last = path.split('/').at(-1) ?? path;
  const [name = last, digest] = last.split('@');
  return digest === undefined ? name : `${name}@${digest.replace(/^(sha256:)?(.{8}).*$/, '$2')}`;
}

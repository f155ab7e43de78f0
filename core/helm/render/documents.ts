/** One YAML document that a chart came to. */
export interface RenderedDocument {
  /** The file it was rendered from, with the chart's name in front. */
  readonly source: string;
  /** As written at its top; empty when nothing is. */
  readonly kind: string;
  readonly text: string;
}

/** The documents of a rendered file, without those that hold nothing but comments. */
export function splitDocuments(source: string, text: string): readonly RenderedDocument[] {
  const documents: RenderedDocument[] = [];
  for (const part of text.split(/^---(?=\s|$).*$/m)) {
    if (!/^[ \t]*[^\s#]/m.test(part)) continue;
    const kind = /^kind:[ \t]*["']?([A-Za-z0-9]+)/m.exec(part)?.[1] ?? '';
    documents.push({ source, kind, text: part });
  }
  return documents;
}

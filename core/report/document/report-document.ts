import type { Language, ReportDocument } from '../../contract/index.ts';
import type { Report } from '../model.ts';
import { periodDocument } from './period-document.ts';
import { setDocument } from './set-document.ts';

/** A report in words: what an HTML file and the page show. */
export function reportDocument(report: Report, language: Language): ReportDocument {
  return report.kind === 'set' ? setDocument(report, language) : periodDocument(report, language);
}

/** The same with at most `most` rows in each table: a page does not show ten thousand images at once. */
export function previewOf(document: ReportDocument, most: number): ReportDocument {
  return {
    ...document,
    sections: document.sections.map((section) => ({
      ...section,
      blocks: section.blocks.map((block) =>
        block.kind === 'table' && block.rows.length > most
          ? { ...block, rows: block.rows.slice(0, most), omitted: block.rows.length - most }
          : block,
      ),
    })),
  };
}

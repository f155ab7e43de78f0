import type { ReportDocument } from '../../contract/index.ts';
import { renderHtml } from './render.ts';

/** Characters that are put together before they become bytes. */
const pieceLength = 256 * 1024;

/**
 * The bytes of a report's HTML file. Ten thousand images make millions of small texts: they are turned into bytes
 * piece by piece, so that memory holds the file once and never its pieces and the whole.
 */
export function reportHtml(document: ReportDocument): Buffer {
  const parts: Buffer[] = [];
  let text = '';
  for (const piece of renderHtml(document)) {
    text += piece;
    if (text.length < pieceLength) continue;
    parts.push(Buffer.from(text));
    text = '';
  }
  parts.push(Buffer.from(text));
  return Buffer.concat(parts);
}

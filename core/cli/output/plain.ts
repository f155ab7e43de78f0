import type { Language, ProgressSnapshot, RunEvent } from '../../contract/index.ts';
import { wordsIn } from '../words.ts';
import { eventLine } from './event-line.ts';
import { formatBytes } from './format.ts';
import type { OutputStream, Renderer } from './surface.ts';

/** Progress lines on the whole way. */
const steps = 10;

/**
 * Lines for logs and pipes: no control characters, a progress line every tenth of the way. Errors go
 * where errors go, so that they are seen when the rest is in a file.
 */
export function plainRenderer(output: OutputStream, errors: OutputStream, language: Language): Renderer {
  const say = wordsIn(language);
  let shown = 0;
  const progress = (now: ProgressSnapshot): void => {
    const { imagesDone, imagesTotal } = now;
    // Phases that only ask questions count images; on a fast line they need no progress.
    if (now.bytesTotal === 0) return;
    const share = now.bytesDone / now.bytesTotal;
    const reached = Math.floor((now.bytesDone * steps) / now.bytesTotal);
    if (reached <= shown || reached >= steps) return;
    shown = reached;
    const facts = [
      `${Math.floor(share * 100)} %`,
      `${formatBytes(now.bytesDone)} / ${formatBytes(now.bytesTotal)}`,
      `${formatBytes(now.rate)}/s`,
      say('images', { done: imagesDone, total: imagesTotal, count: imagesTotal }),
    ];
    output.write(`  ${facts.join('  ')}\n`);
  };
  const streamOf = (event: RunEvent): OutputStream =>
    event.type === 'finding' && event.level === 'error' ? errors : output;
  return {
    show: (event) => {
      if (event.type === 'progress') return progress(event.progress);
      if (event.type === 'phase' && event.state === 'start') shown = 0;
      const line = eventLine(event, language);
      if (line !== undefined) streamOf(event).write(`${line}\n`);
    },
    print: (text) => void output.write(`${text}\n`),
    close: () => undefined,
  };
}

import type { Language, ProgressSnapshot } from '../../contract/index.ts';
import { wordsIn } from '../words.ts';
import { eventLine } from './event-line.ts';
import { formatBytes } from './format.ts';
import type { OutputStream, Renderer } from './renderer.ts';

/** Share of the bytes between two progress lines. */
const step = 0.1;

/** Lines for logs and pipes: no control characters, a progress line every tenth of the way. */
export function plainRenderer(output: OutputStream, language: Language): Renderer {
  const say = wordsIn(language);
  let shown = 0;
  const progress = (now: ProgressSnapshot): void => {
    const share = now.bytesTotal === 0 ? 0 : now.bytesDone / now.bytesTotal;
    if (share < shown + step || share >= 1) return;
    shown = Math.floor(share / step) * step;
    output.write(
      `  ${Math.floor(share * 100)} %  ${formatBytes(now.bytesDone)} / ${formatBytes(now.bytesTotal)}  ${formatBytes(now.rate)}/s  ${now.imagesDone}/${now.imagesTotal} ${say('images')}\n`,
    );
  };
  return {
    show: (event) => {
      if (event.type === 'progress') return progress(event.progress);
      if (event.type === 'phase' && event.state === 'start') shown = 0;
      const line = eventLine(event, language);
      if (line !== undefined) output.write(`${line}\n`);
    },
    print: (text) => void output.write(`${text}\n`),
    close: () => undefined,
  };
}

import type { Language, ProgressSnapshot } from '../../contract/index.ts';
import { wordsIn, type Say } from '../words.ts';
import { eventLine } from './event-line.ts';
import { displayWidth, formatBytes, formatSeconds, shorten } from './format.ts';
import type { OutputStream, Renderer } from './surface.ts';

const barWidth = 20;
const flightsShown = 4;

/** A bar with bytes, rate and time left, and the images on their way below it; lines scroll above. */
export function terminalRenderer(output: OutputStream, language: Language): Renderer {
  let drawn = 0;
  const erase = (): void => {
    if (drawn > 0) output.write(`\u001b[${drawn}A\u001b[0J`);
    drawn = 0;
  };
  const line = (text: string): void => {
    erase();
    output.write(`${text}\n`);
  };
  const draw = (now: ProgressSnapshot): void => {
    erase();
    const lines = progressLines(now, output.columns ?? 80, language);
    output.write(`${lines.join('\n')}\n`);
    drawn = lines.length;
  };
  return {
    show: (event) => {
      if (event.type === 'progress') return draw(event.progress);
      if (event.type === 'phase') erase();
      const text = eventLine(event, language);
      if (text !== undefined) line(text);
    },
    print: line,
    close: erase,
  };
}

/** The lines of the moving part, each at most `columns` wide. */
export function progressLines(now: ProgressSnapshot, columns: number, language: Language): string[] {
  const say = wordsIn(language);
  if (now.bytesTotal === 0) return [fitFacts([countOf(now, say)], columns - 1)];
  const share = Math.min(1, now.bytesDone / now.bytesTotal);
  const full = Math.round(share * barWidth);
  const facts = [
    `${'█'.repeat(full)}${'░'.repeat(barWidth - full)} ${String(Math.floor(share * 100)).padStart(3)} %`,
    `${formatBytes(now.bytesDone)} / ${formatBytes(now.bytesTotal)}`,
    `${formatBytes(now.rate)}/s`,
    ...(now.secondsLeft === undefined
      ? []
      : [say('left', { time: formatSeconds(now.secondsLeft, language) })]),
    countOf(now, say),
    ...(now.imagesFailed > 0 ? [say('result.failed', { count: now.imagesFailed })] : []),
  ];
  const flights = now.inFlight.slice(0, flightsShown).map((flight) => {
    const done = `${formatBytes(flight.moved)} / ${formatBytes(flight.size)}`.padEnd(20);
    return `    ${done}  ${shorten(flight.label, Math.max(10, columns - 28))}`;
  });
  return [fitFacts(facts, columns - 1), ...flights];
}

function countOf({ imagesDone, imagesTotal }: ProgressSnapshot, say: Say): string {
  return say('images', { done: imagesDone, total: imagesTotal, count: imagesTotal });
}

/** As many of the facts as fit, the most important first. */
function fitFacts(facts: readonly string[], width: number): string {
  let line = ' ';
  for (const fact of facts) {
    if (displayWidth(line) + displayWidth(fact) + 2 > width) break;
    line += ` ${fact} `;
  }
  return line.trimEnd();
}

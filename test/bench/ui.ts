import { readFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { launchBrowser } from '../support/chromium.ts';
import { createServedWorld, type ServedSluice } from '../support/e2e-sluice.ts';

/*
 * What the application weighs: the first paint of a warm `sluice serve`, the code that a page needs before its
 * first route, the host's memory when nobody does anything. Build the page first. Slow figures are printed, never
 * an error.
 */

const rounds = 5;
/** Milliseconds that the host is left alone before its memory is read. */
const idle = 10_000;
const built = join(import.meta.dirname, '..', '..', 'dist', 'renderer');
const say = (label: string, value: string): void =>
  void process.stdout.write(`${label.padEnd(52)}${value}\n`);

/** An expression, as the page's policy lets nothing poll in it: the milliseconds of its first paint. */
const firstPaint = `new Promise((tell) => {
  new PerformanceObserver((list) => {
    const [entry] = list.getEntriesByName('first-contentful-paint');
    if (entry !== undefined) tell(entry.startTime);
  }).observe({ type: 'paint', buffered: true });
})`;

const world = await createServedWorld();
try {
  const sluice = await world.start();
  await new Promise((done) => setTimeout(done, idle));
  say('memory of the host, idle for 10 s, no page', await memoryOf(sluice.pid));
  const paints = await measurePaints(sluice);
  say('first paint, median of 5', milliseconds(median(paints.map(({ first }) => first))));
  say('home page there, median of 5', milliseconds(median(paints.map(({ ready }) => ready))));
  await new Promise((done) => setTimeout(done, idle));
  say('memory of the host, idle for 10 s, after 6 pages', await memoryOf(sluice.pid));
} finally {
  await world.close();
}
const weight = await entryWeight();
say('code before the first route, gzip', `${(weight.scripts / 1000).toFixed(0)} kB in ${weight.files} files`);
say('style sheets before the first route, gzip', `${(weight.styles / 1000).toFixed(0)} kB`);

interface Paint {
  readonly first: number;
  readonly ready: number;
}

async function measurePaints(sluice: ServedSluice): Promise<Paint[]> {
  const browser = await launchBrowser();
  const paints: Paint[] = [];
  try {
    // The first one warms the host up and does not count.
    for (let round = 0; round <= rounds; round++) {
      const context = await browser.newContext({ locale: 'en-US', viewport: { width: 1440, height: 900 } });
      const page = await context.newPage();
      await page.goto(round === 0 ? sluice.url : await sluice.newUrl());
      await page.getByRole('heading', { level: 1, name: 'Home' }).waitFor();
      const ready = await page.evaluate<number>('performance.now()');
      // A page may be there before its first paint is on record.
      const first = await page.evaluate<number>(firstPaint);
      const paint: Paint = { first, ready };
      if (round > 0) paints.push(paint);
      await context.close();
    }
  } finally {
    await browser.close();
  }
  return paints;
}

async function memoryOf(pid: number): Promise<string> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  const kibibytes = /VmRSS:\s+(\d+)/.exec(status)?.[1];
  return kibibytes === undefined
    ? 'not known on this system'
    : `${((Number(kibibytes) * 1024) / 1e6).toFixed(0)} MB`;
}

/** The entry of the page and all that it imports before anything else happens; lazy routes are not among it. */
async function entryWeight(): Promise<{ scripts: number; styles: number; files: number }> {
  const html = await readFile(join(built, 'index.html'), 'utf8');
  const named = [...html.matchAll(/(?:src|href)="([^"]+\.(?:js|css))"/g)].map(([, path = '']) =>
    resolve(built, path),
  );
  const seen = new Set<string>();
  const waiting = named.filter((path) => path.endsWith('.js'));
  let scripts = 0;
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    if (seen.has(path)) continue;
    seen.add(path);
    const text = await readFile(path, 'utf8');
    scripts += gzipSync(text).length;
    const imported = text.matchAll(/(?:from|import)\s*["'](\.{1,2}\/[^"']+\.js)["']/g);
    for (const [, target = ''] of imported) waiting.push(resolve(dirname(path), target));
  }
  let styles = 0;
  for (const path of named.filter((name) => name.endsWith('.css')))
    styles += gzipSync(await readFile(path)).length;
  return { scripts, styles, files: seen.size };
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

function milliseconds(value: number): string {
  return `${value.toFixed(0)} ms`;
}

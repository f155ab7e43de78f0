import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { parseArgs } from 'node:util';
import react from '@vitejs/plugin-react';
import { chromium } from 'playwright-core';
import { build } from 'vite';
import { costsOf, figuresOf, type Figures, type TraceEvent } from './trace.ts';

/*
 * Measures the run screen in Chromium: thousands of images, ten updates a second, as built for production. The aim is
 * less than 16 ms of the main thread for each frame that has something to do, the stand-in for the host included. CPU time
 * is counted, so that other work on the machine does not; what is above the aim is marked, never an error.
 */

const { values } = parseArgs({
  options: {
    images: { type: 'string', default: '5000' },
    changing: { type: 'string', default: '60' },
    interval: { type: 'string', default: '100' },
    seconds: { type: 'string', default: '15' },
    chromium: { type: 'string', default: '/usr/bin/chromium' },
  },
});
const aim = 16;
const say = (text: string): void => void process.stdout.write(`${text}\n`);

if (!existsSync(values.chromium)) {
  say(`There is no ${values.chromium}. Install Chromium, or name another browser with --chromium.`);
  process.exit(1);
}
const folder = await mkdtemp(join(tmpdir(), 'sluice-bench-ui-'));
try {
  await build({
    configFile: false,
    logLevel: 'error',
    root: join(import.meta.dirname, 'page'),
    base: './',
    plugins: [react()],
    build: { outDir: folder, emptyOutDir: true, target: 'es2023' },
  });
  const server = await serve(folder);
  try {
    await measure(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  } finally {
    server.close();
  }
} finally {
  await rm(folder, { recursive: true, force: true });
}

async function measure(address: string): Promise<void> {
  const browser = await chromium.launch({
    executablePath: values.chromium,
    args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-dev-shm-usage'],
  });
  try {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    page.on('pageerror', (error) => say(`error in the page: ${error.message}`));
    await page.goto(`${address}/?images=${values.images}&changing=${values.changing}`);
    await page
      .getByRole('button', { name: /component-0:/ })
      .first()
      .waitFor();
    const run = (seconds: number): Promise<number[]> =>
      page.evaluate(
        ([interval, duration]) =>
          (
            globalThis as unknown as {
              bench: { measure(interval: number, duration: number): Promise<number[]> };
            }
          ).bench.measure(interval, duration),
        [Number(values.interval), seconds * 1000] as const,
      );
    // The first updates also pay for compiling the page's functions.
    await run(3);
    await browser.startTracing(page, {
      categories: [
        'toplevel',
        'blink.user_timing',
        'devtools.timeline',
        'disabled-by-default-devtools.timeline',
      ],
    });
    const frames = await run(Number(values.seconds));
    const trace = JSON.parse((await browser.stopTracing()).toString()) as { traceEvents: TraceEvent[] };
    const costs = costsOf(trace.traceEvents);
    const nodes = await page.locator('*').count();
    say(
      `${values.images} images, ${values.changing} of them changing every ${values.interval} ms; ${costs.updates.length} updates, ${nodes} elements in the page`,
    );
    show('main thread for a frame', figuresOf(costs.frames.filter((cost) => cost > 1)), aim);
    show('main thread for an update', figuresOf(costs.updates), undefined);
    show('from frame to frame', figuresOf(frames), undefined);
  } finally {
    await browser.close();
  }
}

function show(name: string, { median, p95, max }: Figures, limit: number | undefined): void {
  const mark = limit === undefined ? '' : p95 <= limit ? `  within ${limit} ms` : `  ABOVE ${limit} ms`;
  const text = [median, p95, max].map((value) => value.toFixed(1).padStart(7)).join(' ');
  say(`${name.padEnd(28)} median, 95 %, max (ms): ${text}${mark}`);
}

async function serve(root: string): Promise<Server> {
  const types: Readonly<Record<string, string>> = {
    '.html': 'text/html',
    '.js': 'text/javascript',
    '.css': 'text/css',
    '.woff2': 'font/woff2',
  };
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://localhost').pathname;
    const file = join(root, path === '/' ? 'index.html' : path);
    readFile(file).then(
      (body) => response.writeHead(200, { 'content-type': types[extname(file)] ?? '' }).end(body),
      () => response.writeHead(404).end(),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}

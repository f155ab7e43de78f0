import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

// Every file has a process of its own, and threads start in many: packages, and what threads run, are compiled once.
process.env['NODE_COMPILE_CACHE'] ??= join(import.meta.dirname, 'node_modules', '.cache', 'sluice-compiled');

// `unit` needs nothing but Node; `component` renders the pages without a browser; `integration` needs the
// system packages that test/system-packages.ts installs or asks for, and so does `e2e`, which clicks in a browser: one
// file after the other, as people do not click in two windows at once.
export default defineConfig({
  test: {
    // One less by itself: on a machine with two processors half of it would look on.
    maxWorkers: '100%',
    projects: [
      {
        test: {
          name: 'unit',
          include: ['test/unit/**/*.test.ts'],
          testTimeout: 20_000,
        },
      },
      {
        test: {
          name: 'component',
          include: ['test/component/**/*.test.{ts,tsx}'],
          environment: 'happy-dom',
          environmentOptions: { happyDOM: { width: 1440, height: 900 } },
          setupFiles: ['test/component/support/setup.ts'],
          testTimeout: 30_000,
          // What a page needs it is given: no module holds a state that the next file could stumble over. Files of
          // `unit` share helpers that tidy up after each test, which a file has to load for itself.
          isolate: false,
          // PatternFly's modules import style sheets, which Node cannot.
          server: { deps: { inline: [/@patternfly/] } },
        },
      },
      {
        test: {
          name: 'integration',
          include: ['test/integration/**/*.test.ts'],
          testTimeout: 300_000,
          hookTimeout: 120_000,
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          testTimeout: 300_000,
          hookTimeout: 120_000,
          fileParallelism: false,
        },
      },
    ],
  },
});

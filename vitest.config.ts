import { defineConfig } from 'vitest/config';

// `unit` needs nothing but Node; `component` renders the pages without a browser; `integration` needs the
// system packages that test/system-packages.ts installs or asks for, and so does `e2e`, which clicks in a browser.
export default defineConfig({
  test: {
    projects: [
      { test: { name: 'unit', include: ['test/unit/**/*.test.ts'], testTimeout: 20_000 } },
      {
        test: {
          name: 'component',
          include: ['test/component/**/*.test.{ts,tsx}'],
          environment: 'happy-dom',
          environmentOptions: { happyDOM: { width: 1440, height: 900 } },
          setupFiles: ['test/component/support/setup.ts'],
          testTimeout: 30_000,
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
          fileParallelism: false,
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

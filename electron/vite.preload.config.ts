import { resolve } from 'node:path';
import { defineConfig } from 'vite';

const root = resolve(import.meta.dirname, '..');

// A sandboxed preload script can neither be an ES module nor load files: it is one CommonJS file.
export default defineConfig({
  root,
  publicDir: false,
  ssr: { noExternal: true, target: 'node' },
  build: {
    ssr: true,
    outDir: resolve(root, 'dist/electron/preload'),
    emptyOutDir: true,
    target: 'node24',
    minify: false,
    rollupOptions: {
      input: resolve(root, 'electron/preload/index.ts'),
      external: ['electron'],
      output: { format: 'cjs', entryFileNames: 'index.cjs' },
    },
  },
});

import { builtinModules } from 'node:module';
import { resolve } from 'node:path';
import { defineConfig } from 'vite';
import { ownFiles } from './build/own-files.ts';

const root = resolve(import.meta.dirname, '..');
const outDir = resolve(root, 'dist/electron/main');

// The main process in one file, with every package that it uses: the finished program needs no node_modules.
export default defineConfig({
  root,
  publicDir: false,
  plugins: [ownFiles({ root, outDir })],
  ssr: { noExternal: true, target: 'node' },
  build: {
    ssr: true,
    outDir,
    emptyOutDir: true,
    target: 'node24',
    minify: false,
    sourcemap: false,
    rollupOptions: {
      input: resolve(root, 'electron/main/index.ts'),
      external: ['electron', /^node:/, ...builtinModules],
      output: { format: 'es', entryFileNames: 'index.js', chunkFileNames: '[name].js' },
    },
  },
});

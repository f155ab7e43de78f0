import { defineConfig } from 'vite';
import { programBundle } from '../build/program-bundle.ts';

export default defineConfig(
  programBundle({
    input: 'electron/main/index.ts',
    outDir: 'dist/electron/main',
    main: 'index.js',
    provided: ['electron'],
  }),
);

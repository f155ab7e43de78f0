import { builtinModules } from 'node:module';
import { resolve } from 'node:path';
import type { UserConfig } from 'vite';
import { asciiOutput, outputForm } from './output-form.ts';
import { ownFiles } from './own-files.ts';

const root = resolve(import.meta.dirname, '..');

export interface Program {
  /** What the program starts with, and the folder that it is built into; below the project's folder. */
  readonly input: string;
  readonly outDir: string;
  /** Name of the file that is started. */
  readonly main: string;
  /** Packages that are there where it runs, besides Node's own. */
  readonly provided?: readonly string[];
}

/** A program in few files of plain JavaScript, with every package that it uses: it needs no node_modules. */
export function programBundle({ input, main, provided = [], ...program }: Program): UserConfig {
  const outDir = resolve(root, program.outDir);
  return {
    root,
    publicDir: false,
    resolve: { alias: [{ find: /^undici$/, replacement: resolve(import.meta.dirname, 'undici-parts.cjs') }] },
    plugins: [ownFiles({ root, outDir }), asciiOutput],
    ssr: { noExternal: true, target: 'node' },
    build: {
      ssr: true,
      outDir,
      emptyOutDir: true,
      target: 'node24',
      minify: false,
      sourcemap: false,
      rollupOptions: {
        input: resolve(root, input),
        external: [...provided, /^node:/, ...builtinModules],
        output: { ...outputForm, entryFileNames: main, chunkFileNames: '[name].js' },
      },
    },
  };
}

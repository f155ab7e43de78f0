import { basename, dirname, relative, resolve, sep } from 'node:path';
import { build, type Plugin } from 'vite';
import { asciiOutput, outputForm } from './output-form.ts';

/** `new URL('<relative path>', import.meta.url)`: how a module names a file that lies beside it. */
const ownFile = /new URL\(\s*'(\.[^']+)',\s*import\.meta\.url\s*\)/g;

export interface OwnFilesOptions {
  /** The project's folder. */
  readonly root: string;
  readonly outDir: string;
}

/**
 * In a bundle, modules are no longer where they were. What is read at run time stays in its folder of the project
 * and is named from the bundle's place. Each thread becomes one file of its own, with all that it needs: it is
 * started from outside the archive (electron-builder.yml), and nothing else shall have to lie there.
 */
export function ownFiles({ root, outDir }: OwnFilesOptions): Plugin {
  const threads = new Map<string, string>();
  return {
    name: 'own-files',
    enforce: 'pre',
    transform(code, id) {
      if (!id.startsWith(root) || !code.includes('import.meta.url')) return null;
      return code.replace(ownFile, (_whole, path: string) => {
        const target = resolve(dirname(id), path);
        if (!target.endsWith('.ts')) {
          const fromBundle = relative(outDir, target).split(sep).join('/');
          return `new URL('${fromBundle}', import.meta.url)`;
        }
        const name = basename(target, '.ts');
        if ((threads.get(name) ?? target) !== target) throw new RangeError(`two threads are called ${name}`);
        threads.set(name, target);
        const outside = "import.meta.url.replace(/app\\.asar(?=\\/)/, 'app.asar.unpacked')";
        return `new URL('./threads/${name}.js', ${outside})`;
      });
    },
    async closeBundle() {
      for (const [name, input] of threads) await buildThread(name, input, { root, outDir });
    },
  };
}

async function buildThread(name: string, input: string, { root, outDir }: OwnFilesOptions): Promise<void> {
  await build({
    configFile: false,
    root,
    publicDir: false,
    logLevel: 'warn',
    plugins: [asciiOutput],
    ssr: { noExternal: true, target: 'node' },
    build: {
      ssr: true,
      outDir: resolve(outDir, 'threads'),
      emptyOutDir: false,
      target: 'node24',
      minify: false,
      rollupOptions: {
        input,
        external: [/^node:/],
        output: { ...outputForm, entryFileNames: `${name}.js`, codeSplitting: false },
      },
    },
  });
}

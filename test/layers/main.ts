import { readFileSync } from 'node:fs';
import { globSync } from 'node:fs';
import { illegalImports } from './check.ts';

// How the program is built is no part of it.
const paths = globSync(['core/**/*.ts', 'electron/**/*.{ts,tsx}', 'renderer/**/*.{ts,tsx}'], {
  exclude: ['**/vite*.config.ts'],
});
const files = paths.map((path) => ({ path: path.replaceAll('\\', '/'), text: readFileSync(path, 'utf8') }));
const faults = illegalImports(files);
for (const fault of faults) console.error(fault);
console.log(`layers: ${files.length} files, ${faults.length} illegal imports`);
process.exitCode = faults.length === 0 ? 0 : 1;

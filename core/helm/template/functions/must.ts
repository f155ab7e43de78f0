import type { FunctionTable, TemplateFunction } from './define.ts';

/** Functions together with their twins, whose names begin with `must`. Here both fail in the same way. */
export function withMust(functions: FunctionTable): FunctionTable {
  const twins: [string, TemplateFunction][] = Object.entries(functions).map(([name, work]) => [
    `must${name.slice(0, 1).toUpperCase()}${name.slice(1)}`,
    work,
  ]);
  return { ...functions, ...Object.fromEntries(twins) };
}

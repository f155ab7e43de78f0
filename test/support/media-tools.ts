import type { RunTool, ToolResult } from '../../core/media/index.ts';

export interface ToolCall {
  readonly tool: string;
  readonly args: readonly string[];
}

export interface ScriptedTools {
  readonly run: RunTool;
  readonly calls: readonly ToolCall[];
  /** `tool first-arguments`, in order. */
  readonly lines: () => readonly string[];
}

export const ended = (stdout = '', code = 0, stderr = ''): ToolResult => ({
  kind: 'ended',
  code,
  stdout,
  stderr,
});
export const failing = (stderr: string): ToolResult => ended('', 1, stderr);
export const missing: ToolResult = { kind: 'missing' };

/** Tools that answer as the test says; every other tool is not installed. */
export function scriptedTools(
  answer: (tool: string, args: readonly string[]) => ToolResult | undefined,
): ScriptedTools {
  const calls: ToolCall[] = [];
  return {
    calls,
    lines: () => calls.map(({ tool, args }) => [tool, ...args].join(' ')),
    run: (tool, args) => {
      calls.push({ tool, args });
      return Promise.resolve(answer(tool, args) ?? missing);
    },
  };
}

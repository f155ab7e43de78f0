import type { Language } from '../contract/index.ts';
import type { HostServices } from '../host/index.ts';
import type { Keyboard } from './keyboard.ts';
import { chooseRenderer } from './output/renderer.ts';
import type { OutputStream, Renderer } from './output/surface.ts';
import type { Signals } from './signals.ts';

/** What every command is given. */
export interface CommandContext {
  readonly services: HostServices;
  readonly output: OutputStream;
  readonly errors: OutputStream;
  readonly language: Language;
  /** Aborted by Ctrl-C and by SIGTERM. */
  readonly signal: AbortSignal;
  /** For commands that decide themselves what Ctrl-C means; absent where there is no such thing. */
  readonly signals?: Signals | undefined;
  /** Absent where nobody can type. */
  readonly keyboard?: Keyboard | undefined;
  /** What is piped in; absent where there is nothing. */
  readonly input?: AsyncIterable<Buffer | string> | undefined;
  /** The arguments as typed. */
  readonly argv: readonly string[];
  /** Set by the command; the process ends with it. */
  exitCode: number;
}

/** Shows events for the length of `work`, and leaves the terminal as it was. */
export async function rendering<Result>(
  context: CommandContext,
  json: boolean,
  work: (renderer: Renderer) => Promise<Result>,
): Promise<Result> {
  const renderer = chooseRenderer(context, json, context.language);
  try {
    return await work(renderer);
  } finally {
    renderer.close();
  }
}

/** One JSON document, for `--json`. */
export function printJson(context: CommandContext, value: unknown): void {
  context.output.write(`${JSON.stringify(value, null, 2)}\n`);
}

export function print(context: CommandContext, text: string): void {
  context.output.write(`${text}\n`);
}

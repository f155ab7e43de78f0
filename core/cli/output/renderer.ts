import type { Language, RunEvent } from '../../contract/index.ts';
import { jsonRenderer } from './json.ts';
import { plainRenderer } from './plain.ts';
import { terminalRenderer } from './terminal.ts';

/** The parts of a stream that output needs. */
export interface OutputStream {
  write(text: string): unknown;
  readonly isTTY?: boolean | undefined;
  readonly columns?: number | undefined;
}

/** Shows the events of a run. `close` leaves the terminal as it was. */
export interface Renderer {
  show(event: RunEvent): void;
  /** Text between events, such as a report. */
  print(text: string): void;
  close(): void;
}

/** JSON lines when asked for, bars in a terminal, plain lines otherwise. */
export function chooseRenderer(
  { output, errors }: { readonly output: OutputStream; readonly errors: OutputStream },
  json: boolean,
  language: Language,
): Renderer {
  if (json) return jsonRenderer(output);
  return output.isTTY === true ? terminalRenderer(output, language) : plainRenderer(output, errors, language);
}

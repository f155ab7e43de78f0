import type { Language } from '../../contract/index.ts';
import { jsonRenderer } from './json.ts';
import { plainRenderer } from './plain.ts';
import type { OutputStream, Renderer } from './surface.ts';
import { terminalRenderer } from './terminal.ts';

/** JSON lines when asked for, bars in a terminal, plain lines otherwise. */
export function chooseRenderer(
  { output, errors }: { readonly output: OutputStream; readonly errors: OutputStream },
  json: boolean,
  language: Language,
): Renderer {
  if (json) return jsonRenderer(output);
  return output.isTTY === true ? terminalRenderer(output, language) : plainRenderer(output, errors, language);
}

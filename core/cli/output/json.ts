import type { OutputStream, Renderer } from './surface.ts';

/** One JSON object a line. Text for people is left out. */
export function jsonRenderer(output: OutputStream): Renderer {
  return {
    show: (event) => void output.write(`${JSON.stringify(event)}\n`),
    print: () => undefined,
    close: () => undefined,
  };
}

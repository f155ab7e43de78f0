import type { RunEvent } from '../../contract/index.ts';

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

import type { ErrorArea } from './text.ts';

export const connectionsErrors = {} as const satisfies ErrorArea;

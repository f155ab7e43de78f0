import type { ErrorArea } from './text.ts';

export const hostErrors = {} as const satisfies ErrorArea;

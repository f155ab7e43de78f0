import type { ErrorArea } from './text.ts';

export const pathsErrors = {} as const satisfies ErrorArea;

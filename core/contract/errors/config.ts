import type { ErrorArea } from './text.ts';

export const configErrors = {} as const satisfies ErrorArea;

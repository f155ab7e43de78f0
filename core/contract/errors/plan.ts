import type { ErrorArea } from './text.ts';

export const planErrors = {} as const satisfies ErrorArea;

import type { ErrorArea } from './text.ts';

export const contentErrors = {} as const satisfies ErrorArea;

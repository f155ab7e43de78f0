import type { ErrorArea } from './text.ts';

export const archiveErrors = {} as const satisfies ErrorArea;

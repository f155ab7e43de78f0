import type { ErrorArea } from './text.ts';

export const practiceErrors = {} as const satisfies ErrorArea;

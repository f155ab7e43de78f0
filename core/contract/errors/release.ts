import type { ErrorArea } from './text.ts';

export const releaseErrors = {} as const satisfies ErrorArea;

import type { ErrorArea } from './text.ts';

export const jobsErrors = {} as const satisfies ErrorArea;

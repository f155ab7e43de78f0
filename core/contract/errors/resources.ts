import type { ErrorArea } from './text.ts';

export const resourcesErrors = {} as const satisfies ErrorArea;

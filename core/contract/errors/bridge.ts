import type { ErrorArea } from './text.ts';

export const bridgeErrors = {} as const satisfies ErrorArea;

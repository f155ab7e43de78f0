import type { ErrorArea } from './text.ts';

export const registryErrors = {} as const satisfies ErrorArea;

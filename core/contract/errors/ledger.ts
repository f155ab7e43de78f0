import type { ErrorArea } from './text.ts';

export const ledgerErrors = {} as const satisfies ErrorArea;

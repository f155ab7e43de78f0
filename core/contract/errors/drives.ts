import type { ErrorArea } from './text.ts';

export const drivesErrors = {} as const satisfies ErrorArea;

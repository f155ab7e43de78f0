import type { ErrorArea } from './text.ts';

export const workspaceErrors = {} as const satisfies ErrorArea;

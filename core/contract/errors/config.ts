import { configFileErrors } from './config-file.ts';
import { configRuleErrors } from './config-rules.ts';
import type { ErrorArea } from './text.ts';

/** ImageSetConfiguration and DeleteImageSetConfiguration. */
export const configErrors = { ...configFileErrors, ...configRuleErrors } as const satisfies ErrorArea;

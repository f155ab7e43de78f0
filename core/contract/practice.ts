import { z } from 'zod';
import { hostText } from './scalars.ts';

/** The Practice environment: three sites on this machine with sample content. */
export const practiceStateSchema = z.strictObject({
  running: z.boolean(),
  /** `host:port` of each registry while it runs. */
  hosts: z.strictObject({ upstream: hostText, enterprise: hostText, enclave: hostText }).optional(),
});
export type PracticeState = z.infer<typeof practiceStateSchema>;

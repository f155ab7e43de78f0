import { z } from 'zod';
import { messageSchema } from '../events.ts';
import { practiceStateSchema } from '../practice.ts';
import { hostText, nothing } from '../scalars.ts';

/** What this shell and machine can do: features that it lacks are explained, not hidden behind dead buttons. */
export const capabilitiesSchema = z.strictObject({
  nativeDialogs: z.boolean(),
  notifications: z.boolean(),
  powerSave: z.boolean(),
  drives: z.boolean(),
  eject: z.boolean(),
  /** Where secrets can be kept: the system's store, or only until the host ends. */
  secretStore: z.enum(['system', 'session']),
});
export type Capabilities = z.infer<typeof capabilitiesSchema>;

export const appInfoSchema = z.strictObject({
  version: hostText,
  contractVersion: z.number().int(),
  shell: z.enum(['electron', 'browser']),
  platform: hostText,
  hostname: hostText,
  /** Where Sluice keeps its state on this machine. */
  stateFolder: hostText,
  capabilities: capabilitiesSchema,
  /** `viewer`: another page controls this host; this one may look only. */
  role: z.enum(['controller', 'viewer']),
  /** What was odd when the host started, such as a damaged settings file: shown once by each page. */
  startFindings: z
    .array(z.strictObject({ level: z.enum(['error', 'warning', 'note']), message: messageSchema }))
    .optional(),
});
export type AppInfo = z.infer<typeof appInfoSchema>;

export const appCommands = {
  'app.info': { input: nothing, output: appInfoSchema },
  /** Ends the host when no job runs (browser mode); with `force`, running jobs are interrupted first. */
  'app.quit': { input: z.strictObject({ force: z.boolean() }), output: nothing },
  'practice.status': { input: nothing, output: practiceStateSchema },
  'practice.start': { input: nothing, output: practiceStateSchema },
  'practice.stop': { input: nothing, output: practiceStateSchema },
  /** Removes all that was practised: registries, disks, jobs of the Practice environment. */
  'practice.reset': { input: nothing, output: practiceStateSchema },
} as const;

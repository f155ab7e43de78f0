import { z } from 'zod';
import { messageSchema } from './events.ts';
import { jobItemSchema, jobSchema, logLineSchema } from './jobs.ts';
import { mediumTestSchema } from './medium-test.ts';
import { practiceStateSchema } from './practice.ts';
import { count, hostText, identifier } from './scalars.ts';
import { flowSchema } from './site.ts';
import { catalogProgressSchema } from './commands/catalogs.ts';
import { driftProgressSchema } from './commands/drift.ts';
import { settingsViewSchema } from './commands/settings.ts';
import { transferSchema } from './transfers.ts';

/** What the host tells by itself. Each topic counts its events; a gap means: ask again. */
export const topics = {
  /** A job's state and progress, at most ten times a second. */
  'job.snapshot': z.strictObject({ job: jobSchema }),
  /** Images whose status changed, batched. */
  'job.items': z.strictObject({ jobId: identifier, rows: z.array(jobItemSchema) }),
  'job.log': z.strictObject({ jobId: identifier, lines: z.array(logLineSchema) }),
  'job.removed': z.strictObject({ jobId: identifier }),
  /** Something was plugged in, mounted or taken away: list again. */
  'drives.changed': z.strictObject({}),
  /** A capacity test begins, goes on or ends, some times a second. */
  'drive.test': mediumTestSchema,
  /** A set that is being moved: begins, goes on or ends, some times a second. */
  'transfer.changed': transferSchema,
  'settings.changed': settingsViewSchema,
  'practice.changed': practiceStateSchema,
  'drafts.changed': z.strictObject({ flow: flowSchema, revision: count }),
  'enclaves.changed': z.strictObject({}),
  'registries.changed': z.strictObject({}),
  /** Keys were made, trusted, unlocked or locked. */
  'keys.changed': z.strictObject({}),
  /** A catalogue is being read, some times a second. */
  'catalog.progress': catalogProgressSchema,
  /** A registry is being compared with its receipts, some times a second. */
  'drift.progress': driftProgressSchema,
  /** Worth telling wherever the user is. */
  notice: z.strictObject({
    level: z.enum(['success', 'info', 'warning', 'danger']),
    message: messageSchema,
    jobId: hostText.optional(),
  }),
  /** Events were lost, or the machine slept: fetch everything again. */
  'host.resync': z.strictObject({}),
} as const;

export type Topic = keyof typeof topics;
export type TopicPayload<Name extends Topic> = z.output<(typeof topics)[Name]>;
export const topicNames = Object.keys(topics) as readonly Topic[];

export function isTopic(name: unknown): name is Topic {
  return typeof name === 'string' && Object.hasOwn(topics, name);
}

/** An event as it travels. */
export interface HostEvent<Name extends Topic = Topic> {
  readonly topic: Name;
  /** Counts up from 1 for each topic since the host started. */
  readonly seq: number;
  readonly payload: TopicPayload<Name>;
}

import type { HostEvent, PathFacts, PathPurpose, Topic } from '../../contract/index.ts';
import type { DriveProbe } from '../../media/index.ts';
import type { Dispatch } from './dispatch.ts';

/** The application without a window: what both shells serve. */
export interface Host {
  readonly dispatch: Dispatch;
  subscribe(listener: (event: HostEvent) => void): () => void;
  eventCounts(): Readonly<Partial<Record<Topic, number>>>;
  /** A path that the user gave the shell itself, by dropping it on the window. Throws as `paths.describe` does. */
  acceptPath(path: string, purpose: PathPurpose): Promise<PathFacts>;
  /** Whether a job is at work: a shell asks before it ends. */
  busy(): boolean;
  /** Interrupts running jobs so that they can be resumed, and stops all servers. */
  close(): Promise<void>;
}

export interface HostOptions {
  /** Only folders in these can be chosen (`--root`); undefined: all that the user may open. */
  readonly roots?: readonly string[];
  /** Default: /etc/sluice/settings.json, or its like on other systems. */
  readonly administratorFile?: string;
  /** Default: the drives of this machine. */
  readonly probe?: DriveProbe;
  /** Milliseconds for each question to a registry that a page waits for. */
  readonly patience?: number;
}

import type { mirror } from '../mirror/mirror.ts';
import type { verify } from '../media-commands.ts';

/** What jobs need from other areas of the host. */
export interface JobParts {
  /** The saved enclave: its name for people, and the target name that its holdings go by. Undefined: not saved here. */
  readonly enclave: (id: string) => Promise<{ readonly name: string; readonly target: string } | undefined>;
  /** Identity of the drive that a path lies on; undefined for a place without one, such as a folder of the system disk. Throws when the system does not tell at the moment. */
  readonly mediumOf: (path: string) => Promise<string | undefined>;
  /** Makes the files durable and drops them from the system's memory, so that the next reading is from the medium. */
  readonly dropFromCache: (files: readonly string[]) => Promise<{ readonly pastCache: boolean }>;
  /** Flushes, unmounts and powers a drive off. Throws a SluiceError when it cannot. */
  readonly eject: (driveId: string) => Promise<{ readonly safeToUnplug: boolean }>;
  /** The engine; tests stand in. */
  readonly engine?: Partial<Engine>;
}

export interface Engine {
  readonly mirror: typeof mirror;
  readonly verify: typeof verify;
}

import type { MirrorRequest, Workflow } from '../../contract/index.ts';
import type { ImageSetConfiguration } from '../../config/index.ts';
import type { HelmInputs } from '../../helm/index.ts';
import type { ImageRecord } from '../../image/index.ts';
import type { Location } from '../../plan/index.ts';
import type { SignBytes } from '../../ledger/index.ts';
import type { ReleaseInputs } from '../../release/index.ts';
import type { OpenedSet } from '../../archive/index.ts';
import type { HostServices } from '../services.ts';
import type { Network } from '../network.ts';
import type { Observer } from '../observer.ts';
import type { SetAgain } from './again.ts';
import type { KnownLayers } from './known-layers.ts';

/** The configuration as it was read. */
export interface LoadedConfiguration {
  readonly file: string;
  readonly bytes: Buffer;
  readonly configuration: ImageSetConfiguration;
}

/** Channels, unordered, and who knows them. */
export interface ChannelNames {
  readonly names: readonly string[];
  readonly from: 'service' | 'set';
}

/** Where content comes from: registries, or an opened set. */
export interface SourceEnd {
  readonly name: string;
  readonly locate: (record: ImageRecord) => Promise<Location>;
  readonly releaseInputs: ReleaseInputs;
  readonly helmInputs: HelmInputs;
  /** The values for a chart that came with a set; undefined when none did. */
  readonly chartValues: (chart: string) => Promise<Buffer | undefined>;
  /** Names of the channels that can be asked for. Throws RELEASE_CHANNELS_UNKNOWN, and what asking throws. */
  readonly channels: (signal: AbortSignal) => Promise<ChannelNames>;
  readonly set?: OpenedSet;
  close(): Promise<void>;
}

/** One mirror, plan or dry run with everything that it needs. */
export interface MirrorTask {
  readonly services: HostServices;
  readonly request: MirrorRequest;
  readonly observer: Observer;
  readonly signal: AbortSignal;
  readonly workflow: Workflow;
  readonly loaded: LoadedConfiguration;
  readonly network: Network;
  readonly source: SourceEnd;
  readonly layers: KnownLayers;
  /** Something that was opened for the run and is closed with it. */
  readonly closeLater: (close: () => Promise<void>) => void;
  /** The command as typed, for the record of runs. */
  readonly command: readonly string[];
  /** While the target is held: throws LEDGER_LOCK_LOST when it is not any more (`holdTarget`). */
  readonly confirmHeld?: () => Promise<void>;
  /** Puts a signature under the receipt of an import; absent: receipts are not signed. */
  readonly signReceipt?: SignBytes;
  /** The set that is made again; absent: a new one. */
  readonly again?: SetAgain;
}

export function workflowOf(request: MirrorRequest): Workflow {
  if (request.from === undefined) return request.destination.kind === 'archive' ? 'export' : 'mirror';
  return request.destination.kind === 'archive' ? 'recut' : 'import';
}

/** For people: `docker://host/namespace` or `file://folder`. */
export function destinationText(destination: MirrorRequest['destination']): string {
  if (destination.kind === 'archive') return `file://${destination.directory}`;
  return `docker://${destination.host}${destination.namespace === '' ? '' : `/${destination.namespace}`}`;
}

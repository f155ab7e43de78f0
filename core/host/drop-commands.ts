import {
  receiveFromDrop,
  sendToDrop,
  type DropProgress,
  type MissingFile,
  type ReceivedDrop,
  type ReceiveOptions,
  type SendOptions,
  type SentSet,
} from '../archive/index.ts';
import type { HostServices } from './services.ts';

export type { DropProgress, MissingFile, ReceivedDrop, SentSet };

/** Copies a finished set into a drop folder. Throws DROP_UNREACHABLE and its like: see core/archive/drop/send.ts. */
export function dropSend(
  { fs }: HostServices,
  setFolder: string,
  dropFolder: string,
  options: SendOptions,
): Promise<SentSet> {
  return sendToDrop(fs, setFolder, dropFolder, options);
}

/** Takes a set out of a drop folder. Throws DROP_NOT_WHOLE and its like: see core/archive/drop/receive.ts. */
export function dropReceive(
  { fs, clock }: HostServices,
  dropFolder: string,
  setFolder: string,
  options: Omit<ReceiveOptions, 'clock'>,
): Promise<ReceivedDrop> {
  return receiveFromDrop(fs, dropFolder, setFolder, { ...options, clock });
}

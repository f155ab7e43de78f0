import { useEffect, useRef } from 'react';
import type { CommandInput, CommandOutput, PathPurpose, PathToken } from '../../../../core/contract/index.ts';
import { useQuery } from '../../hooks/use-query.ts';
import { useSlice } from '../../stores/context.tsx';
import type { Loadable } from '../../stores/slice.ts';

export interface DrivesQuestion {
  readonly purpose: PathPurpose;
  /** Bytes to be written, when known. */
  readonly need?: number | undefined;
  /** Bytes of the largest file. */
  readonly largestFile?: number | undefined;
  readonly source?: PathToken | undefined;
}

/** The drives of the host, listed again when one comes or goes. */
export function useDrives(
  question: DrivesQuestion,
): Loadable<CommandOutput<'drives.list'>> & { readonly reload: () => void } {
  const { purpose, need, largestFile, source } = question;
  const input: CommandInput<'drives.list'> = {
    purpose,
    ...(need !== undefined && { need: Math.ceil(need) }),
    ...(largestFile !== undefined && { largestFile: Math.ceil(largestFile) }),
    ...(source !== undefined && { source }),
  };
  const list = useQuery('drives.list', input);
  const { reload } = list;
  const round = useSlice('drives', (slice) => slice.round);
  const asked = useRef(round);
  useEffect(() => {
    if (asked.current === round) return;
    asked.current = round;
    reload();
  }, [round, reload]);
  return list;
}

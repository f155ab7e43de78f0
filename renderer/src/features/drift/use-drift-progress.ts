import { useEffect, useState } from 'react';
import type { DriftProgress } from '../../../../core/contract/index.ts';
import { useClient } from '../../stores/context.tsx';

/** How far the comparison of an enclave's registry is; undefined before it says so, and again while none runs. */
export function useDriftProgress(enclaveId: string, isRunning: boolean): DriftProgress | undefined {
  const client = useClient();
  const [progress, setProgress] = useState<DriftProgress>();
  useEffect(() => {
    if (!isRunning) return undefined;
    setProgress(undefined);
    return client.subscribe('drift.progress', (told) => {
      if (told.enclaveId === enclaveId) setProgress(told);
    });
  }, [client, enclaveId, isRunning]);
  return isRunning ? progress : undefined;
}

import { useState } from 'react';
import type { Enclave, WireError } from '../../../../core/contract/index.ts';
import { asWireError } from '../../hooks/use-command.ts';
import { useStores } from '../../stores/context.tsx';

/** Saves an enclave once it is made, and says how that goes. `onSaved`: it is there. */
export function useSaveEnclave(onSaved: (enclave: Enclave) => void): {
  readonly isSaving: boolean;
  readonly error: WireError | undefined;
  save(make: () => Enclave | Promise<Enclave>): Promise<void>;
  /** Does what follows a refusal, such as taking over another window's change; then there is no error, or its own. */
  settle(work: () => Promise<void>): Promise<void>;
} {
  const { enclaves } = useStores();
  const [isSaving, setSaving] = useState(false);
  const [error, setError] = useState<WireError>();
  return {
    isSaving,
    error,
    save: async (make) => {
      setSaving(true);
      setError(undefined);
      try {
        const enclave = await make();
        await enclaves.getState().save(enclave);
        onSaved(enclave);
      } catch (failure) {
        setError(asWireError(failure));
        setSaving(false);
      }
    },
    settle: async (work) => {
      setError(undefined);
      await work().catch((failure: unknown) => setError(asWireError(failure)));
    },
  };
}

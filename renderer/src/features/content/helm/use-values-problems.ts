import { useEffect, useState } from 'react';
import type { ConfigProblemView } from '../../../../../core/contract/index.ts';
import { useClient } from '../../../stores/context.tsx';

/** Milliseconds of rest in typing after which a text is checked. */
const rest = 350;

/** What the host finds wrong with values; undefined while it is not known of this very text. */
export function useValuesProblems(chart: string, yaml: string): readonly ConfigProblemView[] | undefined {
  const client = useClient();
  const [checked, setChecked] = useState<{ yaml: string; problems: readonly ConfigProblemView[] }>();
  useEffect(() => {
    const controller = new AbortController();
    const { signal } = controller;
    const check = async (): Promise<void> => {
      try {
        const { problems } = await client.invoke('helm.checkValues', { chart, yaml }, { signal });
        if (!signal.aborted) setChecked({ yaml, problems });
      } catch {
        // Rendering the chart tells the same: without an answer nothing is marked in the text.
      }
    };
    const timer = setTimeout(() => void check(), rest);
    return () => {
      clearTimeout(timer);
      controller.abort();
    };
  }, [client, chart, yaml]);
  return checked?.yaml === yaml ? checked.problems : undefined;
}

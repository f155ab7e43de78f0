import { useState } from 'react';
import { useNavigate } from 'react-router';
import { siteOfFlow, type Flow, type WireError } from '../../../../core/contract/index.ts';
import { asWireError } from '../../hooks/use-command.ts';
import { useStores } from '../../stores/context.tsx';
import { flowRoutes } from '../run/job-words.ts';

/**
 * Goes to a flow, as somebody who sits at the machine of its environment: in practice one machine plays all
 * three, so that the environment is switched along with it.
 */
export function useEnterFlow(): { readonly error: WireError | undefined; enter(flow: Flow): Promise<void> } {
  const { settings } = useStores();
  const navigate = useNavigate();
  const [error, setError] = useState<WireError>();
  return {
    error,
    enter: async (flow) => {
      const view = settings.getState().view;
      const site = siteOfFlow[flow];
      if (view?.settings.site !== site && view?.locked.includes('site') !== true) {
        try {
          await settings.getState().update({ site });
        } catch (failure) {
          return setError(asWireError(failure));
        }
      }
      await navigate(flowRoutes[flow]);
    },
  };
}

import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useSlice } from '../stores/context.tsx';

/** While a job runs, its percentage stands in the window's title: it is seen from elsewhere. */
export function useTitlePercent(): void {
  const { t } = useTranslation('shell');
  const percent = useSlice('jobs', ({ byId }) => {
    const running = [...byId.values()].find(({ state }) => state.kind === 'running');
    return running === undefined ? undefined : Math.floor(running.progress.fraction * 100);
  });
  const before = useRef<string>(undefined);
  useEffect(() => {
    if (percent === undefined) {
      if (before.current !== undefined) document.title = before.current;
      before.current = undefined;
      return;
    }
    before.current ??= document.title;
    document.title = t('title.percent', { percent });
  }, [t, percent]);
}

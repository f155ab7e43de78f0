import { createContext, useCallback, useContext, useState, type ReactNode } from 'react';

const AnnounceContext = createContext<(text: string) => void>(() => undefined);

/** The page's one polite live region: at most a message for each phase or tenth of a job (WCAG 2.2, 4.1.3). */
export function LiveRegion({ children }: { readonly children: ReactNode }): ReactNode {
  const [text, setText] = useState('');
  const announce = useCallback((next: string) => setText(next), []);
  return (
    <AnnounceContext.Provider value={announce}>
      {children}
      <div role="status" aria-live="polite" className="sluice-visually-hidden">
        {text}
      </div>
    </AnnounceContext.Provider>
  );
}

/** Says a sentence to screen readers. */
export function useAnnounce(): (text: string) => void {
  return useContext(AnnounceContext);
}

import { useState, useSyncExternalStore } from 'react';

/** From here on there is room for the navigation beside the page (PatternFly's `xl`); below, it lies over it. */
const beside = '(min-width: 75rem)';

/**
 * Whether the navigation is shown. Where it lies over the page, it gives way to the page that was chosen in it.
 * `visit` changes with every choice, also when it is the page that is there already.
 */
export function useNavigationDrawer(visit: string): { readonly isOpen: boolean; toggle(): void } {
  const hasRoom = useSyncExternalStore(watch, () => matchMedia(beside).matches);
  const [isHidden, setHidden] = useState(false);
  const [openAt, setOpenAt] = useState<string>();
  const isOpen = hasRoom ? !isHidden : openAt === visit;
  return {
    isOpen,
    toggle: () => (hasRoom ? setHidden(isOpen) : setOpenAt(isOpen ? undefined : visit)),
  };
}

function watch(onChange: () => void): () => void {
  const query = matchMedia(beside);
  query.addEventListener('change', onChange);
  return () => query.removeEventListener('change', onChange);
}

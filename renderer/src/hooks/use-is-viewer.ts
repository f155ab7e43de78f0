import { useSlice } from '../stores/context.tsx';

/** Whether another page controls the host and this one may only look. */
export function useIsViewer(): boolean {
  return useSlice('connection', ({ info }) => info?.role === 'viewer');
}

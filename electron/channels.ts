/** The only names under which page and program speak. */
export const channels = {
  call: 'sluice:call',
  abort: 'sluice:abort',
  dropped: 'sluice:dropped',
  event: 'sluice:event',
} as const;

export { archiveHandlers } from './inspect-handlers.ts';
export { findSets, type FoundSet } from './find-sets.ts';
export { createSetBriefs, type SetBriefs } from './set-brief.ts';

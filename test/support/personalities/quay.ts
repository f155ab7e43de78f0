import { RegistryFault, type UploadAnswer } from '../../../core/practice/index.ts';
import type { Personality } from './personality.ts';

/**
 * Quay, as its source has it: three ways of writing a range, pieces that overlap are cut to fit, and a piece that
 * begins at 0, or does not say where, is added to whatever is there. What no tag leads to is collected after a while.
 */
export const quay: Personality = {
  name: 'quay',
  manners: {
    range,
    place: (start = 0, size) => (start > size ? 'refuse' : start === 0 ? 0 : size - start),
    status: 'without-location',
    missing: ([digest]) =>
      new RegistryFault(400, 'MANIFEST_INVALID', 'manifest invalid', {
        detail: { message: `Unknown blob \`${digest}\`` },
      }),
  },
  referrers: true,
  sparse: false,
  forgets: true,
};

function range(size: number, answer: UploadAnswer): string {
  switch (answer) {
    case 'start':
      return `bytes=0-${size - 1}`;
    case 'status':
      return `bytes=0-${size}`;
    case 'chunk':
      return `0-${size - 1}`;
    case 'refusal':
      return `0-${size}`;
  }
}

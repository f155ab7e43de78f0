import { describe, expect, it } from 'vitest';
import { parsePlist } from '../../../core/media/macos/plist.ts';

describe('when a property list is made of one thing', () => {
  it.each(['<!--', '<', '<a ', '&', '<!-- -->', '<?xml '])(
    'reads or refuses %j without end in a moment',
    (piece) => {
      const text = `<plist>${piece.repeat(200_000)}`;
      let outcome: unknown;
      try {
        outcome = parsePlist(text);
      } catch (error) {
        outcome = error;
      }
      expect(outcome).toBeDefined();
    },
  );
});

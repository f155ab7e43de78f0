import { describe, expect, it } from 'vitest';
import { redactedCommand } from '../../../core/ledger/command-line.ts';

describe('when a word of a command is very long', () => {
  it.each(['a', '://', 'a:b@', '/@'])('is kept without secrets in a moment: %j', (piece) => {
    const [word = ''] = redactedCommand([`https://${piece.repeat(100_000)}`]);
    expect(word.length).toBeGreaterThan(0);
  });
});

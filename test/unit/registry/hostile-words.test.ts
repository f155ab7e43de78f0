import { describe, expect, it } from 'vitest';
import { parseAnswerError } from '../../../core/registry/http/answer-error.ts';
import { safeUrl } from '../../../core/registry/http/settings.ts';

describe('when a registry answers with a great deal of nothing', () => {
  it.each(['<', '<a', 'Bearer ', 'password=', 'a://b@'])('reads an error made of %j in a moment', (piece) => {
    const text = piece.repeat(Math.ceil((64 * 1024) / piece.length));
    expect(parseAnswerError(text).words.length).toBeLessThanOrEqual(200);
  });

  it('still takes markup away', () => {
    expect(parseAnswerError('<html><b>no\nway</b> <').words).toBe('no way <');
  });

  it('shows the beginning of an endless address', () => {
    const shown = safeUrl(new URL(`https://registry.example.com/${'x'.repeat(100_000)}?sig=secret`));
    expect(shown).toHaveLength(300);
    expect(shown.startsWith('https://registry.example.com/xxx')).toBe(true);
  });
});

import { reportLimits } from '../limits.ts';

const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * The text between the quotes of a JSON string; null when it is no valid UTF-8 or has a wrong escape. One of which
 * only the beginning was kept comes back longer than `reportLimits.text`, so that whoever takes it refuses it.
 */
export function decodeText(pieces: readonly Buffer[], bytes: number): string | null {
  const [only] = pieces;
  const raw = pieces.length === 1 && only !== undefined ? only : Buffer.concat(pieces);
  if (raw.length < bytes) return 'x'.repeat(reportLimits.text + 1);
  try {
    const text = strict.decode(raw);
    return text.includes('\\') ? (JSON.parse(`"${text}"`) as string) : text;
  } catch {
    return null;
  }
}

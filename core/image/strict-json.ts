import { endOfString, isShallowJson, SluiceError } from '../contract/index.ts';
import { maximumJsonDepth } from './limits.ts';

export interface StrictJsonOptions {
  readonly maxDepth?: number;
  /** Names the document in messages, such as a digest or a file name. */
  readonly what?: string;
}

/**
 * Parses JSON, and refuses what JSON.parse lets pass: a key given twice in one object (it keeps the
 * last, other readers the first, so two programs could see two images) and endless nesting
 * (registry-client.md M4, 4.2 rule 6). Throws JSON_INVALID, JSON_DUPLICATE_KEY or JSON_TOO_DEEP.
 */
export function parseJsonStrict(text: string, options: StrictJsonOptions = {}): unknown {
  const { what = 'JSON', maxDepth = maximumJsonDepth } = options;
  if (!isShallowJson(text, maxDepth)) {
    throw new SluiceError('JSON_TOO_DEEP', { params: { what, limit: maxDepth } });
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new SluiceError('JSON_INVALID', {
      params: { what },
      detail: error instanceof Error ? error.message : String(error),
      cause: error,
    });
  }
  refuseRepeatedKeys(text, what);
  return value;
}

/** One open object or array; `keys` is absent for an array. */
interface Level {
  readonly keys: Set<string> | undefined;
  expectsKey: boolean;
}

/** Goes once through a text that is known to be valid JSON, without recursion. */
function refuseRepeatedKeys(text: string, what: string): void {
  const levels: Level[] = [];
  let top: Level | undefined;
  for (let at = 0; at < text.length; at += 1) {
    switch (text[at]) {
      case '{':
      case '[':
        top =
          text[at] === '{' ? { keys: new Set(), expectsKey: true } : { keys: undefined, expectsKey: false };
        levels.push(top);
        break;
      case '}':
      case ']':
        levels.pop();
        top = levels.at(-1);
        break;
      case ',':
        if (top?.keys !== undefined) top.expectsKey = true;
        break;
      case '"': {
        const end = endOfString(text, at);
        if (top?.keys !== undefined && top.expectsKey) {
          noteKey(top.keys, text.slice(at, end + 1), what);
          top.expectsKey = false;
        }
        at = end;
        break;
      }
      default:
        break;
    }
  }
}

function noteKey(keys: Set<string>, quoted: string, what: string): void {
  const key = quoted.includes('\\') ? String(JSON.parse(quoted)) : quoted.slice(1, -1);
  if (keys.has(key)) {
    throw new SluiceError('JSON_DUPLICATE_KEY', { params: { what, key: key.slice(0, 100) } });
  }
  keys.add(key);
}

import { LineCounter, type YAMLError } from 'yaml';
import { duplicateKeys, parseYamlDocuments } from '../config/index.ts';
import { SluiceError } from '../contract/index.ts';
import type { ResourceFile, YamlObject } from './file.ts';
import { isObject } from './object.ts';

const largestText = 16 * 1024 * 1024;

/**
 * The objects in a YAML or JSON file: every document, a `List` taken apart, documents that are no
 * objects left out. Throws RESOURCES_TAB, RESOURCES_YAML_INVALID or RESOURCES_FILE_TOO_LARGE.
 */
export function readObjects({ fileName, text }: ResourceFile): readonly YamlObject[] {
  const bytes = Buffer.byteLength(text);
  if (bytes > largestText) {
    throw new SluiceError('RESOURCES_FILE_TOO_LARGE', {
      params: { file: fileName, bytes, limit: largestText },
      affected: [fileName],
    });
  }
  const lineCounter = new LineCounter();
  // registry-client.md 4.2 rule 7: core schema, no merge keys, unique keys, few aliases. The library compares each key
  // with each other one, and quotes odd ones on standard error.
  const documents = parseYamlDocuments(text, {
    lineCounter,
    schema: 'core',
    merge: false,
    uniqueKeys: false,
    logLevel: 'error',
  });
  const lineAt = (offset: number): number => Math.max(1, lineCounter.linePos(offset).line);
  return documents.flatMap((document) => {
    const [error] = document.errors;
    if (error !== undefined) throw unreadable(fileName, error, lineAt(error.pos[0]));
    const [twice] = duplicateKeys(document, 1);
    if (twice !== undefined) throw invalidAt(fileName, lineAt(twice.offset));
    let value: unknown;
    try {
      value = document.toJS({ maxAliasCount: 100 });
    } catch (cause) {
      // Too many aliases: the library throws a plain ReferenceError.
      throw invalidAt(fileName, lineAt(document.range[0]), cause);
    }
    if (heightOf(value) > deepest) throw invalidAt(fileName, lineAt(document.range[0]));
    return isObject(value) ? expandList(value) : [];
  });
}

/** registry-client.md 4.2 rule 6; real resources have ten levels. */
const deepest = 64;

/** How many levels a value has; without end for one that holds itself, as YAML's aliases allow. */
function heightOf(value: unknown, open = new Set<unknown>(), known = new Map<unknown, number>()): number {
  if (typeof value !== 'object' || value === null) return 0;
  const before = known.get(value);
  if (before !== undefined) return before;
  if (open.has(value) || open.size > deepest) return Number.POSITIVE_INFINITY;
  open.add(value);
  let height = 1;
  for (const member of Object.values(value)) height = Math.max(height, 1 + heightOf(member, open, known));
  open.delete(value);
  known.set(value, height);
  return height;
}

function unreadable(fileName: string, error: YAMLError, line: number): SluiceError {
  const code = error.code === 'TAB_AS_INDENT' ? 'RESOURCES_TAB' : 'RESOURCES_YAML_INVALID';
  return new SluiceError(code, {
    params: { file: fileName, line },
    affected: [fileName],
    detail: error.message,
    cause: error,
  });
}

function invalidAt(fileName: string, line: number, cause?: unknown): SluiceError {
  return new SluiceError('RESOURCES_YAML_INVALID', {
    params: { file: fileName, line },
    affected: [fileName],
    cause,
  });
}

/** `oc get … -o yaml` gives one List. */
function expandList(object: YamlObject): readonly YamlObject[] {
  const items = object['items'];
  if (typeof object['kind'] !== 'string' || !object['kind'].endsWith('List') || !Array.isArray(items)) {
    return [object];
  }
  return items.filter(isObject);
}

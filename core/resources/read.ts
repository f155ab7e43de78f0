import { LineCounter, parseAllDocuments, type YAMLError } from 'yaml';
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
  // registry-client.md 4.2 rule 7: core schema, no merge keys, unique keys, few aliases.
  const documents = parseAllDocuments(text, { lineCounter, schema: 'core', merge: false, uniqueKeys: true });
  const parsed = Array.isArray(documents) ? documents : [];
  return parsed.flatMap((document) => {
    const [error] = document.errors;
    if (error !== undefined) throw unreadable(fileName, error);
    let value: unknown;
    try {
      value = document.toJS({ maxAliasCount: 100 });
    } catch (cause) {
      // Too many aliases: the library throws a plain ReferenceError.
      const line = lineCounter.linePos(document.range[0]).line;
      throw new SluiceError('RESOURCES_YAML_INVALID', { params: { file: fileName, line }, cause });
    }
    return isObject(value) ? expandList(value) : [];
  });
}

function unreadable(fileName: string, error: YAMLError): SluiceError {
  const code = error.code === 'TAB_AS_INDENT' ? 'RESOURCES_TAB' : 'RESOURCES_YAML_INVALID';
  return new SluiceError(code, {
    params: { file: fileName, line: error.linePos?.[0].line ?? 1 },
    affected: [fileName],
    detail: error.message,
    cause: error,
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

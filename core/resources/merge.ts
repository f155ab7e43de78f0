import { type ResourceChanges, resourceChanges } from './changes.ts';
import { emitDocuments, type ResourceFile, type YamlObject } from './file.ts';
import { mirrorSetKinds } from './mirror-sets.ts';
import { fieldsOf, items, objectKey, sameContent, strings, textFields, wordOf } from './object.ts';
import { readObjects } from './read.ts';
import { mergeSignatureData, signatureFileNames, signatureFiles } from './signature-config-map.ts';

export interface MergedResources {
  /** Everything the folder should hold now, sorted by name. */
  readonly files: readonly ResourceFile[];
  readonly changes: ResourceChanges;
}

/**
 * The resources of a target after a further run: mirror entries and signatures of earlier runs
 * stay (users.md pains 27 and 36), everything else is replaced when its content changed. An
 * object whose content did not change keeps its text, so that comparing folders shows only
 * real changes. Throws the codes of `readObjects` for an earlier file that cannot be read.
 */
export function mergeResources(
  previous: readonly ResourceFile[],
  next: readonly ResourceFile[],
): MergedResources {
  const files = new Map(previous.map((file) => [file.fileName, file]));
  for (const file of next) {
    const earlier = files.get(file.fileName);
    files.set(file.fileName, earlier === undefined ? file : mergeFile(earlier, file));
  }
  for (const file of mergedSignatures(previous, next)) files.set(file.fileName, file);
  const merged = [...files.values()].sort((a, b) => (a.fileName < b.fileName ? -1 : 1));
  return { files: merged, changes: resourceChanges(previous, merged) };
}

function mergeFile(earlier: ResourceFile, file: ResourceFile): ResourceFile {
  const before = readObjects(earlier);
  const isMirrorSet = mirrorSetKinds.some(({ fileName }) => fileName === file.fileName);
  const after = isMirrorSet ? mergeMirrorSets(before, readObjects(file)) : readObjects(file);
  if (sameContent(before, after)) return earlier;
  return isMirrorSet ? { ...file, text: emitDocuments(after) } : file;
}

/** One object for each name, also where `before` names one twice; entries of all, annotations of the latest that adds something. */
function mergeMirrorSets(before: readonly YamlObject[], after: readonly YamlObject[]): readonly YamlObject[] {
  const objects = new Map<string, YamlObject>();
  for (const object of [...before, ...after]) {
    const key = objectKey(object);
    const earlier = objects.get(key);
    objects.set(key, earlier === undefined ? object : mergeMirrorSet(earlier, object));
  }
  return sortedValues(objects);
}

function mergeMirrorSet(earlier: YamlObject, later: YamlObject): YamlObject {
  const list = mirrorSetKinds.find(({ kind }) => kind === later['kind'])?.list;
  if (list === undefined) return later;
  const [earlierSpec, laterSpec] = [fieldsOf(earlier['spec']), fieldsOf(later['spec'])];
  const withEntries = (object: YamlObject, added: readonly YamlObject[]): YamlObject => {
    const entries = mergeEntries(items(earlierSpec[list]), added);
    return { ...object, spec: { ...earlierSpec, ...fieldsOf(object['spec']), [list]: entries } };
  };
  const merged = withEntries({ ...earlier, ...later }, items(laterSpec[list]));
  // oc-mirror's order is random: order alone is no reason to write an object anew.
  return sameContent([withEntries(earlier, [])], [merged]) ? earlier : merged;
}

/** Sources and their mirrors sorted; what a person added to an entry (mirrorSourcePolicy) stays. */
function mergeEntries(before: readonly YamlObject[], after: readonly YamlObject[]): readonly YamlObject[] {
  const entries = new Map<string, YamlObject>();
  for (const entry of [...before, ...after]) {
    const source = wordOf(entry['source']);
    const known = entries.get(source);
    const mirrors = [...strings(known?.['mirrors']), ...strings(entry['mirrors'])];
    entries.set(source, { ...known, ...entry, mirrors: [...new Set(mirrors)].sort() });
  }
  return sortedValues(entries);
}

/** The ConfigMap is united from its YAML form; the JSON form says the same. */
function mergedSignatures(
  previous: readonly ResourceFile[],
  next: readonly ResourceFile[],
): readonly ResourceFile[] {
  const [before] = signatureObjects(previous);
  const [after] = signatureObjects(next);
  if (before === undefined || after === undefined) return [];
  const data = mergeSignatureData(textFields(before['binaryData']), textFields(after['binaryData']));
  const unchanged = sameContent([before], [{ ...before, binaryData: data }]);
  const source = unchanged ? before : after;
  const files = signatureFiles(data, fieldsOf(fieldsOf(source['metadata'])['annotations']));
  if (!unchanged) return files;
  return files.map((file) => previous.find(({ fileName }) => fileName === file.fileName) ?? file);
}

function signatureObjects(files: readonly ResourceFile[]): readonly YamlObject[] {
  const file =
    files.find(({ fileName }) => fileName === signatureFileNames.yaml) ??
    files.find(({ fileName }) => fileName === signatureFileNames.json);
  return file === undefined ? [] : readObjects(file);
}

function sortedValues(objects: ReadonlyMap<string, YamlObject>): readonly YamlObject[] {
  return [...objects].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, object]) => object);
}

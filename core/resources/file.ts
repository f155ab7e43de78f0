import { stringify } from 'yaml';

/** One file of `cluster-resources/`. */
export interface ResourceFile {
  readonly fileName: string;
  readonly text: string;
}

export type YamlValue = string | number | boolean | null | readonly YamlValue[] | YamlObject;
export interface YamlObject {
  readonly [key: string]: YamlValue;
}

/**
 * YAML with alphabetically sorted keys, as oc-mirror and `oc` write it (oc-mirror-v2.md 8).
 * Strings that YAML 1.1 readers (Go's among them) would take for something else are quoted.
 */
export function emitYaml(value: YamlObject): string {
  return stringify(value, {
    version: '1.1',
    sortMapEntries: true,
    indentSeq: false,
    lineWidth: 0,
    aliasDuplicateObjects: false,
  });
}

/** Several objects in one file, each preceded by `---`. */
export function emitDocuments(objects: readonly YamlObject[]): string {
  return objects.map((object) => `---\n${emitYaml(object)}`).join('');
}

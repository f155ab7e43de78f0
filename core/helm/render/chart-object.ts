import type { ResolvedChart } from '../chart/index.ts';
import { type Dict, type GoObject, isDict, isList, type Value } from '../template/index.ts';

const textFields: Readonly<Record<string, string>> = {
  AppVersion: 'appVersion',
  APIVersion: 'apiVersion',
  Description: 'description',
  Home: 'home',
  Icon: 'icon',
  KubeVersion: 'kubeVersion',
  Type: 'type',
  Condition: 'condition',
  Tags: 'tags',
};
const otherFields: Readonly<Record<string, string>> = {
  Annotations: 'annotations',
  Deprecated: 'deprecated',
  Keywords: 'keywords',
  Maintainers: 'maintainers',
  Sources: 'sources',
};

/** `.Chart`: what Chart.yaml says, under the names that Go gives its fields. */
export function chartObject({ name, chart }: ResolvedChart, isRoot: boolean): GoObject {
  const { document, version, dependencies } = chart.metadata;
  const field = (key: string): Value | undefined => {
    if (key === 'Name') return name;
    if (key === 'Version') return version;
    if (key === 'IsRoot') return isRoot;
    if (key === 'Dependencies') {
      return dependencies.map((dependency) =>
        fieldNames(
          new Map<string, Value>([
            ['name', dependency.alias || dependency.name],
            ['version', dependency.version],
            ['repository', dependency.repository],
          ]),
        ),
      );
    }
    const text = Object.hasOwn(textFields, key) ? textFields[key] : undefined;
    if (text !== undefined) return textValue(document.get(text));
    const other = Object.hasOwn(otherFields, key) ? otherFields[key] : undefined;
    return other === undefined ? undefined : named(document.get(other) ?? null);
  };
  return {
    goType: 'chart.Metadata',
    field,
    call: () => undefined,
    text: () => `${name}-${version}`,
    plain: () => document,
  };
}

/** Go reads these fields as text, whatever YAML takes them for. */
function textValue(value: Value | undefined): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

function named(value: Value): Value {
  return isList(value) ? value.map((item) => (isDict(item) ? fieldNames(item) : item)) : value;
}

/** A map with the names of Go's fields: `name` as `Name`, `url` as `URL`. */
function fieldNames(dict: Dict): Dict {
  return new Map(
    [...dict].map(([key, value]) => [
      key === 'url' ? 'URL' : key.slice(0, 1).toUpperCase() + key.slice(1),
      value,
    ]),
  );
}

import { type Dict, isDict, type Value } from '../template/index.ts';

const globalKey = 'global';

/** What values are put together for: a chart's own defaults and those of the charts in it. */
export interface ValuesOwner {
  readonly name: string;
  readonly values: Dict;
  readonly charts: readonly ValuesOwner[];
}

/**
 * The values a chart is rendered with: `given` over the chart's own, for it and for every chart in it; `global`
 * reaches all of them. A given `null` takes a default away. Undefined where a chart's part is no map.
 */
export function coalesceValues(chart: ValuesOwner, given: Dict): Dict | undefined {
  return coalesced(chart, copyDict(given));
}

function coalesced(chart: ValuesOwner, into: Dict): Dict | undefined {
  addDefaults(into, copyDict(chart.values));
  for (const inner of chart.charts) {
    const own = into.get(inner.name) ?? new Map<string, Value>();
    if (!isDict(own)) return undefined;
    addGlobals(own, into);
    const result = coalesced(inner, own);
    if (result === undefined) return undefined;
    into.set(inner.name, result);
  }
  return into;
}

/** Fills `into` with what it does not have. A `null` there removes the default and itself. */
export function addDefaults(into: Dict, defaults: Dict): void {
  for (const [key, value] of defaults) {
    const own = into.get(key);
    if (own === undefined) into.set(key, value);
    else if (own === null) into.delete(key);
    else if (isDict(own) && isDict(value)) addDefaults(own, value);
  }
}

function addGlobals(into: Dict, from: Dict): void {
  const globals = from.get(globalKey) ?? new Map<string, Value>();
  const own = into.get(globalKey) ?? new Map<string, Value>();
  // As Helm: what is no map is left alone.
  if (!isDict(globals) || !isDict(own)) return;
  for (const [key, value] of globals) {
    const mine = own.get(key);
    if (!isDict(value)) {
      if (!isDict(mine)) own.set(key, value);
    } else if (mine === undefined) own.set(key, copyDict(value));
    else if (isDict(mine)) {
      const merged = copyDict(value);
      addDefaults(merged, mine);
      own.set(key, merged);
    }
  }
  into.set(globalKey, own);
}

/** A copy that shares no map with the original. */
export function copyDict(dict: Dict): Dict {
  return new Map([...dict].map(([key, value]) => [key, isDict(value) ? copyDict(value) : value]));
}

/** The value at a path such as `a.b.c`; undefined where there is none. */
export function valueAt(values: Dict, path: string): Value | undefined {
  let value: Value | undefined = values;
  for (const key of path.split('.')) value = isDict(value) ? value.get(key) : undefined;
  return value;
}

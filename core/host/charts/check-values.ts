import type { ConfigProblemView } from '../../contract/index.ts';
import { valuesInvalid } from '../mirror/chart-values.ts';
import { readValues } from '../mirror/values-text.ts';
import { toMessage } from '../observer.ts';

/** What is wrong with the values for a chart, at its line; nothing when they can be used. */
export function checkValues(chart: string, yaml: string): ConfigProblemView[] {
  const read = readValues(yaml);
  if (read.ok) return [];
  const { line, column } = read;
  return [{ level: 'error', message: toMessage(valuesInvalid(chart, read)), line, column }];
}

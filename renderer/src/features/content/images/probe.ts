import type { ConfigProblemView, SluiceClient } from '../../../../../core/contract/index.ts';

const head = ['apiVersion: mirror.openshift.io/v2alpha1', 'kind: ImageSetConfiguration', 'mirror:'];

/**
 * Asks the host what is wrong with names before they come into the configuration: its rules are the only ones.
 * Gives the problems of each name, in the same order. Throws RemoteError.
 */
export async function probeNames(
  client: SluiceClient,
  section: 'additionalImages' | 'blockedImages',
  names: readonly string[],
  signal: AbortSignal,
): Promise<readonly (readonly ConfigProblemView[])[]> {
  if (names.length === 0) return [];
  // A JSON string is a YAML string, whatever is in it.
  const entries = names.map((name) => `    - name: ${JSON.stringify(name)}`);
  const yaml = [...head, `  ${section}:`, ...entries, ''].join('\n');
  const { problems } = await client.invoke('config.describe', { yaml }, { signal });
  const byLine = Map.groupBy(problems, ({ line }) => line - head.length - 2);
  return names.map((_name, at) => byLine.get(at) ?? []);
}

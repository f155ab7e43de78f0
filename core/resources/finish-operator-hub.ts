import type { DefaultSources } from '../contract/index.ts';
import { emitYaml, type ResourceFile } from './file.ts';

/**
 * Disables default catalogue sources: a cluster without internet cannot reach them, and while one is enabled, none of
 * its name can be anybody else's. Undefined when none is to be disabled. OpenShift API reference, OperatorHub
 * [config.openshift.io/v1]: one object named `cluster`; entries of `sources` take precedence over
 * `disableAllDefaultSources`. That field is left out beside names, so that a cluster which has all disabled keeps that.
 */
export function operatorHubFile(choice: DefaultSources): ResourceFile | undefined {
  if (choice.kind === 'keep' || (choice.kind === 'named' && choice.names.length === 0)) return undefined;
  const spec =
    choice.kind === 'all'
      ? { disableAllDefaultSources: true }
      : { sources: [...new Set(choice.names)].sort().map((name) => ({ disabled: true, name })) };
  const text = emitYaml({
    apiVersion: 'config.openshift.io/v1',
    kind: 'OperatorHub',
    metadata: { name: 'cluster' },
    spec,
  });
  return { fileName: 'operatorhub.yaml', text };
}

/** Whether the choice disables the default source of this name. */
export function disablesSource(choice: DefaultSources, name: string): boolean {
  return choice.kind === 'all' || (choice.kind === 'named' && choice.names.some((named) => named === name));
}

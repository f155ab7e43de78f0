import { join } from 'node:path';
import type { Site } from '../../contract/index.ts';
import type { PracticeEnvironment } from '../../practice/index.ts';
import type { HostServices } from '../services.ts';

/** The machine as one stage of the practice environment has it: its own variables, folder and state. */
export function stageServices(
  services: HostServices,
  practice: Pick<PracticeEnvironment, 'stages'>,
  stage: Site,
): HostServices {
  const { variables, directory } = practice.stages[stage];
  return {
    ...services,
    environment: {
      ...services.environment,
      workingDirectory: directory,
      variables: {
        PATH: services.environment.variables['PATH'],
        ...variables,
        SLUICE_STATE_DIR: join(directory, 'state'),
      },
    },
  };
}

/** A stage may talk to its own registry only: practice proves it every time. */
export function allowedHosts(practice: Pick<PracticeEnvironment, 'hosts'>, stage: Site): string[] {
  return [stage === 'connected' ? practice.hosts.upstream : practice.hosts[stage]];
}

import { createLinuxProbe, type DriveProbe, type RunTool } from '../../media/index.ts';
import type { HostServices } from '../services.ts';

/** The probe for this operating system; undefined where we have none. */
export function systemProbe({ fs, environment }: HostServices, run: RunTool): DriveProbe | undefined {
  switch (environment.platform) {
    case 'linux':
      // Loop devices stand for sticks when things are tried out.
      return createLinuxProbe({
        fs,
        environment,
        run,
        loops: environment.variables['SLUICE_LOOP_DRIVES'] === '1',
      });
    default:
      return undefined;
  }
}

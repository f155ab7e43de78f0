import {
  createLinuxProbe,
  createMacosProbe,
  createWindowsProbe,
  type DriveProbe,
  type RunTool,
} from '../../media/index.ts';
import type { HostServices } from '../services.ts';

/** The probe for this operating system; undefined where we have none. */
export function systemProbe({ fs, clock, environment }: HostServices, run: RunTool): DriveProbe | undefined {
  switch (environment.platform) {
    case 'linux':
      // Loop devices stand for sticks when things are tried out.
      return createLinuxProbe({
        fs,
        clock,
        environment,
        run,
        loops: environment.variables['SLUICE_LOOP_DRIVES'] === '1',
      });
    case 'darwin':
      return createMacosProbe(fs, run);
    case 'win32':
      return createWindowsProbe(fs, clock, run);
    default:
      return undefined;
  }
}

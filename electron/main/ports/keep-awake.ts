import type { PowerSaveBlocker } from 'electron';
import type { ShellPorts } from '../../../core/host/index.ts';

/** The machine stays awake while a job runs; its screen may go dark. */
export function keepAwakePort(
  blocker: Pick<PowerSaveBlocker, 'start' | 'stop'>,
): NonNullable<ShellPorts['keepAwake']> {
  return () => {
    const id = blocker.start('prevent-app-suspension');
    let held = true;
    return () => {
      if (held) blocker.stop(id);
      held = false;
    };
  };
}

import { systemClock, type Clock, type FileSystem } from '../../../core/ports/index.ts';

/** A file system as it is found after the machine was started again, so many times: only the boot's name differs. */
export function rebooted(fs: FileSystem, times = 1): FileSystem {
  const bootId = `00000000-0000-4000-8000-${String(times).padStart(12, '0')}`;
  return new Proxy(fs, {
    get(target, key) {
      const member: unknown = Reflect.get(target, key, target);
      if (key !== 'readFile' || typeof member !== 'function') return member;
      return (...parameters: unknown[]): unknown =>
        parameters[0] === '/proc/sys/kernel/random/boot_id'
          ? Promise.resolve(bootId)
          : (Reflect.apply(member, target, parameters) as unknown);
    },
  });
}

const minute = 60_000;

/**
 * The clock of a machine that took two minutes to start, so that nobody thinks the locks of its former boot fresh. Its
 * watches over them take no time; what can be given up (a heartbeat's wait, a retry's) takes its time.
 */
export const clockAfterReboot: Clock = {
  ...systemClock,
  now: () => new Date(Date.now() + 2 * minute),
  sleep: (milliseconds, signal) =>
    signal === undefined ? Promise.resolve() : systemClock.sleep(milliseconds, signal),
};

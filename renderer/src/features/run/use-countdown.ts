import { useEffect, useState } from 'react';
import { usePageVisible } from '../../hooks/use-page-visible.ts';

/** Seconds left of `seconds`, counted from when `key` was first seen: the host's clock may not be the page's. */
export function useCountdown(key: string, seconds: number | undefined): number | undefined {
  const visible = usePageVisible();
  const [seen, setSeen] = useState({ key, at: Date.now(), now: Date.now() });
  useEffect(() => {
    setSeen((before) => {
      const now = Date.now();
      return before.key === key ? { ...before, now } : { key, at: now, now };
    });
    if (seconds === undefined || !visible) return undefined;
    const timer = setInterval(() => setSeen((before) => ({ ...before, now: Date.now() })), 1000);
    return () => clearInterval(timer);
  }, [key, seconds, visible]);
  if (seconds === undefined) return undefined;
  const passed = seen.key === key ? (seen.now - seen.at) / 1000 : 0;
  return Math.max(0, Math.ceil(seconds - passed));
}

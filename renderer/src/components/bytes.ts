import { formatBytes } from '../../../core/contract/index.ts';
import { useTranslation } from 'react-i18next';

/** Seconds as people say them. */
export function useDuration(): (seconds: number) => string {
  const { t } = useTranslation('common');
  return (value) => {
    const whole = Math.max(0, Math.round(value));
    const [hours, minutes, seconds] = [Math.floor(whole / 3600), Math.floor((whole % 3600) / 60), whole % 60];
    if (hours > 0) return t('duration.hours', { hours, minutes });
    if (minutes > 0) return t('duration.minutes', { minutes, seconds });
    return t('duration.seconds', { seconds });
  };
}

/** Bytes a second. */
export function useRate(): (bytesPerSecond: number) => string {
  const { t } = useTranslation('common');
  return (rate) => t('perSecond', { amount: formatBytes(Math.round(rate)) });
}

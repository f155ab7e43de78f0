import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useMemo, useRef, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { LogLine } from '../../../../core/contract/index.ts';
import { useLanguage } from '../../i18n/use-language.ts';

/** Pixels of a line. */
const lineHeight = 24;
const height = 420;
/** Nearer to the end than this, in pixels, counts as being there. */
const near = 2 * lineHeight;

/**
 * The lines in view. It is no live region: a log that is read out would silence everything else; what matters is
 * announced by itself.
 */
export function LogLines({
  lines,
  words,
  follow,
  onFollow,
}: {
  readonly lines: readonly LogLine[];
  readonly words: (line: LogLine) => string;
  readonly follow: boolean;
  readonly onFollow: (follow: boolean) => void;
}): ReactNode {
  const { t } = useTranslation('run');
  const language = useLanguage();
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => lineHeight,
    overscan: 10,
    initialRect: { width: 800, height },
  });
  const last = lines.at(-1)?.seq;
  useEffect(() => {
    const element = scroller.current;
    if (follow && element !== null) element.scrollTop = element.scrollHeight;
  }, [follow, last, lines.length]);
  const time = useMemo(
    () => new Intl.DateTimeFormat(language === 'zh' ? 'zh-CN' : 'en-GB', { timeStyle: 'medium' }),
    [language],
  );
  return (
    <div
      ref={scroller}
      className="sluice-log"
      role="region"
      aria-label={t('log.title')}
      tabIndex={0}
      onScroll={({ currentTarget: { scrollHeight, scrollTop, clientHeight } }) => {
        const atEnd = scrollHeight - scrollTop - clientHeight < near;
        if (atEnd !== follow) onFollow(atEnd);
      }}
    >
      <div style={{ blockSize: virtual.getTotalSize(), position: 'relative' }}>
        {virtual.getVirtualItems().map(({ index, start }) => {
          const line = lines[index];
          if (line === undefined) return null;
          return (
            <div
              key={line.seq}
              className={`sluice-log-line sluice-log-${line.level}`}
              style={{ blockSize: lineHeight, insetBlockStart: start }}
            >
              <span className="sluice-log-time">{time.format(new Date(line.at))}</span>
              <span className="sluice-log-level">{t(`log.levelOf.${line.level}`)}</span>
              <span>{words(line)}</span>
            </div>
          );
        })}
      </div>
    </div>
  );
}

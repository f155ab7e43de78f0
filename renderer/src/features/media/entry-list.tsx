import { Label } from '@patternfly/react-core';
import { FileIcon } from '@patternfly/react-icons/dist/esm/icons/file-icon';
import { FolderIcon } from '@patternfly/react-icons/dist/esm/icons/folder-icon';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useId, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { formatBytes, type BrowseEntry, type PathToken } from '../../../../core/contract/index.ts';
import { useMoment } from './set-summary.tsx';

/** Pixels of an entry. */
const rowHeight = 36;
const listHeight = 320;
/** Entries that Page Up and Page Down pass. */
const pageRows = 8;

interface EntryListProps {
  readonly label: string;
  readonly entries: readonly BrowseEntry[];
  readonly selected: PathToken | undefined;
  readonly empty: string;
  /** Opens a folder, selects a file. */
  readonly onAct: (entry: BrowseEntry) => void;
  readonly onUp: () => void;
}

/**
 * The entries of a folder as one stop of the Tab key: arrows move, Enter acts, Backspace goes up, letters jump
 * (WAI-ARIA, listbox). Only what is in view is drawn.
 */
export function EntryList({ label, entries, selected, empty, onAct, onUp }: EntryListProps): ReactNode {
  const { t } = useTranslation('media');
  const id = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const [active, setActive] = useState(0);
  const typed = useRef({ text: '', at: 0 });
  const virtual = useVirtualizer({
    count: entries.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 6,
    initialRect: { width: 600, height: listHeight },
  });
  // A folder that was opened begins at its top, and the list has the focus, as a file dialog does.
  useEffect(() => {
    setActive(0);
    typed.current = { text: '', at: 0 };
    scroller.current?.focus({ preventScroll: true });
  }, [entries]);

  const moveTo = (place: number): void => {
    const next = Math.max(0, Math.min(entries.length - 1, place));
    setActive(next);
    virtual.scrollToIndex(next);
  };
  const jump = (letter: string, now: number): void => {
    const text = (now - typed.current.at < 1000 ? typed.current.text : '') + letter.toLowerCase();
    typed.current = { text, at: now };
    const found = entries.findIndex(({ name }) => name.toLowerCase().startsWith(text));
    if (found >= 0) moveTo(found);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const entry = entries[active];
    const moves: Partial<Record<string, () => void>> = {
      ArrowDown: () => moveTo(active + 1),
      ArrowUp: () => moveTo(active - 1),
      PageDown: () => moveTo(active + pageRows),
      PageUp: () => moveTo(active - pageRows),
      Home: () => moveTo(0),
      End: () => moveTo(entries.length - 1),
      Enter: () => entry !== undefined && onAct(entry),
      ArrowRight: () => entry?.kind === 'directory' && onAct(entry),
      ArrowLeft: onUp,
      Backspace: onUp,
    };
    const move = moves[event.key];
    const isLetter = event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey;
    if (move === undefined && !isLetter) return;
    event.preventDefault();
    if (move === undefined) jump(event.key, event.timeStamp);
    else move();
  };
  return (
    <>
      <span id={`${id}-keys`} hidden>
        {t('browser.keys')}
      </span>
      {entries.length === 0 && <p>{empty}</p>}
      <div
        ref={scroller}
        className="sluice-entries"
        role="listbox"
        tabIndex={0}
        aria-label={label}
        aria-describedby={`${id}-keys`}
        {...(entries.length > 0 && { 'aria-activedescendant': `${id}-${active}` })}
        onKeyDown={onKeyDown}
      >
        <div style={{ blockSize: virtual.getTotalSize(), position: 'relative' }} role="presentation">
          {virtual.getVirtualItems().map(({ index, start }) => {
            const entry = entries[index];
            if (entry === undefined) return null;
            return (
              <div
                key={entry.token}
                id={`${id}-${index}`}
                role="option"
                aria-selected={entry.token === selected}
                aria-setsize={entries.length}
                aria-posinset={index + 1}
                className={index === active ? 'sluice-entry sluice-entry-active' : 'sluice-entry'}
                style={{ blockSize: rowHeight, insetBlockStart: start }}
                onClick={() => {
                  setActive(index);
                  onAct(entry);
                }}
              >
                <Entry entry={entry} />
              </div>
            );
          })}
        </div>
      </div>
    </>
  );
}

function Entry({ entry }: { readonly entry: BrowseEntry }): ReactNode {
  const { t } = useTranslation('media');
  const moment = useMoment();
  const isFolder = entry.kind === 'directory';
  return (
    <>
      <span aria-hidden="true">{isFolder ? <FolderIcon /> : <FileIcon />}</span>
      <span className="sluice-entry-name">{entry.name}</span>
      <span className="sluice-visually-hidden">{t(isFolder ? 'browser.folder' : 'browser.file')}</span>
      {entry.holdsSet && (
        <Label isCompact color="blue">
          {t('browser.holdsSet')}
        </Label>
      )}
      <span className="sluice-entry-size sluice-number">
        {entry.size === undefined || isFolder ? '' : formatBytes(entry.size)}
      </span>
      <span className="sluice-entry-date">{entry.modified === undefined ? '' : moment(entry.modified)}</span>
    </>
  );
}

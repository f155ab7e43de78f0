import { Checkbox, Label } from '@patternfly/react-core';
import { useEffect, useId, useRef, type ReactNode, type RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { formatBytes, type PackageLine } from '../../../../../core/contract/index.ts';
import { LevelText } from '../../../components/level-text.tsx';
import { packageKey } from '../../../stores/content.ts';
import { useSlice } from '../../../stores/context.tsx';
import { useCatalogWork } from './catalog-context.tsx';
import type { GridPlace } from './grid-keys.ts';
import { askedOf, stateOfCatalog } from './package-choice.ts';
import { wholePackage } from './package-edits.ts';
import { PackageIcon } from './package-icon.tsx';
import { useAskWords } from './use-ask-words.ts';

interface PackageRowProps {
  readonly line: PackageLine;
  readonly index: number;
  /** Pixels from the top of the list. */
  readonly start: number;
  readonly icon: string | undefined;
  readonly isOpen: boolean;
  /** The column that Tab reaches; undefined: another row's. */
  readonly focusColumn: GridPlace['column'] | undefined;
  readonly wantsFocus: RefObject<boolean>;
  readonly onFocus: (place: GridPlace) => void;
  readonly onOpen: (name: string) => void;
}

/** One package: whether it is carried, what it is, and what it brings. */
export function PackageRow(props: PackageRowProps): ReactNode {
  const { line, index, start, icon, isOpen, focusColumn, wantsFocus, onFocus, onOpen } = props;
  const { t } = useTranslation(['operators', 'content']);
  const id = useId();
  const { catalog, operator, isLocked, put, drop } = useCatalogWork();
  const words = useAskWords();
  const size = useSlice('content', (slice) => slice.packageSizes.get(packageKey(catalog, line.name)));
  const pick = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const asked = askedOf(operator, line.name);
  const isWhole = stateOfCatalog(operator) === 'whole';
  useEffect(() => {
    if (focusColumn === undefined || !wantsFocus.current) return;
    wantsFocus.current = false;
    const box = focusColumn === 0 ? pick.current?.querySelector('input') : undefined;
    const target = box?.disabled === false ? box : button.current;
    target?.focus({ preventScroll: true });
  });
  const { name, displayName, provider, defaultChannel, headVersion, head, needs } = line;
  return (
    <div
      role="row"
      aria-rowindex={index + 2}
      className="sluice-operators-row"
      data-open={isOpen}
      style={{ transform: `translateY(${start}px)` }}
    >
      <div ref={pick} role="gridcell" data-column="pick">
        {isWhole ? (
          <LevelText level="success">
            <span className="sluice-visually-hidden">{t('grid.carried')}</span>
          </LevelText>
        ) : (
          <Checkbox
            id={`${id}-pick`}
            aria-label={t('grid.pickOf', { name: displayName })}
            isChecked={asked !== undefined}
            isDisabled={isLocked}
            tabIndex={focusColumn === 0 ? 0 : -1}
            onFocus={() => onFocus({ row: index, column: 0 })}
            onChange={(_event, isOn) => (isOn ? put(wholePackage(name)) : drop([name]))}
          />
        )}
      </div>
      <div role="gridcell" data-column="package">
        <PackageIcon address={icon} />
        <div className="sluice-operators-title">
          <button
            ref={button}
            type="button"
            className="sluice-operators-name"
            tabIndex={focusColumn === undefined || (focusColumn === 0 && !isWhole) ? -1 : 0}
            aria-expanded={isOpen}
            onFocus={() => onFocus({ row: index, column: 1 })}
            onClick={() => onOpen(name)}
          >
            {displayName}
          </button>
          <span className="sluice-operators-under" title={line.summary}>
            {provider}
            {asked !== undefined && (
              <>
                {provider !== '' && ' · '}
                <strong>{words(asked, operator?.full ?? false)}</strong>
              </>
            )}
          </span>
        </div>
        <Marks line={line} />
      </div>
      <div role="gridcell" data-column="channel">
        <span>{defaultChannel ?? t('grid.noDefault')}</span>
        <span className="sluice-operators-under">
          {headVersion ?? head ?? ''}
          {line.channels > 1 && ` · ${t('grid.channels', { count: line.channels })}`}
        </span>
      </div>
      <div role="gridcell" data-column="needs" title={needs.join('\n')}>
        {needs.length === 0 ? '' : needs[0]}
        {needs.length > 1 && (
          <span className="sluice-operators-under">{t('grid.moreNeeds', { count: needs.length - 1 })}</span>
        )}
      </div>
      <div role="gridcell" data-column="size" className="sluice-number">
        {size !== undefined && (
          <>
            <span>{formatBytes(size.bytes)}</span>
            <span className="sluice-operators-under">
              {t('grid.new', { size: formatBytes(size.newBytes) })}
            </span>
          </>
        )}
        {size === undefined && (asked !== undefined || isWhole) && t('content:size.open')}
      </div>
    </div>
  );
}

function Marks({ line }: { readonly line: PackageLine }): ReactNode {
  const { t } = useTranslation('operators');
  return (
    <span className="sluice-operators-marks">
      {line.deprecated !== undefined && (
        <Label isCompact color="orange">
          {t('mark.deprecated')}
        </Label>
      )}
      {line.problems > 0 && (
        <Label isCompact color="yellow">
          {t('mark.problems', { count: line.problems })}
        </Label>
      )}
      {line.disconnected === true && (
        <Label isCompact color="teal">
          {t('mark.disconnected')}
        </Label>
      )}
    </span>
  );
}

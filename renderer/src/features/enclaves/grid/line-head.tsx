import { AngleDownIcon } from '@patternfly/react-icons/dist/esm/icons/angle-down-icon';
import { AngleRightIcon } from '@patternfly/react-icons/dist/esm/icons/angle-right-icon';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useRowName } from '../cell-words.ts';
import { shortCatalogName } from '../../content/operators/catalog-name.ts';
import type { ContentRow, Section } from '../rules/row.ts';
import type { Line } from '../rules/visible-rows.ts';

interface LineHeadProps {
  readonly line: Line;
  readonly index: number;
  readonly hasFocus: boolean;
  readonly onFocus: () => void;
  readonly onOpen: (line: Line) => void;
}

/** The name of a line, and the button that opens what is below it. */
export function LineHead({ line, index, hasFocus, onFocus, onOpen }: LineHeadProps): ReactNode {
  const { title, full, under } = useLineWords()(line);
  const shared = {
    'data-place': `${index}:0`,
    tabIndex: hasFocus ? 0 : -1,
    onFocus,
    title: [full, under].filter((text) => text !== '').join(' · '),
  };
  const text = (
    <>
      <span className="sluice-matrix-title">{title}</span>
      {under !== '' && <span className="sluice-matrix-under">{under}</span>}
    </>
  );
  return (
    <div role="rowheader" aria-colindex={1} className="sluice-matrix-line-head" data-level={levelOf(line)}>
      {line.isOpen === undefined ? (
        <span className="sluice-matrix-plain" {...shared}>
          {text}
        </span>
      ) : (
        <button
          type="button"
          className="sluice-matrix-opener"
          aria-expanded={line.isOpen}
          {...shared}
          onClick={() => onOpen(line)}
        >
          {line.isOpen ? <AngleDownIcon /> : <AngleRightIcon />}
          <span className="sluice-matrix-lines">{text}</span>
        </button>
      )}
    </div>
  );
}

export function levelOf(line: Line): number {
  return line.kind === 'section' ? 1 : line.level;
}

function useLineWords(): (line: Line) => {
  readonly title: string;
  /** Where the title is only its end. */
  readonly full: string;
  readonly under: string;
} {
  const { t } = useTranslation('matrix');
  const rowName = useRowName();
  const underOf = (row: ContentRow): string => {
    if (row.held === 'no') return t('line.notHeld');
    switch (row.kind) {
      case 'release':
        return row.architectures.join(' · ');
      case 'package':
        return row.name === row.displayName ? '' : row.name;
      case 'bundle':
        return row.bundle.version === undefined ? '' : row.bundle.name;
      case 'newest':
      case 'channel':
      case 'image':
        return '';
    }
  };
  return (line) => {
    if (line.kind === 'row') {
      const title = rowName(line.row);
      return { title, full: title, under: underOf(line.row) };
    }
    const { section, shown } = line;
    return {
      title: sectionTitle(section, t('section.images')),
      full: section.name,
      under: t(`section.${section.kind}Count`, { count: shown }),
    };
  };
}

/** A catalogue by the end of its name, which is what tells catalogues apart. */
function sectionTitle({ kind, name }: Section, images: string): string {
  switch (kind) {
    case 'images':
      return images;
    case 'catalog':
      return shortCatalogName(name);
    case 'releases':
      return name;
  }
}

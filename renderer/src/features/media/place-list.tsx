import { Button } from '@patternfly/react-core';
import { HistoryIcon } from '@patternfly/react-icons/dist/esm/icons/history-icon';
import { HomeIcon } from '@patternfly/react-icons/dist/esm/icons/home-icon';
import { FolderIcon } from '@patternfly/react-icons/dist/esm/icons/folder-icon';
import { MicrochipIcon } from '@patternfly/react-icons/dist/esm/icons/microchip-icon';
import { UsbIcon } from '@patternfly/react-icons/dist/esm/icons/usb-icon';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { PathToken, Place } from '../../../../core/contract/index.ts';

const icons: Readonly<Record<Place['kind'], ReactNode>> = {
  drive: <UsbIcon />,
  home: <HomeIcon />,
  recent: <HistoryIcon />,
  root: <FolderIcon />,
  practice: <MicrochipIcon />,
};

/** Where browsing can begin. */
export function PlaceList({
  places,
  here,
  onOpen,
}: {
  readonly places: readonly Place[];
  readonly here: PathToken | undefined;
  readonly onOpen: (token: PathToken) => void;
}): ReactNode {
  const { t } = useTranslation('media');
  return (
    <nav aria-label={t('browser.places')} className="sluice-places">
      {places.length === 0 && <p>{t('browser.noPlaces')}</p>}
      <ul>
        {places.map(({ kind, token, display, label }) => (
          <li key={token}>
            <Button
              variant="plain"
              className="sluice-place"
              icon={icons[kind]}
              isClicked={token === here}
              {...(token === here && { 'aria-current': 'location' as const })}
              onClick={() => onOpen(token)}
            >
              <span>
                <span>{label === '' ? t(`browser.kind.${kind}`) : label}</span>
                {display !== label && <span className="sluice-hint sluice-place-path">{display}</span>}
              </span>
            </Button>
          </li>
        ))}
      </ul>
    </nav>
  );
}

/** A place to begin with: drives first, for that is what is carried. */
export function firstPlace(places: readonly Place[], practice: boolean | undefined): Place | undefined {
  const order: readonly Place['kind'][] =
    practice === true
      ? ['practice', 'recent', 'drive', 'home', 'root']
      : ['drive', 'recent', 'home', 'root', 'practice'];
  return order.flatMap((kind) => places.filter((place) => place.kind === kind))[0];
}

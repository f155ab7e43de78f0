import { Alert, List, ListItem } from '@patternfly/react-core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { DriftView } from '../../../../core/contract/index.ts';
import { useMoment } from '../media/set-summary.tsx';
import { DifferenceTable } from './difference-table.tsx';

/** What the last comparison found, and which sets have what is gone. */
export function DriftResult({ view }: { readonly view: DriftView }): ReactNode {
  const { t } = useTranslation('drift');
  const moment = useMoment();
  const { drifted, registry, time, person, intact, images, repaired, differences, carriedAgain } = view;
  const shown = differences.length;
  const all = Object.values(view.counts).reduce((sum, number) => sum + number, 0);
  return (
    <>
      <Alert
        isInline
        isLiveRegion
        component="p"
        variant={drifted ? 'warning' : 'success'}
        title={t(drifted ? 'bad' : 'good', { registry })}
      >
        <p>
          {t('facts', { time: moment(time), person, intact, images })} {repaired && t('afterRepair')}
        </p>
        {carriedAgain !== undefined && <p>{t('carriedAgain', { digests: carriedAgain })}</p>}
      </Alert>
      {shown > 0 && <DifferenceTable differences={differences} />}
      {shown < all && <p>{t('more', { shown })}</p>}
      {view.gone > 0 && <Gone view={view} />}
    </>
  );
}

function Gone({ view: { gone, sets } }: { readonly view: DriftView }): ReactNode {
  const { t } = useTranslation('drift');
  if (sets.length === 0) return <p>{t('goneNowhere', { digests: gone })}</p>;
  return (
    <div>
      <p>{t('gone', { digests: gone })}</p>
      <List>
        {sets.map(({ setId, generation, digests, medium }) => (
          <ListItem key={setId}>
            {medium === undefined
              ? t('set', { generation, digests })
              : t('setOn', { generation, digests, medium })}
          </ListItem>
        ))}
      </List>
    </div>
  );
}

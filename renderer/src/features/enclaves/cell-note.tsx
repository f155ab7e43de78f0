import { Button } from '@patternfly/react-core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Gap } from '../../components/gap.tsx';
import { GuardedButton } from '../../components/guarded-button.tsx';
import { MessageAlert } from '../../components/message-alert.tsx';
import { useCellWords, useFullRowName } from './cell-words.ts';
import type { Place } from './grid/grid-keys.ts';
import { useMatrix, type ShownColumn } from './matrix-context.tsx';
import type { ContentRow } from './rules/row.ts';
import type { Line } from './rules/visible-rows.ts';

/** The cell that has the focus in words, with what can be done where a tick cannot. */
export function CellNote({
  lines,
  place,
}: {
  readonly lines: readonly Line[];
  readonly place: Place;
}): ReactNode {
  const { t } = useTranslation('matrix');
  const { columns } = useMatrix();
  const shown = columns[place.column - 1];
  const line = lines[place.line];
  return (
    <section aria-label={t('note.name')} className="sluice-matrix-note">
      {shown === undefined && <p className="sluice-subtle">{t('note.keys')}</p>}
      {shown !== undefined && line?.kind === 'row' && <RowNote shown={shown} row={line.row} />}
      {shown !== undefined && line?.kind !== 'row' && <ColumnNote shown={shown} />}
    </section>
  );
}

function RowNote({ shown, row }: { readonly shown: ShownColumn; readonly row: ContentRow }): ReactNode {
  const { t } = useTranslation(['matrix', 'content']);
  const { act, change } = useMatrix();
  const words = useCellWords();
  const name = useFullRowName()(row);
  const { column, enclave } = shown;
  if (column === undefined) return <ColumnNote shown={shown} />;
  const toggle = column.toggle(row);
  const says = words(column.cell(row), toggle);
  return (
    <>
      <p>
        <strong>{t('note.at', { row: name, enclave: enclave.name })}</strong>
        <Gap />
        {says}
      </p>
      {toggle.kind === 'change' && toggle.also.length > 0 && (
        <p>
          {t(`note.also.${toggle.to}`, {
            versions: toggle.also.join(t('content:listSeparator')),
            count: toggle.also.length,
          })}
        </p>
      )}
      {toggle.kind === 'locked' && (
        <div className="sluice-actions">
          {toggle.offers.map(({ kind, edits, also }) => (
            <GuardedButton
              key={kind}
              variant="secondary"
              size="sm"
              onClick={() => change(shown, () => edits)}
            >
              {t(`offer.${kind}`, {
                row: name,
                versions: also.join(t('content:listSeparator')),
                count: also.length,
              })}
            </GuardedButton>
          ))}
          <Button variant="link" isInline onClick={() => act('edit', enclave.id)}>
            {t('note.edit', { name: enclave.name })}
          </Button>
        </div>
      )}
    </>
  );
}

function ColumnNote({ shown }: { readonly shown: ShownColumn }): ReactNode {
  const { t } = useTranslation(['matrix', 'common']);
  const { act, countAgain, isViewer } = useMatrix();
  const { column, count, enclave, entry } = shown;
  return (
    <>
      {column === undefined && entry.view !== undefined && (
        <p>
          <strong>{enclave.name}</strong> {t('note.errors')}{' '}
          <Button variant="link" isInline onClick={() => act('edit', enclave.id)}>
            {t('note.edit', { name: enclave.name })}
          </Button>
        </p>
      )}
      {count?.kind === 'failed' && (
        <MessageAlert
          level="error"
          message={count.error}
          actions={
            !isViewer && (
              <Button variant="link" isInline onClick={() => countAgain(enclave.id)}>
                {t('bytes.again')}
              </Button>
            )
          }
        />
      )}
      {(column !== undefined || entry.view === undefined) && count?.kind !== 'failed' && (
        <p className="sluice-subtle">{t('note.keys')}</p>
      )}
    </>
  );
}

import { Button, FormGroup } from '@patternfly/react-core';
import { useCallback, useMemo, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ContentModel } from '../../../../../core/contract/index.ts';
import { MessageAlert } from '../../../components/message-alert.tsx';
import { useQuery } from '../../../hooks/use-query.ts';
import { useMoment } from '../../media/set-summary.tsx';
import { useContentPlace } from '../content-context.tsx';
import { NamePicker, type NameGroup } from '../name-picker.tsx';

const reasons = ['configured', 'published', 'known'] as const;

/** Adds a catalogue to choose from: one that is published or known here, or any other by its reference. */
export function CatalogPicker({
  model,
  chosen,
  isDisabled,
  onChoose,
}: {
  readonly model: ContentModel;
  readonly chosen: readonly string[];
  readonly isDisabled: boolean;
  readonly onChoose: (catalog: string) => void;
}): ReactNode {
  const { t } = useTranslation(['operators', 'content', 'common']);
  const moment = useMoment();
  const { site, source, document } = useContentPlace();
  const asked = JSON.stringify([
    model.channels,
    model.release,
    model.operators.map(({ catalog }) => catalog),
  ]);
  // oxlint-disable-next-line react/exhaustive-deps -- only another choice of releases or catalogues makes another list
  const yaml = useMemo(() => document.getState().history.present, [document, asked]);
  const { reload, ...listed } = useQuery('catalogs.list', { site, source, yaml });
  const catalogs = useMemo(() => (listed.kind === 'ready' ? listed.value.catalogs : []), [listed]);
  const find = useCallback(
    (typed: string): readonly NameGroup[] => {
      const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
      const found = catalogs.filter(({ catalog }) =>
        words.every((word) => catalog.toLowerCase().includes(word)),
      );
      return reasons.flatMap((why) => {
        const names = found
          .filter((one) => one.why === why)
          .map(({ catalog, readAt }) => ({
            name: catalog,
            note: readAt === undefined ? t('picker.unread') : t('picker.readAt', { when: moment(readAt) }),
          }));
        return names.length === 0 ? [] : [{ label: t(`picker.why.${why}`), names }];
      });
    },
    [catalogs, t, moment],
  );
  return (
    <FormGroup label={t('picker.name')}>
      <NamePicker
        find={find}
        chosen={chosen}
        isDisabled={isDisabled}
        onChoose={onChoose}
        words={{
          name: t('picker.name'),
          open: t('picker.open'),
          placeholder: t('picker.placeholder'),
          clear: t('content:picker.clear'),
          typed: (name) => t('content:picker.typed', { name }),
          chosen: t('picker.chosen'),
          nothing: t('picker.nothing'),
        }}
      />
      {listed.kind === 'failed' && (
        <MessageAlert
          level="warning"
          message={listed.error}
          actions={
            <Button variant="link" isInline onClick={reload}>
              {t('common:action.retry')}
            </Button>
          }
        />
      )}
    </FormGroup>
  );
}

import {
  Button,
  Content,
  EmptyState,
  EmptyStateBody,
  Flex,
  FormSelect,
  FormSelectOption,
  SearchInput,
} from '@patternfly/react-core';
import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConfigEdit, ContentModel, Message } from '../../../../../core/contract/index.ts';
import { MessageAlert } from '../../../components/message-alert.tsx';
import { useForms } from '../content-context.tsx';
import { BlockedImages } from './blocked-images.tsx';
import { hasFailed } from './create-resolver.ts';
import { filterRows, imageRows, pinnable, type ImageFilter, type ImageRow } from './image-rows.ts';
import { ImageTable } from './image-table.tsx';
import { PasteImages } from './paste-images.tsx';
import { useResolver } from './use-resolver.ts';

/** Up to so many images are looked up without being asked; of a longer list, those in view. */
const resolvedAtOnce = 300;
/** The contract's limits of one call. */
const limits = { names: 5000, edits: 100 } as const;
const filters: readonly ImageFilter[] = ['all', 'failed', 'unpinned'];

/** Additional images and blocked ones. */
export function ImagesTab({ model }: { readonly model: ContentModel }): ReactNode {
  const { t } = useTranslation(['content', 'common']);
  const { isLocked, apply } = useForms();
  const { byName, want, retry } = useResolver();
  const [filter, setFilter] = useState<ImageFilter>('all');
  const [search, setSearch] = useState('');
  const [whyOf, setWhyOf] = useState<string>();
  const rows = useMemo(() => imageRows(model.additionalImages, byName), [model.additionalImages, byName]);
  const shown = useMemo(() => filterRows(rows, filter, search), [rows, filter, search]);
  const known = useMemo(() => new Set(model.additionalImages.map(({ name }) => name)), [model]);
  const pins = pinnable(rows);
  const failed = rows.filter(({ resolution }) => hasFailed(resolution));
  const isLong = rows.length > resolvedAtOnce;
  useEffect(() => {
    if (!isLong) want([...known]);
  }, [isLong, known, want]);
  // What is found out of images makes new rows; it is no reason to ask for them again.
  const latest = useRef(shown);
  useLayoutEffect(() => {
    latest.current = shown;
  }, [shown]);
  const inView = useCallback(
    (from: number, to: number) => want(latest.current.slice(from, to).map(({ name }) => name)),
    // oxlint-disable-next-line react/exhaustive-deps -- other names in the same rows are to be asked for
    [want, filter, search, model.additionalImages],
  );
  const why = whyOf === undefined ? undefined : failureOf(rows.find(({ name }) => name === whyOf));

  const add = (names: readonly string[]): Promise<boolean> =>
    apply(slices(names, limits.names).map((some) => ({ kind: 'addImages', names: [...some] })));
  const pin = async (some: readonly { readonly name: string; readonly by: string }[]): Promise<void> => {
    const edits = some.map((one): ConfigEdit => ({ kind: 'replaceImage', ...one }));
    for (const part of slices(edits, limits.edits)) if (!(await apply(part))) return;
  };
  return (
    <div className="sluice-content-stack">
      <Content component="p">{t('images.lead')}</Content>
      <PasteImages known={known} isLocked={isLocked} onAdd={add} />
      {rows.length === 0 ? (
        <EmptyState headingLevel="h3" titleText={t('images.empty')}>
          <EmptyStateBody>{t('images.emptyNext')}</EmptyStateBody>
        </EmptyState>
      ) : (
        <>
          <Flex alignItems={{ default: 'alignItemsCenter' }}>
            <SearchInput
              className="sluice-content-search"
              aria-label={t('images.search')}
              value={search}
              onChange={(_event, next) => setSearch(next)}
              onClear={() => setSearch('')}
              resetButtonLabel={t('common:action.clear')}
            />
            <FormSelect
              className="sluice-content-narrow"
              aria-label={t('images.filter.name')}
              value={filter}
              onChange={(_event, next) => setFilter(filters.find((one) => one === next) ?? 'all')}
            >
              {filters.map((one) => (
                <FormSelectOption key={one} value={one} label={t(`images.filter.${one}`)} />
              ))}
            </FormSelect>
            <Button
              variant="secondary"
              isDisabled={isLocked || pins.length === 0}
              onClick={() => void pin(pins)}
            >
              {t('images.pinAll', { count: pins.length })}
            </Button>
            {isLong && (
              <Button variant="link" onClick={() => want([...known])}>
                {t('images.resolveAll', { count: rows.length })}
              </Button>
            )}
            {failed.length > 0 && (
              <Button variant="link" onClick={() => retry(failed.map(({ name }) => name))}>
                {t('images.retry', { count: failed.length })}
              </Button>
            )}
          </Flex>
          <ImageTable
            rows={shown}
            isLocked={isLocked}
            onRange={inView}
            onWhy={({ name }) => setWhyOf(name)}
            onPin={(name, by) => void pin([{ name, by }])}
            onRemove={({ name }) => void apply([{ kind: 'removeImages', names: [name] }])}
          />
          {why !== undefined && <MessageAlert level="error" message={why} />}
        </>
      )}
      <BlockedImages patterns={model.blockedImages} />
    </div>
  );
}

function failureOf(row: ImageRow | undefined): Message | undefined {
  const resolution = row?.resolution;
  if (resolution?.kind === 'failed') return resolution.error;
  return resolution?.kind === 'done' ? resolution.image.error : undefined;
}

function slices<Item>(items: readonly Item[], size: number): readonly (readonly Item[])[] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_item, at) =>
    items.slice(at * size, (at + 1) * size),
  );
}

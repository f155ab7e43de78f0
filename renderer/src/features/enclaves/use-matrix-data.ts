import { useCallback, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ContentModel, EnclaveView, Holdings, RegistryPlace } from '../../../../core/contract/index.ts';
import { useAnnounce } from '../../components/live-region.tsx';
import { useIsViewer } from '../../hooks/use-is-viewer.ts';
import { useSlice } from '../../stores/context.tsx';
import { useCellWords, useFullRowName } from './cell-words.ts';
import type { ColumnAct, Matrix, ShownColumn } from './matrix-context.tsx';
import { buildSections } from './rules/build-sections.ts';
import { createColumn, type Column } from './rules/column.ts';
import { mediaOf } from './rules/media.ts';
import type { ContentRow } from './rules/row.ts';
import type { BoardEntry } from './stores/create-board.ts';
import { figuresOf, type Count } from './stores/create-counts.ts';
import { useBoard } from './use-board.ts';
import { useCounts } from './use-counts.ts';
import type { ExportDraft } from './use-export-draft.ts';
import { useMedia } from './use-media.ts';
import { useSetMedium } from './use-set-medium.ts';

interface MatrixParts {
  readonly enclaves: readonly EnclaveView[];
  readonly holdings: Holdings | undefined;
  readonly registry: RegistryPlace | undefined;
  readonly draft: ExportDraft | undefined;
  readonly act: (act: ColumnAct, enclaveId: string) => void;
}

/** Rows, columns and what can be done with them, kept up to date. `said`: what the last change did. */
export function useMatrixData({ enclaves, holdings, registry, draft, act }: MatrixParts): {
  readonly matrix: Matrix;
  readonly said: string;
  readonly undo: (() => void) | undefined;
} {
  const { t } = useTranslation(['matrix', 'content']);
  const isViewer = useIsViewer();
  const isOffline = useSlice('connection', ({ state }) => state.kind === 'lost');
  const announce = useAnnounce();
  const words = useCellWords();
  const rowName = useFullRowName();
  const { store: board, entries, last } = useBoard(enclaves);
  const sections = useSections(entries, holdings);
  const conf = draft?.registry === registry ? (draft?.registriesConf ?? null) : null;
  const { counts, again } = useCounts(entries, isViewer ? undefined : registry, conf);
  const { drives, destinations } = useMedia(enclaves, draft);
  const setMedium = useSetMedium(board, draft);
  const [said, setSaid] = useState('');
  const countOf = useCallback(
    ({ id, counted }: EnclaveView): Count | undefined =>
      counts.get(id) ?? (isViewer && counted !== undefined ? { kind: 'told', figures: counted } : undefined),
    [counts, isViewer],
  );
  const media = useMemo(() => {
    const passengers = [...entries.values()].map(({ enclave }) => ({
      id: enclave.id,
      name: enclave.name,
      figures: figuresOf(countOf(enclave)),
      destination: destinations.get(enclave.id),
    }));
    return mediaOf(passengers, drives);
  }, [entries, countOf, destinations, drives]);
  const columns = useMemo(() => {
    const known = new Map<ContentModel, Column>();
    return [...entries.values()].map((entry): ShownColumn => {
      const model = entry.view?.model;
      const column = model && (known.get(model) ?? createColumn(model, sections));
      if (model !== undefined && column !== undefined) known.set(model, column);
      const { enclave } = entry;
      const destination = destinations.get(enclave.id);
      const medium = media.find(({ passengers }) => passengers.some(({ id }) => id === enclave.id));
      return { enclave, entry, column, count: countOf(enclave), destination, medium };
    });
  }, [entries, sections, countOf, destinations, media]);
  const say = useCallback(
    (sentence: string) => {
      setSaid(sentence);
      announce(sentence);
    },
    [announce],
  );
  const toggle = useCallback(
    ({ enclave, column }: ShownColumn, row: ContentRow): void => {
      const now = column?.toggle(row);
      if (isViewer || column === undefined || now === undefined) return;
      if (now.kind === 'locked') return announce(words(column.cell(row), now));
      const { to, also } = now;
      const made = board.getState().apply(enclave.id, (model) => {
        const next = createColumn(model, sections).toggle(row);
        return next.kind === 'change' && next.to === to ? next.edits : [];
      });
      const done = t(`said.${to}`, { row: rowName(row), enclave: enclave.name });
      const versions = also.join(t('content:listSeparator'));
      const rest = also.length === 0 ? '' : ` ${t(`said.also.${to}`, { versions, count: also.length })}`;
      void made.then((isMade) => isMade && say(`${done}${rest}`));
    },
    [board, sections, isViewer, announce, say, words, rowName, t],
  );
  const tell = useCallback(
    (enclave: EnclaveView, made: Promise<boolean>): void => {
      void made.then((isMade) => isMade && say(t('said.changed', { enclave: enclave.name })));
    },
    [say, t],
  );
  const change = useCallback<Matrix['change']>(
    ({ enclave }, edits) => tell(enclave, board.getState().apply(enclave.id, edits)),
    [board, tell],
  );
  const replace = useCallback<Matrix['replace']>(
    ({ enclave }, yaml) => tell(enclave, board.getState().replace(enclave.id, yaml)),
    [board, tell],
  );
  const place = useCallback<Matrix['place']>(
    ({ enclave }, folder) => {
      void setMedium(enclave.id, folder).then(
        (isKept) => isKept && say(t('said.medium', { enclave: enclave.name, place: folder.display })),
      );
    },
    [setMedium, say, t],
  );
  const undo = useCallback(() => {
    const name = enclaves.find(({ id }) => id === last?.enclaveId)?.name ?? '';
    void board
      .getState()
      .undo()
      .then((isDone) => say(t(isDone ? 'undo.done' : 'undo.late', { enclave: name })));
  }, [board, enclaves, last, say, t]);
  const matrix = useMemo<Matrix>(
    () => ({
      board,
      sections,
      columns,
      media,
      isViewer,
      isOffline,
      toggle,
      change,
      replace,
      place,
      act,
      countAgain: again,
    }),
    [board, sections, columns, media, isViewer, isOffline, toggle, change, replace, place, act, again],
  );
  return { matrix, said, undo: last === undefined ? undefined : undo };
}

/** The rows. What an enclave asked for when it was first seen keeps its row, also once it is unticked. */
function useSections(
  entries: ReadonlyMap<string, BoardEntry>,
  holdings: Holdings | undefined,
): ReturnType<typeof buildSections> {
  const first = useRef(new Map<string, ContentModel>());
  return useMemo(() => {
    const models = [...entries].flatMap(([id, { view }]) => {
      const model = view?.model;
      if (model === undefined) return [];
      const seen = first.current.get(id) ?? model;
      first.current.set(id, seen);
      return seen === model ? [model] : [seen, model];
    });
    return buildSections(holdings, models);
  }, [entries, holdings]);
}

import { createContext, useContext, type ReactNode } from 'react';
import { useStore } from 'zustand';
import type {
  ChartValuesTexts,
  ConfigEdit,
  ContentModel,
  ContentSource,
  Site,
} from '../../../../core/contract/index.ts';
import { useIsViewer } from '../../hooks/use-is-viewer.ts';
import { formStateOf, type DocumentState, type DocumentStore } from './document/create-document.ts';

/** Values over charts' own, which the parent keeps beside the configuration. */
export interface ValuesPlace {
  readonly texts: ChartValuesTexts;
  readonly change: (texts: ChartValuesTexts) => void;
}

export interface ContentPlace {
  readonly site: Site;
  readonly source: ContentSource;
  readonly document: DocumentStore;
  /** Absent: they are given elsewhere, and cannot be changed here. */
  readonly values?: ValuesPlace | undefined;
}

const PlaceContext = createContext<ContentPlace | undefined>(undefined);

/** Where content is looked up and which configuration it goes into, for every part of the step. */
export function ContentPlaceProvider({
  place,
  children,
}: {
  readonly place: ContentPlace;
  readonly children: ReactNode;
}): ReactNode {
  return <PlaceContext.Provider value={place}>{children}</PlaceContext.Provider>;
}

export function useContentPlace(): ContentPlace {
  const place = useContext(PlaceContext);
  if (place === undefined) throw new RangeError('outside of ContentPlaceProvider');
  return place;
}

export function useDocumentSlice<Selected>(selector: (state: DocumentState) => Selected): Selected {
  return useStore(useContentPlace().document, selector);
}

export interface Forms {
  /** Undefined until the text had no errors for the first time. */
  readonly model: ContentModel | undefined;
  /** Nothing can be changed: the text has errors, is not read yet, or another window is in control. */
  readonly isLocked: boolean;
  /** True: done. */
  apply(edits: readonly ConfigEdit[]): Promise<boolean>;
}

/** What a form shows and how it changes the configuration. */
export function useForms(): Forms {
  const isViewer = useIsViewer();
  const model = useDocumentSlice((state) => state.model);
  const apply = useDocumentSlice((state) => state.apply);
  const kind = useDocumentSlice((state) => formStateOf(state).kind);
  return { model, isLocked: isViewer || kind === 'loading' || kind === 'errors', apply };
}

import { useEffect, useRef, useState } from 'react';
import { useClient, useStores } from '../../../stores/context.tsx';
import { browserDelay, createDocument, type DocumentStore } from './create-document.ts';
import { startHistory } from '../../../stores/text-history.ts';

/** Texts that a parent may still echo. */
const echoes = 20;

/**
 * The document of a step whose text the parent keeps. A text of the parent that this document did not send is
 * another text, such as a template: it replaces what is here and can be undone. Steps back survive leaving the page
 * and coming back to the same text.
 */
export function useDocument(yaml: string, onChange: (yaml: string) => void): DocumentStore {
  const client = useClient();
  const { content } = useStores();
  const [store] = useState(() => {
    const { history } = content.getState();
    return createDocument(client, history?.present === yaml ? history : startHistory(yaml), browserDelay);
  });
  const sent = useRef<readonly string[]>([]);
  const tell = useRef(onChange);
  useEffect(() => {
    tell.current = onChange;
  }, [onChange]);
  useEffect(() => {
    store.getState().check();
    const end = store.subscribe(({ history }, before) => {
      if (history.present === before.history.present) return;
      sent.current = [...sent.current, history.present].slice(-echoes);
      tell.current(history.present);
    });
    return () => {
      end();
      content.getState().keepHistory(store.getState().history);
      store.getState().close();
    };
  }, [store, content]);
  useEffect(() => {
    // An echo may be late: older ones than it will not come any more.
    const echo = sent.current.indexOf(yaml);
    if (echo >= 0) sent.current = sent.current.slice(echo + 1);
    else if (yaml !== store.getState().history.present) store.getState().replace(yaml);
  }, [store, yaml]);
  return store;
}

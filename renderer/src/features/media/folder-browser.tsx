import {
  Button,
  Checkbox,
  ExpandableSection,
  Modal,
  ModalBody,
  ModalFooter,
  ModalHeader,
} from '@patternfly/react-core';
import { ArrowUpIcon } from '@patternfly/react-icons/dist/esm/icons/arrow-up-icon';
import { useEffect, useId, useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { BrowseEntry, PathFacts, PathPurpose, PathToken } from '../../../../core/contract/index.ts';
import { LoadableView } from '../../components/loadable.tsx';
import { MessageAlert } from '../../components/message-alert.tsx';
import { useCommand } from '../../hooks/use-command.ts';
import { useQuery } from '../../hooks/use-query.ts';
import { useSlice } from '../../stores/context.tsx';
import { EntryList } from './entry-list.tsx';
import { MakeFolder } from './make-folder.tsx';
import './media.css';
import { firstPlace, PlaceList } from './place-list.tsx';
import { isFilePurpose } from './purposes.ts';
import { useBrowse } from './use-browse.ts';

export interface FolderBrowserProps {
  readonly purpose: PathPurpose;
  /** Folder to begin in; absent: the first place. */
  readonly start?: PathToken | undefined;
  readonly practice?: boolean | undefined;
  readonly onChoose: (facts: PathFacts) => void;
  readonly onClose: () => void;
}

/** Chooses a folder or file of the machine where Sluice runs, where the system's own dialog cannot. */
export function FolderBrowser(props: FolderBrowserProps): ReactNode {
  const { purpose, start, practice, onChoose, onClose } = props;
  const { t } = useTranslation(['media', 'common']);
  const id = useId();
  const hostname = useSlice('connection', ({ info }) => info?.hostname ?? '');
  const places = useQuery('paths.places', { purpose });
  const browsing = useBrowse();
  const describe = useCommand('paths.describe');
  const [file, setFile] = useState<BrowseEntry>();
  const wantsFile = isFilePurpose(purpose);

  const { open, view } = browsing;
  const begun = useRef(false);
  useEffect(() => {
    if (begun.current || (start === undefined && places.kind !== 'ready')) return;
    begun.current = true;
    const first =
      start ?? (places.kind === 'ready' ? firstPlace(places.value.places, practice)?.token : undefined);
    if (first !== undefined) open(first);
  }, [start, places, practice, open]);

  const go = (token: PathToken): void => {
    setFile(undefined);
    open(token);
  };
  const act = (entry: BrowseEntry): void => {
    if (entry.kind === 'directory') go(entry.token);
    else if (wantsFile) setFile(entry);
  };
  const use = async (): Promise<void> => {
    if (!wantsFile) {
      if (view !== undefined) onChoose(view.here);
      return;
    }
    if (file === undefined) return;
    const facts = await describe.run({ token: file.token });
    if (facts !== undefined) onChoose(facts);
  };
  const parent = view?.parent;
  return (
    <Modal
      isOpen
      variant="large"
      onClose={onClose}
      aria-labelledby={`${id}-title`}
      aria-describedby={`${id}-here`}
    >
      <ModalHeader
        title={t(wantsFile ? 'browser.titleFile' : 'browser.titleFolder', { hostname })}
        labelId={`${id}-title`}
      />
      <ModalBody>
        <div className="sluice-browser">
          <LoadableView state={places} onRetry={places.reload}>
            {(answer) => (
              <PlaceList
                places={answer.places.filter(
                  ({ kind }) =>
                    practice === undefined || (kind === 'practice') === practice || kind === 'root',
                )}
                here={view?.here.token}
                onOpen={go}
              />
            )}
          </LoadableView>
          <div className="sluice-browser-main">
            <div className="sluice-browser-here">
              <Button
                variant="plain"
                icon={<ArrowUpIcon />}
                aria-label={t('browser.up')}
                isDisabled={parent === undefined}
                onClick={() => parent !== undefined && go(parent)}
              />
              <span className="sluice-mono" id={`${id}-here`}>
                {view?.here.display ?? ''}
              </span>
            </div>
            {browsing.error !== undefined && <MessageAlert level="error" message={browsing.error} />}
            {view !== undefined && (
              <>
                <EntryList
                  label={t('browser.entries', { path: view.here.display })}
                  entries={view.entries}
                  selected={file?.token}
                  empty={t(wantsFile ? 'browser.emptyFiles' : 'browser.empty')}
                  onAct={act}
                  onUp={() => parent !== undefined && go(parent)}
                />
                <div className="sluice-browser-foot">
                  <span role="status">
                    {browsing.isWorking
                      ? t('common:loading')
                      : t('browser.count', { count: view.entries.length })}
                  </span>
                  <Checkbox
                    id={`${id}-hidden`}
                    label={t('browser.hidden')}
                    isChecked={browsing.hidden}
                    onChange={(_event, hidden) => browsing.setHidden(hidden)}
                  />
                </div>
                {view.truncated && <p className="sluice-hint">{t('browser.truncated')}</p>}
                {!wantsFile && purpose !== 'archive-in' && view.here.writable && (
                  <ExpandableSection toggleText={t('browser.newFolder')}>
                    <MakeFolder parent={view.here.token} onMade={(facts) => go(facts.token)} />
                  </ExpandableSection>
                )}
              </>
            )}
            {describe.state.kind === 'failed' && (
              <MessageAlert level="error" message={describe.state.error} />
            )}
          </div>
        </div>
      </ModalBody>
      <ModalFooter>
        <Button
          isDisabled={wantsFile ? file === undefined : view === undefined}
          isLoading={describe.state.kind === 'working'}
          onClick={() => void use()}
        >
          {t(wantsFile ? 'browser.useFile' : 'browser.useHere')}
        </Button>
        <Button variant="link" onClick={onClose}>
          {t('common:action.cancel')}
        </Button>
        {wantsFile && (
          <span role="status">
            {file === undefined ? t('browser.selectFile') : t('browser.selected', { name: file.name })}
          </span>
        )}
      </ModalFooter>
    </Modal>
  );
}

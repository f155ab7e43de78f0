import { Button, ExpandableSection, Title } from '@patternfly/react-core';
import { useCallback, useEffect, useId, useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type {
  CommandOutput,
  PathFacts,
  PathPurpose,
  PathToken,
  WireError,
} from '../../../../core/contract/index.ts';
import { GuardedButton } from '../../components/guarded-button.tsx';
import { LoadableView } from '../../components/loadable.tsx';
import { MessageAlert } from '../../components/message-alert.tsx';
import { asWireError, useCommand } from '../../hooks/use-command.ts';
import { useIsViewer } from '../../hooks/use-is-viewer.ts';
import { useQuery } from '../../hooks/use-query.ts';
import { useClient, useSlice, useStores } from '../../stores/context.tsx';
import { ChosenPath } from './chosen-path.tsx';
import { DriveList, drivesOf } from './drive-list.tsx';
import { DropArea } from './drop-area.tsx';
import { FolderBrowser } from './folder-browser.tsx';
import { FormatAdvice } from './format-advice.tsx';
import { MakeFolder } from './make-folder.tsx';
import './media.css';
import { RecentFolders } from './recent-folders.tsx';
import { useChosen } from './use-chosen.ts';
import { useDrives } from './use-drives.ts';

export interface FolderChoiceProps {
  readonly purpose: Extract<PathPurpose, 'archive-in' | 'archive-out' | 'output-folder'>;
  readonly value: PathFacts | undefined;
  readonly onChange: (facts: PathFacts | undefined) => void;
  /** Bytes to be written, when known. */
  readonly need?: number | undefined;
  /** Bytes of the largest file. */
  readonly largestFile?: number | undefined;
  /** The folder that is read from: its drive is no destination. */
  readonly source?: PathToken | undefined;
  /** true: practice media only; false: real ones only; absent: both. */
  readonly practice?: boolean | undefined;
  /** The drive that was used before: it is suggested when it is there and nothing speaks against it. */
  readonly usual?: string | undefined;
  /** The folder that was used before; it comes before the drive. */
  readonly usualFolder?: PathToken | undefined;
  /** Whether the only drive that is safe to use is chosen by itself. Default: it is. */
  readonly isSuggested?: boolean | undefined;
}

/** Where to read from or write to: a drive, a folder on it, or any folder of the machine where Sluice runs. */
export function FolderChoice(props: FolderChoiceProps): ReactNode {
  const { purpose, value, onChange, need, largestFile, source, practice } = props;
  const { t } = useTranslation('media');
  const group = useId();
  const isViewer = useIsViewer();
  const { drives: drivesStore } = useStores();
  const drives = useDrives({ purpose, need, largestFile, source });
  const places = useQuery('paths.places', isViewer ? undefined : { purpose });
  const describe = useCommand('paths.describe');
  const [mountError, setMountError] = useState<WireError>();
  const [browseFrom, setBrowseFrom] = useState<PathToken>();
  const gone = useChosen(value, onChange);

  const { run } = describe;
  const choose = useCallback(
    async (token: PathToken) => {
      const facts = await run({ token });
      if (facts !== undefined) onChange(facts);
    },
    [run, onChange],
  );
  useSuggestion(drives, props, isViewer, choose);
  const mount = (id: string): void => {
    setMountError(undefined);
    drivesStore
      .getState()
      .mount(id)
      .catch((error: unknown) => setMountError(asWireError(error)));
  };
  const recent =
    places.kind !== 'ready'
      ? []
      : places.value.places.filter(({ kind }) => kind === (practice === true ? 'practice' : 'recent'));
  // What is below would be pushed down as the lists come, away from under a pointer that is pressing it.
  const isListed = drives.kind !== 'loading' && (isViewer || places.kind !== 'loading');
  const option = {
    purpose,
    chosen: value?.token,
    group,
    isDisabled: isViewer,
    onChoose: (token: PathToken) => void choose(token),
  };
  return (
    <DropArea purpose={purpose} isDisabled={isViewer} onDropped={onChange}>
      <div role="radiogroup" aria-label={t(`purpose.${purpose}`)} className="sluice-media">
        <LoadableView state={drives} onRetry={drives.reload}>
          {(answer) => (
            <DriveList
              answer={answer}
              practice={practice}
              onReload={drives.reload}
              onMount={mount}
              onLook={setBrowseFrom}
              {...option}
            />
          )}
        </LoadableView>
        {mountError !== undefined && <MessageAlert level="error" message={mountError} />}
        <RecentFolders places={recent} {...option} />
      </div>
      {isListed && <OtherFolder {...props} browseFrom={browseFrom} onBrowse={setBrowseFrom} />}
      {describe.state.kind === 'failed' && <MessageAlert level="error" message={describe.state.error} />}
      <section aria-label={t('folder.chosen')} className="sluice-chosen">
        <Title headingLevel="h3" size="md">
          {t('folder.chosen')}
        </Title>
        {value === undefined && <p>{t('folder.noneChosen')}</p>}
        {value !== undefined && <ChosenPath facts={value} need={need} largestFile={largestFile} />}
        {gone !== undefined && <MessageAlert level="warning" message={gone} />}
        {value !== undefined && purpose !== 'archive-in' && !isViewer && value.writable && (
          <ExpandableSection toggleText={t('folder.make')}>
            <MakeFolder parent={value.token} onMade={onChange} />
          </ExpandableSection>
        )}
      </section>
      {purpose === 'archive-out' && <FormatAdvice />}
    </DropArea>
  );
}

/** The system's own dialog in the window; the list of folders in a browser. */
function OtherFolder({
  purpose,
  value,
  onChange,
  practice,
  browseFrom,
  onBrowse,
}: FolderChoiceProps & {
  readonly browseFrom: PathToken | undefined;
  readonly onBrowse: (from: PathToken | undefined) => void;
}): ReactNode {
  const { t } = useTranslation('media');
  const hasDialogs = useSlice('connection', ({ info }) => info?.capabilities.nativeDialogs === true);
  const pick = useCommand('dialogs.pick');
  const [isOpen, setOpen] = useState(false);
  const start = async (): Promise<void> => {
    if (!hasDialogs) return setOpen(true);
    const answer = await pick.run({ purpose });
    if (answer?.picked !== undefined && answer.picked !== null) onChange(answer.picked);
  };
  const close = (): void => {
    setOpen(false);
    onBrowse(undefined);
  };
  const from = browseFrom ?? value?.token;
  return (
    <section aria-label={t('folder.other')}>
      <GuardedButton
        variant="secondary"
        isLoading={pick.state.kind === 'working'}
        onClick={() => void start()}
      >
        {t(value === undefined ? 'folder.choose' : 'folder.chooseAnother')}
      </GuardedButton>
      {value !== undefined && (
        <Button variant="link" onClick={() => onChange(undefined)}>
          {t('file.clear')}
        </Button>
      )}
      {pick.state.kind === 'failed' && <MessageAlert level="error" message={pick.state.error} />}
      {(isOpen || browseFrom !== undefined) && (
        <FolderBrowser
          purpose={purpose}
          start={from}
          practice={practice}
          onClose={close}
          onChoose={(facts) => {
            close();
            onChange(facts);
          }}
        />
      )}
    </section>
  );
}

/** Chooses the folder or drive of before, or else the only safe drive, by itself, once, while nothing is chosen. */
function useSuggestion(
  drives: ReturnType<typeof useDrives>,
  { value, practice, purpose, usual, usualFolder, isSuggested = true, onChange }: FolderChoiceProps,
  isViewer: boolean,
  choose: (token: PathToken) => Promise<void>,
): void {
  const client = useClient();
  const done = useRef(false);
  const latest = useRef({ value, onChange });
  useEffect(() => {
    latest.current = { value, onChange };
  });
  const answer = drives.kind === 'ready' ? drives.value : undefined;
  useEffect(() => {
    if (answer === undefined || isViewer || !isSuggested || done.current) return;
    if (value !== undefined) {
      done.current = true;
      return;
    }
    const token = topOfDrive(answer, practice, usual) ?? suggestedFolder(answer, practice, purpose);
    if (token === undefined && usualFolder === undefined) return;
    done.current = true;
    const start = async (): Promise<void> => {
      const folder =
        usualFolder === undefined
          ? undefined
          : await client.invoke('paths.describe', { token: usualFolder }).catch(() => undefined);
      // What was chosen by hand meanwhile stays.
      if (latest.current.value !== undefined) return;
      if (folder !== undefined && isUsable(folder, answer, practice)) return latest.current.onChange(folder);
      if (token !== undefined) await choose(token);
    };
    void start();
  }, [client, answer, value, practice, purpose, usual, usualFolder, isViewer, isSuggested, choose]);
}

/** A folder of before may lie on a practice medium, or on a drive that something speaks against now. */
function isUsable(
  { driveId, writable, purpose }: PathFacts,
  answer: CommandOutput<'drives.list'>,
  practice: boolean | undefined,
): boolean {
  if (purpose !== 'archive-out' || !writable) return false;
  if (driveId === undefined) return practice !== true;
  const drive = drivesOf(answer, practice).find(({ id }) => id === driveId);
  return drive !== undefined && !drive.statuses.some(({ level }) => level === 'error');
}

function topOfDrive(
  answer: CommandOutput<'drives.list'>,
  practice: boolean | undefined,
  usual: string | undefined,
): PathToken | undefined {
  const drive = drivesOf(answer, practice).find(({ id }) => id === usual);
  return drive?.statuses.some(({ level }) => level === 'error') === true ? undefined : drive?.root;
}

/** To read, a set has to be there, and only one. */
function suggestedFolder(
  answer: CommandOutput<'drives.list'>,
  practice: boolean | undefined,
  purpose: FolderChoiceProps['purpose'],
): PathToken | undefined {
  const drive = drivesOf(answer, practice).find(({ id }) => id === answer.suggested);
  if (drive === undefined) return undefined;
  const [set, ...others] = drive.sets;
  if (purpose === 'archive-in') return others.length === 0 ? set?.folder : undefined;
  return drive.root;
}

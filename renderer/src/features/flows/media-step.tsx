import { Alert, Title } from '@patternfly/react-core';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Draft, PathFacts, PathToken, WireError } from '../../../../core/contract/index.ts';
import { GuardedButton } from '../../components/guarded-button.tsx';
import { MessageAlert } from '../../components/message-alert.tsx';
import { asWireError } from '../../hooks/use-command.ts';
import { useClient } from '../../stores/context.tsx';
import { FolderChoice } from '../media/folder-choice.tsx';
import { useWizard } from '../wizard/wizard-context.tsx';
import { ensureFolder, folderName } from './ensure-folder.ts';
import { planOf } from './plan-of.ts';
import { enclaveName } from './verdicts.ts';

/** One folder for each enclave's set, on one medium each or several on the same. */
export function MediaStep(): ReactNode {
  const { t } = useTranslation('flows');
  const { state, change } = useWizard();
  const { draft, facts } = state;
  const place = (id: string, chosen: PathFacts | undefined): void =>
    change({ enclaves: withFolder(draft, id, chosen?.token ?? null) }, chosen === undefined ? [] : [chosen]);
  const shared = sharedDrives(draft, facts);
  return (
    <div className="sluice-stack">
      <p>{t('media.lead')}</p>
      {shared.length > 0 && (
        <Alert isInline variant="info" component="p" title={t('media.sameDrive')}>
          {t('media.sameDriveBody')}
        </Alert>
      )}
      {draft.enclaves.map(({ id, to }, index) => (
        <section
          key={id}
          id={`step-medium-${id}`}
          aria-label={enclaveName(state, id)}
          className="sluice-stack"
        >
          <Title headingLevel="h3" size="lg">
            {t('media.for', { name: enclaveName(state, id) })}
          </Title>
          <MediumChoice
            name={enclaveName(state, id)}
            value={to === null ? undefined : facts.get(to)}
            need={planOf(state.preflights[index])?.report.totals.writeBytes}
            largestFile={planOf(state.preflights[index])?.report.archive?.largestBlob}
            practice={draft.practice}
            onChange={(chosen) => place(id, chosen)}
          />
        </section>
      ))}
    </div>
  );
}

function withFolder(draft: Draft, enclaveId: string, to: PathToken | null): Draft['enclaves'] {
  return draft.enclaves.map((entry) => (entry.id === enclaveId ? { ...entry, to } : entry));
}

/** Drives that more than one set goes to. */
function sharedDrives(draft: Draft, facts: ReadonlyMap<string, PathFacts>): readonly string[] {
  const drives = draft.enclaves.flatMap(({ to }) => (to === null ? [] : (facts.get(to)?.driveId ?? [])));
  return [...new Set(drives.filter((id, index) => drives.indexOf(id) !== index))];
}

/** A set at the top of a drive would be in the way of the next one: a folder with the enclave's name is offered. */
function MediumChoice({
  name,
  value,
  need,
  largestFile,
  practice,
  onChange,
}: {
  readonly name: string;
  readonly value: PathFacts | undefined;
  readonly need: number | undefined;
  readonly largestFile: number | undefined;
  readonly practice: boolean;
  readonly onChange: (facts: PathFacts | undefined) => void;
}): ReactNode {
  const { t } = useTranslation('flows');
  const client = useClient();
  const [error, setError] = useState<WireError>();
  const folder = folderName(name);
  const isOwn = value?.name === folder;
  const make = async (parent: PathToken): Promise<void> => {
    setError(undefined);
    try {
      const made = await ensureFolder(client, parent, folder);
      if (made !== undefined) onChange(made);
    } catch (failure) {
      setError(asWireError(failure));
    }
  };
  // The only practice medium is shared by all sets: each gets its folder without being asked for.
  const wasMade = useRef(false);
  const root = value?.driveId === undefined || isOwn ? undefined : value.token;
  const latest = useRef(make);
  latest.current = make;
  useEffect(() => {
    if (!practice || root === undefined || wasMade.current) return;
    wasMade.current = true;
    void latest.current(root);
  }, [practice, root]);
  return (
    <>
      <FolderChoice
        purpose="archive-out"
        value={value}
        onChange={onChange}
        need={need}
        largestFile={largestFile}
        practice={practice}
      />
      {value !== undefined && !isOwn && value.writable && (
        <div>
          <GuardedButton variant="secondary" onClick={() => void make(value.token)}>
            {t('media.ownFolder', { folder })}
          </GuardedButton>
        </div>
      )}
      {error !== undefined && <MessageAlert level="error" message={error} />}
    </>
  );
}

import { ExpandableSection, Label, Title } from '@patternfly/react-core';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { KeysView } from '../../../../core/contract/index.ts';
import { CopyableBlock, CopyableLine } from '../../components/copyable.tsx';
import { GuardedButton } from '../../components/guarded-button.tsx';
import { MessageAlert } from '../../components/message-alert.tsx';
import { useCommand } from '../../hooks/use-command.ts';
import { NewKeyForm } from './new-key-form.tsx';
import { UnlockForm } from './unlock-form.tsx';

/** The key that signs the sets of this machine: made here, its public half to be handed out. */
export function OwnKey({
  keys,
  onChanged,
}: {
  readonly keys: KeysView;
  readonly onChanged: () => void;
}): ReactNode {
  const { t } = useTranslation('keys');
  const { own, problem, canRemember } = keys;
  return (
    <section aria-labelledby="own-key-title" className="sluice-stack">
      <Title headingLevel="h2" id="own-key-title">
        {t('own.title')}
      </Title>
      {problem !== undefined && <MessageAlert level="error" message={problem} />}
      {own === undefined && problem === undefined && (
        <NewKeyForm replace={false} canRemember={canRemember} onMade={onChanged} />
      )}
      {own !== undefined && <Present own={own} canRemember={canRemember} onChanged={onChanged} />}
      {(own !== undefined || problem !== undefined) && (
        <Replace canRemember={canRemember} onChanged={onChanged} />
      )}
    </section>
  );
}

function Present({
  own,
  canRemember,
  onChanged,
}: {
  readonly own: NonNullable<KeysView['own']>;
  readonly canRemember: boolean;
  readonly onChanged: () => void;
}): ReactNode {
  const { t } = useTranslation('keys');
  const locking = useCommand('keys.lock');
  return (
    <>
      <p>
        <strong>{own.name}</strong>{' '}
        <Label isCompact color={own.unlocked ? 'green' : 'grey'}>
          {t(own.unlocked ? (own.remembered ? 'own.remembered' : 'own.unlocked') : 'own.locked')}
        </Label>
      </p>
      <CopyableLine text={own.keyId} label={t('fingerprint')} />
      <p>{t('own.handOut')}</p>
      <CopyableBlock text={own.publicKey.trimEnd()} label={t('own.publicKey')} />
      {own.unlocked ? (
        <div>
          <GuardedButton
            variant="secondary"
            isLoading={locking.state.kind === 'working'}
            onClick={() => void locking.run({}).then((done) => done && onChanged())}
          >
            {t('own.lock')}
          </GuardedButton>
        </div>
      ) : (
        <UnlockForm name={own.name} canRemember={canRemember} onUnlocked={onChanged} />
      )}
      {locking.state.kind === 'failed' && <MessageAlert level="error" message={locking.state.error} />}
    </>
  );
}

/** For a key that is lost, or whose passphrase is. */
function Replace({
  canRemember,
  onChanged,
}: {
  readonly canRemember: boolean;
  readonly onChanged: () => void;
}): ReactNode {
  const { t } = useTranslation('keys');
  const [isOpen, setOpen] = useState(false);
  return (
    <ExpandableSection
      toggleText={t('create.replace')}
      isExpanded={isOpen}
      onToggle={(_event, expanded) => setOpen(expanded)}
      isIndented
    >
      <NewKeyForm
        replace
        canRemember={canRemember}
        onMade={() => {
          setOpen(false);
          onChanged();
        }}
      />
    </ExpandableSection>
  );
}

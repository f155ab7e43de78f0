import { Button, Flex, Spinner } from '@patternfly/react-core';
import { useEffect, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { registryEntrySchema, type RegistryEntry } from '../../../../core/contract/index.ts';
import { GuardedButton } from '../../components/guarded-button.tsx';
import { useAnnounce } from '../../components/live-region.tsx';
import { MessageAlert } from '../../components/message-alert.tsx';
import { useCommand } from '../../hooks/use-command.ts';
import { CheckList } from './check-list.tsx';

/** Tries a registry step by step, as a run would use it. May be stopped when it hangs. Nothing that is written stays. */
export function RegistryTest({
  entry,
  push,
}: {
  readonly entry: RegistryEntry;
  readonly push: boolean;
}): ReactNode {
  const { t } = useTranslation('registries');
  const announce = useAnnounce();
  const { state, run, reset } = useCommand('registries.test');
  const checks = state.kind === 'done' ? state.value.checks : undefined;
  const isGood = checks?.every((check) => check.state !== 'failed');
  useEffect(() => {
    if (isGood !== undefined) announce(t(isGood ? 'test.good' : 'test.bad'));
  }, [isGood, announce, t]);
  return (
    <div className="sluice-registries">
      <Flex>
        {state.kind === 'working' ? (
          <>
            <Spinner size="md" aria-label={t('test.running')} />
            <span>{t('test.running')}</span>
            <Button variant="secondary" onClick={reset}>
              {t('test.stop')}
            </Button>
          </>
        ) : (
          <GuardedButton variant="secondary" onClick={() => void run({ entry: plainEntry(entry), push })}>
            {t(push ? 'test.runPush' : 'test.run')}
          </GuardedButton>
        )}
      </Flex>
      {state.kind === 'failed' && <MessageAlert level="error" message={state.error} />}
      {checks !== undefined && <CheckList checks={checks} label={t('test.result')} />}
    </div>
  );
}

/** A view has more than an entry may have. */
function plainEntry({ id, name, site, place, profile, tls }: RegistryEntry): RegistryEntry {
  return registryEntrySchema.parse({ id, name, site, place, profile, tls });
}

import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { PathFacts } from '../../../../../core/contract/index.ts';
import { GuardedButton } from '../../../components/guarded-button.tsx';
import { MessageAlert } from '../../../components/message-alert.tsx';
import { useCommand } from '../../../hooks/use-command.ts';
import { useSlice } from '../../../stores/context.tsx';
import { FolderBrowser } from '../../media/folder-browser.tsx';
import { useForms } from '../content-context.tsx';

const purposes = ['chart-folder', 'chart-file'] as const;
type Purpose = (typeof purposes)[number];

/** Adds a chart of the machine where Sluice runs: its folder, or packed. The page never sees more than a token of it. */
export function AddLocalChart({ onAdded }: { readonly onAdded: () => void }): ReactNode {
  const { t } = useTranslation('helm');
  const { isLocked, apply } = useForms();
  const hasDialogs = useSlice('connection', ({ info }) => info?.capabilities.nativeDialogs === true);
  const pick = useCommand('dialogs.pick');
  const [browsing, setBrowsing] = useState<Purpose>();
  const add = async ({ token }: PathFacts): Promise<void> => {
    if (await apply([{ kind: 'addLocalChart', place: token }])) onAdded();
  };
  const start = async (purpose: Purpose): Promise<void> => {
    if (!hasDialogs) return setBrowsing(purpose);
    const answer = await pick.run({ purpose });
    if (answer?.picked !== undefined && answer.picked !== null) await add(answer.picked);
  };
  return (
    <>
      <div role="group" aria-label={t('local.add')} className="sluice-helm-local">
        <span>{t('local.add')}</span>
        {purposes.map((purpose) => (
          <GuardedButton
            key={purpose}
            variant="secondary"
            reason={isLocked ? t('local.locked') : undefined}
            onClick={() => void start(purpose)}
          >
            {t(`local.${purpose}`)}
          </GuardedButton>
        ))}
      </div>
      {pick.state.kind === 'failed' && <MessageAlert level="error" message={pick.state.error} />}
      {browsing !== undefined && (
        <FolderBrowser
          purpose={browsing}
          onClose={() => setBrowsing(undefined)}
          onChoose={(facts) => {
            setBrowsing(undefined);
            void add(facts);
          }}
        />
      )}
    </>
  );
}

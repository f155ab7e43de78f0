import {
  ActionList,
  ActionListGroup,
  ActionListItem,
  Button,
  WizardFooterWrapper,
} from '@patternfly/react-core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { GuardedButton } from '../../components/guarded-button.tsx';
import type { DraftSaving } from '../../stores/drafts.ts';
import { SavingText } from './draft-saving.tsx';

interface StepFooterProps {
  /** What the main button says; absent: this is the last step. */
  readonly next: string | undefined;
  /** The main button starts the run. */
  readonly isStart: boolean;
  readonly isBusy: boolean;
  readonly hasBack: boolean;
  readonly saving: DraftSaving;
  readonly onNext: () => void;
  readonly onBack: () => void;
  readonly onLeave: () => void;
}

/** PatternFly's wizard cannot keep a step from being left (gui.md 0.4): this footer asks first. */
export function StepFooter(props: StepFooterProps): ReactNode {
  const { next, isStart, isBusy, hasBack, saving, onNext, onBack, onLeave } = props;
  const { t } = useTranslation(['wizard', 'common']);
  const Main = isStart ? GuardedButton : Button;
  return (
    <WizardFooterWrapper className="sluice-wizard-footer">
      <ActionList>
        <ActionListGroup>
          {hasBack && (
            <ActionListItem>
              <Button variant="secondary" onClick={onBack}>
                {t('common:action.back')}
              </Button>
            </ActionListItem>
          )}
          {next !== undefined && (
            <ActionListItem>
              <Main variant="primary" isLoading={isBusy} onClick={onNext}>
                {next}
              </Main>
            </ActionListItem>
          )}
        </ActionListGroup>
        <ActionListGroup>
          <ActionListItem>
            <Button variant="link" onClick={onLeave}>
              {t('leave')}
            </Button>
          </ActionListItem>
        </ActionListGroup>
      </ActionList>
      <SavingText saving={saving} />
    </WizardFooterWrapper>
  );
}

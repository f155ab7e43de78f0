import {
  WizardContext,
  WizardStep,
  WizardToggle,
  type WizardNavProps,
  type WizardStepType,
} from '@patternfly/react-core';
import { useMemo, useRef, useState, type ComponentProps, type ReactElement, type ReactNode } from 'react';

type WizardContextProps = ComponentProps<typeof WizardContext.Provider>['value'];

interface WizardLayoutProps {
  /** In order; `name` is what the narrow form shows of the active one. */
  readonly steps: readonly { readonly id: string; readonly name: string }[];
  readonly active: string;
  /** Name of the scrolling content. */
  readonly contentLabel: string;
  /** Name of the button that opens the steps where there is no room for them beside the content. */
  readonly toggleLabel: string;
  readonly nav: (isExpanded: boolean, close: () => void) => ReactElement<WizardNavProps>;
  readonly footer: ReactElement;
  readonly onGo: (id: string) => void;
  readonly children: ReactNode;
}

/**
 * PatternFly's wizard with the active step given from outside: the address is the one truth about which step is
 * open. (Its own `Wizard` holds the index itself, moves before anybody can object, and names its parts in English.)
 */
export function WizardLayout(props: WizardLayoutProps): ReactNode {
  const { steps, active, contentLabel, toggleLabel, nav, footer, onGo, children } = props;
  const [isExpanded, setExpanded] = useState(false);
  const mainWrapperRef = useRef<HTMLElement>(null);
  const types: WizardStepType[] = steps.map(({ id, name }, index) => ({
    id,
    name,
    index: index + 1,
    component: (
      <WizardStep id={id} name={name} body={{ 'aria-label': contentLabel }}>
        {id === active ? children : null}
      </WizardStep>
    ),
  }));
  const activeStep = types.find(({ id }) => id === active);
  const go = useMemo(() => {
    const to = (offset: number): void => {
      const next = steps[steps.findIndex(({ id }) => id === active) + offset];
      if (next !== undefined) onGo(next.id);
    };
    return { next: () => to(1), previous: () => to(-1) };
  }, [steps, active, onGo]);
  if (activeStep === undefined) return null;
  const context: WizardContextProps = {
    steps: types,
    activeStep,
    footer,
    close: () => undefined,
    goToNextStep: go.next,
    goToPrevStep: go.previous,
    goToStepById: (id) => onGo(String(id)),
    goToStepByName: () => undefined,
    goToStepByIndex: (index) => onGo(steps[index - 1]?.id ?? active),
    setFooter: () => undefined,
    getStep: (id) => types.find((step) => step.id === id) ?? activeStep,
    setStep: () => undefined,
    shouldFocusContent: true,
    mainWrapperRef,
  };
  return (
    <WizardContext.Provider value={context}>
      <div className="pf-v6-c-wizard sluice-wizard">
        <WizardToggle
          steps={types}
          activeStep={activeStep}
          footer={footer}
          nav={nav(isExpanded, () => setExpanded(false))}
          aria-label={toggleLabel}
          isNavExpanded={isExpanded}
          toggleNavExpanded={() => setExpanded(!isExpanded)}
        />
      </div>
    </WizardContext.Provider>
  );
}

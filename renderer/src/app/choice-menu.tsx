import { MenuToggle, Select, SelectList, SelectOption } from '@patternfly/react-core';
import { useState, type ReactNode } from 'react';

interface ChoiceMenuProps<Value extends string> {
  readonly label: string;
  readonly value: Value | undefined;
  /** Shown on the button. */
  readonly text: string;
  /** Told to screen readers instead of `text`, behind the label. */
  readonly told?: string;
  readonly icon?: ReactNode;
  readonly options: readonly { readonly value: Value; readonly text: string }[];
  readonly isDisabled?: boolean;
  readonly onChoose: (value: Value) => void;
}

/** A button with a menu of which one entry is chosen. */
export function ChoiceMenu<Value extends string>(props: ChoiceMenuProps<Value>): ReactNode {
  const { label, value, text, told = text, icon, options, isDisabled = false, onChoose } = props;
  const [isOpen, setOpen] = useState(false);
  return (
    <Select
      isOpen={isOpen}
      selected={value}
      onOpenChange={setOpen}
      onSelect={(_event, chosen) => {
        const option = options.find((candidate) => candidate.value === chosen);
        if (option !== undefined) onChoose(option.value);
        setOpen(false);
      }}
      popperProps={{ position: 'right' }}
      toggle={(ref) => (
        <MenuToggle
          ref={ref}
          onClick={() => setOpen(!isOpen)}
          isExpanded={isOpen}
          isDisabled={isDisabled}
          aria-label={`${label}: ${told}`}
          {...(icon !== undefined && { icon })}
        >
          {text}
        </MenuToggle>
      )}
    >
      <SelectList aria-label={label}>
        {options.map((option) => (
          <SelectOption key={option.value} value={option.value}>
            {option.text}
          </SelectOption>
        ))}
      </SelectList>
    </Select>
  );
}

import {
  Button,
  MenuToggle,
  Select,
  SelectGroup,
  SelectList,
  SelectOption,
  TextInputGroup,
  TextInputGroupMain,
  TextInputGroupUtilities,
} from '@patternfly/react-core';
import { TimesIcon } from '@patternfly/react-icons/dist/esm/icons/times-icon';
import { useId, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';

export interface NameGroup {
  readonly label: string;
  readonly names: readonly { readonly name: string; readonly note?: string }[];
}

export interface NamePickerWords {
  readonly name: string;
  readonly open: string;
  readonly placeholder: string;
  readonly clear: string;
  readonly typed: (name: string) => string;
  readonly chosen: string;
  readonly nothing: string;
}

interface NamePickerProps {
  /** What can be chosen, narrowed by what is typed; '' gives all. */
  readonly find: (typed: string) => readonly NameGroup[];
  /** Names that the configuration has already. */
  readonly chosen: readonly string[];
  readonly isDisabled: boolean;
  readonly words: NamePickerWords;
  readonly onChoose: (name: string) => void;
}

interface Entry {
  readonly name: string;
  readonly label: string;
  readonly note: string | undefined;
  readonly isDisabled: boolean;
}

/** Lists inside the one list box, which the library takes for list boxes of their own. */
const plainList = { role: 'presentation', 'aria-multiselectable': undefined } as const;

/** Adds something by its name: from a list, by typing a part of it, or by the whole name when it is not listed. */
export function NamePicker({ find, chosen, isDisabled, words, onChoose }: NamePickerProps): ReactNode {
  const id = useId();
  const [isOpen, setIsOpen] = useState(false);
  const [typed, setTyped] = useState('');
  const [active, setActive] = useState(-1);
  const input = useRef<HTMLInputElement>(null);
  const groups = find(typed);
  const name = typed.trim();
  const isUnknown =
    name !== '' && !/\s/.test(name) && find('').every(({ names }) => names.every((one) => one.name !== name));
  const own = isUnknown && !chosen.includes(name) ? [entry({ name }, words.typed(name), chosen)] : [];
  const listed = groups.flatMap((group) => group.names.map((one) => entry(one, one.name, chosen)));
  const entries = [...listed, ...own];
  const optionId = (at: number): string => `${id}-option-${at}`;

  const close = (): void => {
    setIsOpen(false);
    setActive(-1);
  };
  const choose = (which: Entry | undefined): void => {
    if (which === undefined || which.isDisabled) return;
    onChoose(which.name);
    setTyped('');
    close();
    input.current?.focus();
  };
  const move = (step: 1 | -1): void => {
    setIsOpen(true);
    const usable = entries.flatMap((one, at) => (one.isDisabled ? [] : [at]));
    const here = usable.indexOf(active);
    const next =
      here < 0 ? (step === 1 ? 0 : usable.length - 1) : (here + step + usable.length) % usable.length;
    setActive(usable[next] ?? -1);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      move(event.key === 'ArrowDown' ? 1 : -1);
    } else if (event.key === 'Enter') {
      event.preventDefault();
      // One that is typed in full, or the only one left, needs no arrow key.
      const exact =
        entries.find((one) => one.name === name) ?? (entries.length === 1 ? entries[0] : undefined);
      choose(entries[active] ?? exact);
    } else if (event.key === 'Escape' && isOpen) {
      event.stopPropagation();
      close();
    }
  };
  let at = -1;
  return (
    <Select
      isOpen={isOpen}
      selected={null}
      onSelect={(_event, value) => choose(entries.find((one) => one.name === value))}
      onOpenChange={(open) => (open ? setIsOpen(true) : close())}
      variant="typeahead"
      isScrollable
      shouldFocusFirstItemOnOpen={false}
      toggle={(ref) => (
        <MenuToggle
          ref={ref}
          variant="typeahead"
          aria-label={words.open}
          isDisabled={isDisabled}
          isExpanded={isOpen}
          onClick={() => {
            setIsOpen(!isOpen);
            input.current?.focus();
          }}
          className="sluice-content-picker"
        >
          <TextInputGroup isPlain isDisabled={isDisabled}>
            <TextInputGroupMain
              innerRef={input}
              value={typed}
              placeholder={words.placeholder}
              aria-label={words.name}
              autoComplete="off"
              role="combobox"
              isExpanded={isOpen}
              aria-controls={`${id}-list`}
              {...(active >= 0 && { 'aria-activedescendant': optionId(active) })}
              onChange={(_event, value) => {
                setTyped(value);
                setActive(-1);
                setIsOpen(true);
              }}
              onClick={() => setIsOpen(true)}
              onKeyDown={onKeyDown}
            />
            {typed !== '' && (
              <TextInputGroupUtilities>
                <Button
                  variant="plain"
                  aria-label={words.clear}
                  icon={<TimesIcon />}
                  onClick={() => {
                    setTyped('');
                    input.current?.focus();
                  }}
                />
              </TextInputGroupUtilities>
            )}
          </TextInputGroup>
        </MenuToggle>
      )}
    >
      <div id={`${id}-list`} role="listbox" aria-label={words.name}>
        {groups.map((group) => (
          <SelectGroup
            key={group.label}
            role="group"
            aria-label={group.label}
            label={
              <span className="pf-v6-c-menu__group-title" aria-hidden="true">
                {group.label}
              </span>
            }
          >
            <SelectList {...plainList}>
              {group.names.map((option) => {
                at += 1;
                const one = entry(option, option.name, chosen);
                return (
                  <Option
                    key={one.name}
                    id={optionId(at)}
                    one={one}
                    isActive={at === active}
                    note={one.isDisabled ? words.chosen : one.note}
                  />
                );
              })}
            </SelectList>
          </SelectGroup>
        ))}
        {own.map((one) => (
          <SelectList key={one.name} {...plainList}>
            <Option id={optionId(entries.length - 1)} one={one} isActive={active === entries.length - 1} />
          </SelectList>
        ))}
        {entries.length === 0 && (
          <SelectList {...plainList}>
            <SelectOption isDisabled>{words.nothing}</SelectOption>
          </SelectList>
        )}
      </div>
    </Select>
  );
}

function entry(option: NameGroup['names'][number], label: string, chosen: readonly string[]): Entry {
  const { name, note } = option;
  return { name, label, note, isDisabled: chosen.includes(name) };
}

function Option({
  id,
  one,
  isActive,
  note,
}: {
  readonly id: string;
  readonly one: Entry;
  readonly isActive: boolean;
  readonly note?: string | undefined;
}): ReactNode {
  return (
    <SelectOption
      id={id}
      value={one.name}
      isFocused={isActive}
      isDisabled={one.isDisabled}
      {...(note !== undefined && { description: note })}
    >
      {one.label}
    </SelectOption>
  );
}

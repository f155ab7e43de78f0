import { Alert, Button, Flex, FormGroup, FormSelect, FormSelectOption, Radio } from '@patternfly/react-core';
import { useId, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { PackageModel, PackageView } from '../../../../../core/contract/index.ts';
import { Gap } from '../../../components/gap.tsx';
import { useCatalogWork } from './catalog-context.tsx';
import { askedOf, hasEnds, stateOfCatalog } from './package-choice.ts';
import { needsDefault, withChannels, withDefault, wholePackage } from './package-edits.ts';
import { useRangeWords } from './use-ask-words.ts';

/** Whether the package is carried, and of which channels. */
export function PackageAsk({ view }: { readonly view: PackageView }): ReactNode {
  const { t } = useTranslation('operators');
  const { operator, isLocked, put, drop } = useCatalogWork();
  const asked = askedOf(operator, view.name);
  const isWhole = stateOfCatalog(operator) === 'whole';
  if (asked !== undefined) return <AskedPackage view={view} asked={asked} onDrop={() => drop([view.name])} />;
  return (
    <Flex alignItems={{ default: 'alignItemsCenter' }}>
      <Button variant="primary" isDisabled={isLocked} onClick={() => put(wholePackage(view.name))}>
        {t(isWhole ? 'package.only' : 'package.add')}
      </Button>
      <span className="sluice-content-hint">{t(isWhole ? 'package.onlyHelp' : 'package.addHelp')}</span>
    </Flex>
  );
}

function AskedPackage({
  view,
  asked,
  onDrop,
}: {
  readonly view: PackageView;
  readonly asked: PackageModel;
  readonly onDrop: () => void;
}): ReactNode {
  const { t } = useTranslation('operators');
  const id = useId();
  const { operator, isLocked, put } = useCatalogWork();
  const rangeWords = useRangeWords();
  const isFull = operator?.full ?? false;
  const isEvery = asked.channels.length === 0;
  const usual = view.channels.find(({ isDefault }) => isDefault) ?? view.channels[0];
  return (
    <>
      <div role="radiogroup" aria-label={t('scope.name')} className="sluice-content-stack">
        <Radio
          id={`${id}-every`}
          name={id}
          label={t('scope.every', { count: view.channels.length })}
          description={t(isFull ? 'scope.everyFull' : 'scope.everyHelp')}
          isChecked={isEvery}
          isDisabled={isLocked}
          onChange={() => put(withChannels(asked, view, []))}
        />
        <Radio
          id={`${id}-some`}
          name={id}
          label={t('scope.some')}
          description={t('scope.someHelp')}
          isChecked={!isEvery}
          isDisabled={isLocked || usual === undefined}
          onChange={() => usual !== undefined && put(withChannels(asked, view, [usual.name]))}
        />
      </div>
      {hasEnds(asked) && (
        <Alert
          isInline
          isPlain
          variant="info"
          component="p"
          title={t('scope.packageRange', { range: rangeWords(asked, isFull) })}
        >
          {t('scope.packageRangeNext')}
        </Alert>
      )}
      <DefaultChannel view={view} asked={asked} />
      <div>
        <Button variant="link" isInline isDanger isDisabled={isLocked} onClick={onDrop}>
          {t('package.removeOf', { name: view.displayName })}
        </Button>
      </div>
    </>
  );
}

/** The channel that a cluster takes by itself: to be chosen where the catalogue's own is left out. */
function DefaultChannel({
  view,
  asked,
}: {
  readonly view: PackageView;
  readonly asked: PackageModel;
}): ReactNode {
  const { t } = useTranslation('operators');
  const id = useId();
  const { resolved, isLocked, put } = useCatalogWork();
  const own = view.channels.find(({ isDefault }) => isDefault)?.name ?? '';
  const isNeeded = needsDefault(asked, view);
  if (!isNeeded && asked.defaultChannel === undefined) return null;
  const carried = resolved?.packages.find(({ name }) => name === view.name);
  const names =
    asked.channels.length > 0
      ? asked.channels.map(({ name }) => name)
      : view.channels.map(({ name }) => name);
  return (
    <FormGroup label={t('default.label')} fieldId={`${id}-default`}>
      <FormSelect
        id={`${id}-default`}
        className="sluice-content-narrow"
        value={asked.defaultChannel ?? ''}
        isDisabled={isLocked}
        aria-describedby={`${id}-why`}
        onChange={(_event, next) => put(withDefault(asked, view, next === '' ? undefined : next))}
      >
        {(!isNeeded || asked.defaultChannel === undefined) && (
          <FormSelectOption
            value=""
            label={isNeeded ? t('default.automatic') : t('default.own', { name: own })}
          />
        )}
        {names.map((name) => (
          <FormSelectOption key={name} value={name} label={name} />
        ))}
      </FormSelect>
      <p id={`${id}-why`} className="sluice-content-hint">
        {isNeeded ? t('default.why', { name: own }) : t('default.other', { name: own })}
        <Gap />
        {carried?.defaultChannelChosen === true &&
          carried.defaultChannel !== undefined &&
          t('default.chosen', { name: carried.defaultChannel })}
      </p>
    </FormGroup>
  );
}

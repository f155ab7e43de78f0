import { Alert, AlertActionLink, Button, List, ListItem } from '@patternfly/react-core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ContentModel, MissingNeed, Supplier } from '../../../../../core/contract/index.ts';
import { Gap } from '../../../components/gap.tsx';
import { useForms } from '../content-context.tsx';
import { shortCatalogName } from './catalog-name.ts';
import { onlySuppliers, supplyEdits } from './supply.ts';
import type { ResolvedValue } from './use-resolved.ts';

/** Changes in one call; the contract takes 100. */
const editsAtOnce = 100;

/** What the chosen operators need and the selection does not hold: why, and one click to add it. */
export function MissingNeeds({
  model,
  value,
  isCurrent,
}: {
  readonly model: ContentModel;
  readonly value: ResolvedValue;
  /** False: from before the last change, so that nothing is added twice. */
  readonly isCurrent: boolean;
}): ReactNode {
  const { t } = useTranslation('operators');
  const { isLocked, apply } = useForms();
  const { missing } = value;
  if (missing.length === 0) return null;
  const asked = { operators: model.operators, resolved: value.catalogs };
  const certain = supplyEdits(asked, onlySuppliers(missing));
  const isStill = isLocked || !isCurrent;
  const add = async (suppliers: readonly Supplier[]): Promise<void> => {
    const edits = supplyEdits(asked, suppliers);
    for (let from = 0; from < edits.length; from += editsAtOnce) {
      if (!(await apply(edits.slice(from, from + editsAtOnce)))) return;
    }
  };
  return (
    <Alert
      isInline
      variant="warning"
      component="p"
      title={t('missing.title', { count: missing.length })}
      actionLinks={
        certain.length > 1 && (
          <AlertActionLink isDisabled={isStill} onClick={() => void add(onlySuppliers(missing))}>
            {t('missing.addAll', { count: certain.length })}
          </AlertActionLink>
        )
      }
    >
      <List aria-label={t('missing.name')}>
        {missing.map((need) => (
          <ListItem key={`${need.need} ${need.chain.join(' ')}`}>
            <NeedWords need={need} />
            <Suppliers
              need={need}
              isLocked={isStill}
              canAdd={(supplier) => supplyEdits(asked, [supplier]).length > 0}
              onAdd={(supplier) => void add([supplier])}
            />
          </ListItem>
        ))}
      </List>
    </Alert>
  );
}

function NeedWords({ need: { need, chain } }: { readonly need: MissingNeed }): ReactNode {
  const { t } = useTranslation('operators');
  const by = chain.at(-1);
  return (
    <p>
      {by === undefined ? t('missing.needed', { need }) : t('missing.neededBy', { by, need })}
      <Gap />
      {chain.length > 1 && t('missing.chain', { chain: chain.join(' → ') })}
    </p>
  );
}

function Suppliers({
  need,
  isLocked,
  canAdd,
  onAdd,
}: {
  readonly need: MissingNeed;
  readonly isLocked: boolean;
  readonly canAdd: (supplier: Supplier) => boolean;
  readonly onAdd: (supplier: Supplier) => void;
}): ReactNode {
  const { t } = useTranslation('operators');
  const { suppliers } = need;
  if (suppliers.length === 0) return <p>{t('missing.nobody')}</p>;
  return (
    <>
      {suppliers.length > 1 && <p>{t('missing.choose')}</p>}
      <List isPlain aria-label={t('missing.suppliersOf', { need: need.need })}>
        {suppliers.map((supplier) => {
          const { catalog, channel, bundle } = supplier;
          const params = { name: supplier.package, channel, bundle, catalog: shortCatalogName(catalog) };
          return (
            <ListItem key={`${catalog} ${supplier.package} ${channel} ${bundle}`}>
              {canAdd(supplier) ? (
                <Button
                  variant="link"
                  isInline
                  className="sluice-content-action"
                  isDisabled={isLocked}
                  onClick={() => onAdd(supplier)}
                >
                  {t('missing.add', params)}
                </Button>
              ) : (
                t('missing.byHand', params)
              )}
            </ListItem>
          );
        })}
      </List>
    </>
  );
}

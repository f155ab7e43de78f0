import {
  Button,
  Form,
  FormGroup,
  FormHelperText,
  HelperText,
  HelperTextItem,
  List,
  ListItem,
  TextInput,
} from '@patternfly/react-core';
import { useId, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConfigEdit } from '../../../../../core/contract/index.ts';
import { useForms } from '../content-context.tsx';
import type { ChartEntry } from './chart-key.ts';

/** Where else in the rendered chart images are named. */
export function ImagePaths({ entry }: { readonly entry: ChartEntry }): ReactNode {
  const { t } = useTranslation(['helm', 'common']);
  const id = useId();
  const { isLocked, apply } = useForms();
  const [typed, setTyped] = useState('');
  const { imagePaths } = entry.chart;
  const path = typed.trim();
  const isThere = imagePaths.includes(path);
  const add = async (): Promise<void> => {
    if (await apply([pathsEdit(entry, [...imagePaths, path])])) setTyped('');
  };
  return (
    <>
      <Form
        onSubmit={(event) => {
          event.preventDefault();
          if (path !== '' && !isThere) void add();
        }}
      >
        <div className="sluice-helm-add">
          <FormGroup label={t('paths.label')} fieldId={id}>
            <TextInput
              id={id}
              value={typed}
              className="sluice-mono"
              isDisabled={isLocked}
              autoComplete="off"
              aria-describedby={`${id}-help`}
              onChange={(_event, next) => setTyped(next)}
            />
          </FormGroup>
          <Button type="submit" variant="secondary" isDisabled={isLocked || path === '' || isThere}>
            {t('paths.add')}
          </Button>
        </div>
        <FormHelperText>
          <HelperText id={`${id}-help`}>
            <HelperTextItem>{t(isThere ? 'paths.there' : 'paths.help')}</HelperTextItem>
          </HelperText>
        </FormHelperText>
      </Form>
      {imagePaths.length > 0 && (
        <List isPlain isBordered aria-label={t('paths.name')}>
          {imagePaths.map((one) => (
            <ListItem key={one}>
              <code className="sluice-mono sluice-helm-name">{one}</code>{' '}
              <Button
                variant="link"
                isInline
                isDanger
                className="sluice-content-action"
                isDisabled={isLocked}
                aria-label={t('paths.removeOf', { path: one })}
                onClick={() =>
                  void apply([
                    pathsEdit(
                      entry,
                      imagePaths.filter((other) => other !== one),
                    ),
                  ])
                }
              >
                {t('common:action.remove')}
              </Button>
            </ListItem>
          ))}
        </List>
      )}
    </>
  );
}

function pathsEdit(entry: ChartEntry, paths: readonly string[]): ConfigEdit {
  const { name, version = null } = entry.chart;
  const imagePaths = [...paths];
  if (entry.repository === undefined) {
    return { kind: 'changeLocalChart', chart: { name, path: entry.chart.path }, imagePaths };
  }
  const { repository } = entry;
  return { kind: 'changeChart', repository, chart: { name, version }, version, imagePaths };
}

import {
  Button,
  FormSelect,
  FormSelectOption,
  SearchInput,
  Switch,
  Toolbar,
  ToolbarContent,
  ToolbarItem,
} from '@patternfly/react-core';
import { useEffect, useId, useMemo, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { MessageAlert } from '../../components/message-alert.tsx';
import { usePageVisible } from '../../hooks/use-page-visible.ts';
import { useSlice, useStores } from '../../stores/context.tsx';
import { filterLog, logLevels, type LogLevel } from './log-filter.ts';
import { LogLines } from './log-lines.tsx';
import { useLogWords } from './log-words.ts';
import './run.css';

/** What a job told: follow it, search in it, copy from it. */
export function LogPanel({ jobId }: { readonly jobId: string }): ReactNode {
  const { t } = useTranslation(['run', 'common']);
  const id = useId();
  const { jobLogs } = useStores();
  const visible = usePageVisible();
  const view = useSlice('jobLogs', ({ byJob }) => byJob.get(jobId));
  const [level, setLevel] = useState<LogLevel>('info');
  const [search, setSearch] = useState('');
  const [follow, setFollow] = useState(true);
  const [copied, setCopied] = useState(false);
  const words = useLogWords();
  useEffect(() => (visible ? jobLogs.getState().open(jobId) : undefined), [jobLogs, jobId, visible]);
  const all = view?.lines;
  const lines = useMemo(() => filterLog(all ?? [], level, search, words), [all, level, search, words]);
  const copy = async (): Promise<void> => {
    const text = lines.map((line) => `${line.at} ${line.level} ${words(line)}`).join('\n');
    await navigator.clipboard.writeText(text);
    setCopied(true);
  };
  const isLoading = view === undefined || view.loading;
  return (
    <div className="sluice-panel">
      <Toolbar>
        <ToolbarContent>
          <ToolbarItem>
            <SearchInput
              aria-label={t('log.search')}
              placeholder={t('log.search')}
              value={search}
              resetButtonLabel={t('common:action.clear')}
              onChange={(_event, value) => setSearch(value)}
              onClear={() => setSearch('')}
            />
          </ToolbarItem>
          <ToolbarItem>
            <FormSelect
              aria-label={t('log.level')}
              value={level}
              onChange={(_event, value) => setLevel(logLevels.find((one) => one === value) ?? 'info')}
            >
              {logLevels.map((one) => (
                <FormSelectOption key={one} value={one} label={t(`log.levels.${one}`)} />
              ))}
            </FormSelect>
          </ToolbarItem>
          <ToolbarItem alignSelf="center">
            <Switch
              id={`${id}-follow`}
              label={t('log.follow')}
              isChecked={follow}
              onChange={(_event, on) => setFollow(on)}
            />
          </ToolbarItem>
          <ToolbarItem>
            <Button variant="link" isDisabled={lines.length === 0} onClick={() => void copy()}>
              {t(copied ? 'log.copied' : 'log.copy')}
            </Button>
          </ToolbarItem>
          <ToolbarItem alignSelf="center" className="sluice-number">
            {t('log.lines', { count: lines.length })}
          </ToolbarItem>
        </ToolbarContent>
      </Toolbar>
      {view?.isCut === true && <p className="sluice-hint">{t('log.cut')}</p>}
      {view?.error !== undefined && <MessageAlert level="error" message={view.error} />}
      {lines.length > 0 && (
        <LogLines
          lines={lines}
          words={words}
          follow={follow}
          onFollow={(on) => {
            setFollow(on);
            setCopied(false);
          }}
        />
      )}
      {lines.length === 0 && (
        <p>{isLoading ? t('common:loading') : t(all?.length === 0 ? 'log.none' : 'log.noMatch')}</p>
      )}
    </div>
  );
}

import { Button, Content, Flex, FlexItem, Form, FormGroup, TextInput, Title } from '@patternfly/react-core';
import { useId, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ReportPeriod } from '../../../../core/contract/index.ts';

interface PeriodChoiceProps {
  readonly initial: ReportPeriod;
  readonly onChoose: (period: ReportPeriod) => void;
}

/** Chooses the first and the last day of a report about everything that was made and given. */
export function PeriodChoice({ initial, onChoose }: PeriodChoiceProps): ReactNode {
  const { t } = useTranslation('report');
  const id = useId();
  const [from, setFrom] = useState(initial.from);
  const [to, setTo] = useState(initial.to);
  const isPeriod = from !== '' && to !== '' && from <= to;
  return (
    <section aria-labelledby={`${id}-title`} className="sluice-stack">
      <Title headingLevel="h2" size="lg" id={`${id}-title`}>
        {t('period.title')}
      </Title>
      <Content component="p">{t('period.lead')}</Content>
      <Form
        onSubmit={(event) => {
          event.preventDefault();
          if (isPeriod) onChoose({ from, to });
        }}
      >
        <Flex alignItems={{ default: 'alignItemsFlexEnd' }}>
          <Day id={`${id}-from`} label={t('period.from')} value={from} onChange={setFrom} />
          <Day id={`${id}-to`} label={t('period.to')} value={to} onChange={setTo} />
          <FlexItem>
            <Button type="submit" variant="secondary" isDisabled={!isPeriod}>
              {t('period.show')}
            </Button>
          </FlexItem>
        </Flex>
      </Form>
    </section>
  );
}

function Day({
  id,
  label,
  value,
  onChange,
}: {
  readonly id: string;
  readonly label: string;
  readonly value: string;
  readonly onChange: (day: string) => void;
}): ReactNode {
  return (
    <FlexItem>
      <FormGroup label={label} fieldId={id}>
        <TextInput id={id} type="date" value={value} onChange={(_event, day) => onChange(day)} />
      </FormGroup>
    </FlexItem>
  );
}

/** From the first of this month to today. Days are those of UTC, as in the report. */
export function thisMonth(now: Date): ReportPeriod {
  const to = now.toISOString().slice(0, 10);
  return { from: `${to.slice(0, 8)}01`, to };
}

import { useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { type FormEvent, useEffect, useState } from 'react';
import { useAsk } from '../../api/ask.js';
import { language } from '../../api/execute.js';
import { graphql } from '../../api/graphql.js';
import { nowMs } from '../../app/clock.js';
import { useFormat } from '../../app/format.js';
import { useTexts } from '../../app/texts.js';
import { isDay } from '../../app/periods.js';
import { DateField } from '../../ui/date-field.js';
import { Field } from '../../ui/field.js';
import { Card } from '../../ui/page.js';
import { useSay } from '../../ui/say.js';
import { Answer, Note } from '../../ui/states.js';
import { hourAfter, momentOf, nineAfter, timeTyped } from './clock-model.js';
import { administrationTexts } from './texts.js';
import css from './administration.module.css';

const AdministrationNow = graphql(`
  query AdministrationNow {
    now {
      instant
    }
  }
`);

/** Moves the clock of all services; null when it moved, else why not. */
async function moveTo(now: string): Promise<string | null> {
  const answer = await fetch('/demo/clock', {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'accept-language': language() },
    body: JSON.stringify({ now }),
  }).catch(() => null);
  if (answer?.ok) return null;
  const said = (await answer?.json().catch(() => null)) as { message?: string } | null;
  return said?.message ?? `HTTP ${answer?.status ?? ''}`;
}

const TICK_MS = 5_000;
/** The platform's moment as it goes on. */
function useTicking(): string {
  const [moment, setMoment] = useState(nowMs);
  useEffect(() => {
    const timer = setInterval(() => setMoment(nowMs()), TICK_MS);
    return () => clearInterval(timer);
  }, []);
  return new Date(moment).toISOString();
}

/** The clock of a demonstration, which only moves forward. */
export function DemoClock() {
  const t = useTexts(administrationTexts);
  const format = useFormat();
  const say = useSay();
  const queries = useQueryClient();
  const asked = useAsk(AdministrationNow, {});
  const [day, setDay] = useState('');
  const [time, setTime] = useState('09:00');
  const ticking = useTicking();
  const [refused, setRefused] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const go = async (moment: string) => {
    setBusy(true);
    const why = await moveTo(moment);
    setBusy(false);
    setRefused(why);
    if (why) return;
    say(t.moved(format.fullMoment(moment)));
    await queries.invalidateQueries();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const typed = timeTyped(time);
    if (isDay(day) && typed) void go(momentOf(day, typed));
  };
  return (
    <Card title={t.clock}>
      <p className={css.hint}>{t.clockHint}</p>
      <Answer of={asked}>
        {({ now: { instant } }) => (
          <>
            <p className={css.now}>
              <span>{t.now}</span> {format.fullMoment(ticking)}
            </p>
            <div className={css.moves}>
              <Button disabled={busy} onClick={() => void go(hourAfter(instant))}>
                {t.hour}
              </Button>
              <Button disabled={busy} onClick={() => void go(nineAfter(instant, 1))}>
                {t.tomorrow}
              </Button>
              <Button disabled={busy} onClick={() => void go(nineAfter(instant, 7))}>
                {t.week}
              </Button>
            </div>
            <form className={css.moveTo} onSubmit={submit}>
              <DateField label={t.to} value={day} min={instant.slice(0, 10)} onChange={setDay} />
              <Field
                label={t.at}
                value={time}
                error={timeTyped(time) ? undefined : t.notATime}
                autoComplete="off"
                onChange={setTime}
              />
              <Button htmlType="submit" size="large" disabled={busy || !isDay(day) || !timeTyped(time)}>
                {t.move}
              </Button>
            </form>
          </>
        )}
      </Answer>
      {refused && <Note kind="error">{refused}</Note>}
    </Card>
  );
}

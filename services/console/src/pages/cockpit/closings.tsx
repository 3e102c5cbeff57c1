import { Button } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { useAsk } from '../../api/ask.js';
import { sentencesElsewhere, useCommand } from '../../api/command.js';
import { useAddress } from '../../app/address.js';
import { useFormat } from '../../app/format.js';
import { useTexts } from '../../app/texts.js';
import { useSay } from '../../ui/say.js';
import { Card } from '../../ui/page.js';
import { Note, Skeleton } from '../../ui/states.js';
import { usePeriodWords } from '../figures/words.js';
import { periodsOver, shortDigest } from './closing-model.js';
import { ClosePeriod, CockpitClosing } from './documents.js';
import type { PartProps } from './page.js';
import { cockpitTexts } from './texts.js';
import css from './cockpit.module.css';

const ClosingDetail = lazy(async () => ({ default: (await import('./closing-detail.js')).ClosingDetail }));

/** The last periods that are over, closed or not, each closed one with its digest and what has moved it since. */
export function Closings({ view, unit, today, mayClose }: PartProps) {
  const t = useTexts(cockpitTexts);
  const { grain, start } = view;
  const starts = periodsOver(grain, today);
  return (
    <>
      <Card title={t.part.closings}>
        <p className={css.quiet}>{t.closingsHint}</p>
        <div className={css.scroll} tabIndex={0} role="group" aria-label={t.part.closings}>
          <table className={css.table}>
            <thead>
              <tr>
                <th scope="col">{t.period}</th>
                <th scope="col" data-text>
                  {t.state}
                </th>
                <th scope="col" data-text>
                  {t.digest}
                </th>
                <th scope="col" data-text>
                  {t.look}
                </th>
              </tr>
            </thead>
            <tbody>
              {starts.map((each) => (
                <Row key={each} grain={grain} start={each} unit={unit} mayClose={mayClose} isShown={each === start} />
              ))}
            </tbody>
          </table>
        </div>
      </Card>
      <Suspense fallback={<Skeleton rows={4} height={44} />}>
        <ClosingDetail key={start} view={view} unit={unit} />
      </Suspense>
    </>
  );
}

interface RowProps extends Pick<PartProps, 'unit' | 'mayClose'> {
  readonly grain: PartProps['view']['grain'];
  readonly start: string;
  readonly isShown: boolean;
}
function Row({ grain, start, unit, mayClose, isShown }: RowProps) {
  const t = useTexts(cockpitTexts);
  const format = useFormat();
  const words = usePeriodWords();
  const { change } = useAddress();
  const asked = useAsk(CockpitClosing, { scope: { unitId: unit.id }, period: { grain, start } });
  const kpi = asked.data?.kpi;
  const period = words(grain, start);
  return (
    <tr data-own={isShown}>
      <th scope="row">{period}</th>
      <td data-text>
        {kpi?.closedAt ? (
          t.closedAt(format.fullMoment(kpi.closedAt))
        ) : kpi ? (
          mayClose ? (
            <Close grain={grain} start={start} period={period} />
          ) : (
            t.notClosed
          )
        ) : asked.error ? (
          asked.error.message || '–'
        ) : (
          '…'
        )}
      </td>
      <td data-text>{kpi?.digest ? <code title={kpi.digest}>{shortDigest(kpi.digest)}</code> : '–'}</td>
      <td data-text>
        <button
          type="button"
          className={css.link}
          aria-label={`${period}: ${t.look}`}
          onClick={() => change({ start })}
        >
          {t.look}
        </button>
      </td>
    </tr>
  );
}

/** Asked twice: what is closed stays closed. */
function Close({ grain, start, period }: Pick<RowProps, 'grain' | 'start'> & { readonly period: string }) {
  const t = useTexts(cockpitTexts);
  const say = useSay();
  const [isSure, setSure] = useState(false);
  const { send, busy, errors, fault } = useCommand(ClosePeriod, (data) => data.closePeriod);
  const close = async () => {
    if (await send({ period: { grain, start } })) say(t.closedNow(period));
  };
  const why = [sentencesElsewhere(errors, []), fault?.message].filter(Boolean).join(' ');
  return (
    <>
      {isSure ? (
        <Button danger loading={busy} aria-label={`${period}: ${t.closeSurely}`} onClick={() => void close()}>
          {t.closeSurely}
        </Button>
      ) : (
        <Button aria-label={`${period}: ${t.close}`} onClick={() => setSure(true)}>
          {t.close}
        </Button>
      )}
      {why && <Note kind="error">{why}</Note>}
    </>
  );
}

import { useAddress } from '../../app/address.js';
import { useToday } from '../../app/clock.js';
import { type Grain, GRAINS, isDay, periodEnd, periodStart } from '../../app/periods.js';
import { useTexts } from '../../app/texts.js';
import type { Named } from '../../parts/managers.js';
import { Card, PageBody, PageHead } from '../../ui/page.js';
import { PeriodPicker } from '../figures/period-picker.js';
import { Heat } from './heat.js';
import { ReasonVisits } from './reason-visits.js';
import { behindOf, NO_REASON } from './reasons-model.js';
import { visitsTexts } from './texts.js';
import { VisitGrid } from './visit-grid.js';
import { useWeek, WeekPicker } from './week-picker.js';

/** A head's view: why goals were missed, as a heat map that leads to the visits, and the visits of a week. */
export function TeamVisits({ unit: own }: { readonly unit: Named }) {
  const t = useTexts(visitsTexts);
  const today = useToday();
  const monday = useWeek(today);
  const { params, change } = useAddress();
  const unitId = params.get('unit') ?? own.id;
  const grain: Grain = GRAINS.find((one) => one === params.get('grain')) ?? 'QUARTER';
  const named = params.get('start');
  const period = { grain, start: periodStart(grain, isDay(named) ? named : today) };
  const behind = behindOf(params);
  return (
    <PageBody width="wide">
      <PageHead title={t.teamTitle} />
      <PeriodPicker {...period} today={today} onChange={(next, day) => change({ grain: next, start: day })} />
      {behind ? (
        <ReasonVisits unitId={unitId} period={period} behind={behind} onClear={() => change(NO_REASON)} />
      ) : (
        <>
          <Heat unitId={unitId} period={period} onOpen={(id) => change({ unit: id }, { push: true })} />
          <WeekPicker monday={monday} today={today} />
          <Card title={t.title}>
            <VisitGrid filter={{ unitId, from: monday, to: periodEnd('WEEK', monday) }} none={t.noneTeam} />
          </Card>
        </>
      )}
    </PageBody>
  );
}

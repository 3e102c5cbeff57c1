import { chinaCalendar } from '@hengxin/contracts';
import { answerDueAt, firstRung, type HeadedUnit, nextRung } from './help.rules.js';

const unit = (unitId: string, headId: string | null): HeadedUnit => ({ unitId, headId });
const headed: [HeadedUnit, ...HeadedUnit[]] = [unit('U1', 'H1'), unit('B1', 'HB'), unit('HO', null)];
const peer = { staffId: 'S3', unitId: 'U2' };

describe('rule 11: a step is answered by 18:00 of the second working day after it began', () => {
  it.each([
    ['on a Monday', '2026-03-02T09:00:00+08:00', '2026-03-04T18:00:00+08:00'],
    ['late on a Thursday', '2026-03-05T23:30:00+08:00', '2026-03-09T18:00:00+08:00'],
    ['before the Spring Festival', '2026-02-13T09:00:00+08:00', '2026-02-24T18:00:00+08:00'],
    ['in another zone, on the bank’s own day', '2026-03-02T17:00:00Z', '2026-03-05T18:00:00+08:00'],
  ])('that began %s', (_, began, due) => expect(answerDueAt(began, 'Asia/Shanghai', chinaCalendar)).toBe(due));
});

describe('rule 11: the ladder', () => {
  it('begins with a colleague who is named', () =>
    expect(firstRung(peer, headed)).toEqual({ step: 'PEER', unitId: 'U2', addresseeId: 'S3' }));
  it('begins with the head of the unit where nobody is named', () =>
    expect(firstRung(null, headed)).toEqual({ step: 'SUB_BRANCH', unitId: 'U1', addresseeId: 'H1' }));
  it('where a unit has no head, the next one above that has', () =>
    expect(firstRung(null, [unit('U1', null), ...headed.slice(1)])).toEqual({
      step: 'SUB_BRANCH',
      unitId: 'B1',
      addresseeId: 'HB',
    }));
  it('waits in the unit where nobody above is a head', () =>
    expect(firstRung(null, [unit('U1', null), unit('HO', null)])).toEqual({
      step: 'SUB_BRANCH',
      unitId: 'U1',
      addresseeId: null,
    }));
  it('goes from the colleague to the head of the unit of who asks', () =>
    expect(nextRung({ step: 'PEER', unitId: 'U2', addresseeId: 'S3' }, headed)).toEqual({
      step: 'SUB_BRANCH',
      unitId: 'U1',
      addresseeId: 'H1',
    }));
  it('goes from there to the next head above', () => {
    const subBranch = { step: 'SUB_BRANCH', unitId: 'U1', addresseeId: 'H1' } as const;
    expect(nextRung(subBranch, headed)).toEqual({ step: 'BRANCH', unitId: 'B1', addresseeId: 'HB' });
    const deep = [headed[0], unit('X', null), ...headed.slice(1)];
    expect(nextRung(subBranch, deep)).toEqual({ step: 'BRANCH', unitId: 'B1', addresseeId: 'HB' });
  });
  it('goes to the next head above, not to one of the same step, where a handover brought it into another line', () =>
    expect(nextRung({ step: 'SUB_BRANCH', unitId: 'U9', addresseeId: 'H9' }, headed)).toEqual({
      step: 'BRANCH',
      unitId: 'B1',
      addresseeId: 'HB',
    }));
  it('ends at the branch, and where nobody is above', () => {
    expect(nextRung({ step: 'BRANCH', unitId: 'B1', addresseeId: 'HB' }, headed)).toBeNull();
    expect(nextRung({ step: 'SUB_BRANCH', unitId: 'B1', addresseeId: 'HB' }, headed)).toBeNull();
    expect(nextRung({ step: 'PEER', unitId: 'U2', addresseeId: 'S3' }, [unit('U1', null)])).toBeNull();
  });
});

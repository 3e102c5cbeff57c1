import { draftOf, draftOfInput, inputOf, outcomesOf, overChannel, UNTOLD } from './log-model.js';

const NOW = Date.parse('2026-03-02T02:00:00Z');
const item = { clientId: 'C1', planItemId: 'p1' };

describe('a contact as it is logged', () => {
  it('begins with the suggested channel, and with no outcome and no length that nobody chose', () => {
    expect(draftOf({ channel: 'VISIT' })).toMatchObject({ channel: 'VISIT', minutes: UNTOLD, outcome: null });
    expect(draftOf({ channel: 'WECHAT_GROUP' }).channel).toBe('WECHAT');
  });

  it('ends at the platform’s moment, never after it', () =>
    expect(
      inputOf(item, { ...draftOf({ channel: 'PHONE' }), outcome: 'ENGAGED', minutes: 10 }, NOW, String),
    ).toMatchObject({
      startedAt: '2026-03-02T01:50:00.000Z',
      endedAt: '2026-03-02T02:00:00.000Z',
      outcome: 'ENGAGED',
      planItemId: 'p1',
      notes: null,
      followUpOn: null,
    }));

  it('of a length that nobody told begins and ends at one moment', () =>
    expect(inputOf(item, { ...draftOf({ channel: 'PHONE' }), outcome: 'ENGAGED' }, NOW, String)).toMatchObject({
      startedAt: '2026-03-02T02:00:00.000Z',
      endedAt: '2026-03-02T02:00:00.000Z',
    }));

  it.each([
    ['PHONE', ['NO_ANSWER', 'MESSAGE_LEFT']],
    ['WECHAT', ['MESSAGE_LEFT']],
    ['SMS', ['MESSAGE_LEFT']],
    ['EMAIL', ['MESSAGE_LEFT']],
    ['VISIT', ['NO_ANSWER']],
  ] as const)('over %s may have reached nobody in these ways alone: %j', (channel, unreached) => {
    const always = ['ENGAGED', 'INTERESTED', 'COMMITTED', 'DECLINED'];
    expect(outcomesOf(channel)).toEqual([...always, ...unreached]);
  });

  it('over another channel keeps the outcome where that happens there, and else asks for it again', () => {
    const talked = { ...draftOf({ channel: 'PHONE' }), outcome: 'ENGAGED' as const };
    expect(overChannel(talked, 'SMS')).toMatchObject({ channel: 'SMS', outcome: 'ENGAGED' });
    expect(overChannel({ ...talked, outcome: 'NO_ANSWER' }, 'SMS').outcome).toBeNull();
  });

  it('writes the topic before the notes', () => {
    const draft = {
      ...draftOf({ channel: 'PHONE' }),
      outcome: 'ENGAGED' as const,
      topic: '围棋',
      notes: ' Asked about deposits. ',
    };
    expect(inputOf(item, draft, NOW, (topic) => `话题：${topic}`).notes).toBe('话题：围棋\nAsked about deposits.');
  });

  it('tells the topic with how the client took it, and none where nobody was talked to', () => {
    const draft = { ...draftOf({ channel: 'PHONE' }), topic: '围棋', reaction: 'WARM' as const };
    const sent = (more: object) => inputOf(item, { ...draft, outcome: 'ENGAGED', ...more }, NOW, String);
    expect(sent({}).topics).toEqual([{ topic: '围棋', reaction: 'WARM' }]);
    expect(sent({ reaction: null }).topics).toEqual([{ topic: '围棋', reaction: 'NEUTRAL' }]);
    for (const outcome of ['NO_ANSWER', 'MESSAGE_LEFT'] as const)
      expect(sent({ outcome })).toMatchObject({ notes: null, outcome });
    expect(sent({ outcome: 'NO_ANSWER' })).not.toHaveProperty('topics');
    expect(sent({ topic: null })).not.toHaveProperty('topics');
  });

  it('is put back into the sheet with its topic when it was refused', () => {
    const draft = { ...draftOf({ channel: 'SMS' }), outcome: 'ENGAGED' as const, topic: '围棋', notes: 'n\nm' };
    const told = { ...draft, reaction: 'COLD' as const };
    expect(
      draftOfInput(
        inputOf(item, told, NOW, (topic) => `话题：${topic}`),
        NOW,
      ),
    ).toEqual(told);
  });

  it('is put back into the sheet as it was when it was refused', () => {
    const draft = {
      ...draftOf({ channel: 'SMS' }),
      outcome: 'DECLINED' as const,
      minutes: 20,
      endedMinutesAgo: 30,
      notes: 'n',
      followUpOn: '2026-03-05',
    };
    expect(draftOfInput(inputOf(item, draft, NOW, String), NOW)).toEqual(draft);
  });
});

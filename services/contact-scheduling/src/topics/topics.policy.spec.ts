import { addDays, type Reaction, REACTIONS } from '@hengxin/contracts';
import fc from 'fast-check';
import { type Need, needsSince, suggestTopics, type TopicFacts } from './topics.policy.js';
import { compareScores, scoreOf, type Use, type UsedTopic, usedTopics, withNewerUse } from './used-topics.rules.js';

const TODAY = '2026-03-02';
/** Facts as they are told: what was talked about use by use. */
interface Told extends Omit<TopicFacts, 'used'> {
  readonly uses: readonly Use[];
}
const facts = ({ uses = [], ...others }: Partial<Told>): TopicFacts => ({
  interests: [],
  taboos: [],
  needs: [],
  ...others,
  used: usedTopics(uses),
});
const use = (topic: string, daysAgo: number, reaction: Reaction = 'NEUTRAL', place = 0): Use => {
  const usedOn = addDays(TODAY, -daysAgo);
  return { topic, reaction, usedOn, usedAtMs: Date.parse(`${usedOn}T10:00:00+08:00`), contactId: `K${usedOn}`, place };
};
const need = (topic: string, foundOn = '2026-02-10', productCode: string | null = null): Need => ({
  topic,
  foundOn,
  productCode,
});
/** Two topics that nobody asks about, so that those of a case are not the last two used. */
const since: readonly Use[] = [use('天气', 1), use('足球', 2)];
const topics = (known: Partial<Told>, today = TODAY) => suggestTopics(facts(known), today).map(({ topic }) => topic);

describe('rule 12: topics', () => {
  it('are interests and needs', () =>
    expect(
      suggestTopics(facts({ interests: ['围棋'], needs: [need('给孩子存学费', '2026-02-10', 'EDU')] }), TODAY),
    ).toEqual([
      {
        topic: '围棋',
        isInterest: true,
        neededOn: null,
        productCodes: [],
        lastUsedOn: null,
        lastReaction: null,
      },
      {
        topic: '给孩子存学费',
        isInterest: false,
        neededOn: '2026-02-10',
        productCodes: ['EDU'],
        lastUsedOn: null,
        lastReaction: null,
      },
    ]));

  it.each([
    ['on the same day a year ago', '2025-03-02', ['养老']],
    ['a day longer ago', '2025-03-01', []],
    ['today', TODAY, ['养老']],
  ])('needs are those of the last year: found %s', (_, foundOn, shown) =>
    expect(topics({ needs: [need('养老', foundOn)] })).toEqual(shown),
  );

  it('the last year of 29 February begins on 28 February', () =>
    expect([needsSince('2028-02-29'), needsSince('2028-03-01')]).toEqual(['2027-02-28', '2027-03-01']));

  it('a need that is an interest as well is one topic', () =>
    expect(
      suggestTopics(
        facts({ interests: ['Golf'], needs: [need('golf', '2026-01-05', 'B'), need('GOLF', '2026-02-05', 'A')] }),
        TODAY,
      ),
    ).toMatchObject([{ topic: 'Golf', isInterest: true, neededOn: '2026-02-05', productCodes: ['A', 'B'] }]));

  it('less the last two topics used', () =>
    expect(
      topics({ interests: ['围棋', '养老', '读书'], uses: [use('围棋', 1), use('养老', 2), use('读书', 3)] }),
    ).toEqual(['读书']));

  it('the last two are topics, not uses', () =>
    expect(
      topics({
        interests: ['围棋', '养老', '读书'],
        uses: [use('围棋', 1), use('围棋', 2), use('养老', 3), use('读书', 4)],
      }),
    ).toEqual(['读书']));

  it('of one contact the topics told last are the last two', () =>
    expect(
      topics({
        interests: ['围棋', '养老', '读书'],
        uses: [use('围棋', 1, 'WARM', 0), use('养老', 1, 'WARM', 1), use('读书', 1, 'WARM', 2)],
      }),
    ).toEqual(['围棋']));

  it('less taboos, however they are spelled', () =>
    expect(topics({ interests: ['Golf', '围棋'], needs: [need('离婚')], taboos: ['golf ', '离婚'] })).toEqual([
      '围棋',
    ]));

  it.each<[string, Reaction[], Reaction[]]>([
    ['a warm use before one that was neither', ['WARM'], ['NEUTRAL']],
    ['one that was neither before a cold one', ['NEUTRAL'], ['COLD']],
    ['two warm ones before one', ['WARM', 'WARM'], ['WARM']],
    ['the newest counts whole, the one before half', ['WARM', 'COLD'], ['NEUTRAL', 'WARM', 'COLD']],
    ['a cold newest before all that was warm', ['NEUTRAL'], ['COLD', 'WARM', 'WARM', 'WARM', 'WARM']],
  ])('the highest score comes first: %s', (_, first, second) => {
    const uses = [
      ...first.map((reaction, k) => use('甲', 10 + k, reaction)),
      ...second.map((reaction, k) => use('乙', 10 + k, reaction)),
    ];
    expect(topics({ interests: ['乙', '甲'], uses: [...since, ...uses] })).toEqual(['甲', '乙']);
  });

  it('then the longest unused', () =>
    expect(topics({ interests: ['甲', '乙'], uses: [...since, use('甲', 10), use('乙', 20)] })).toEqual(['乙', '甲']));

  it('never used comes before all that were used, of one score', () =>
    expect(topics({ interests: ['甲', '乙'], uses: [...since, use('甲', 400)] })).toEqual(['乙', '甲']));

  it('then by name', () => expect(topics({ interests: ['c', 'a', 'b'] })).toEqual(['a', 'b', 'c']));

  it('say when they were used last, and how the client took it', () =>
    expect(
      suggestTopics(facts({ interests: ['甲'], uses: [...since, use('甲', 30, 'COLD'), use('甲', 9, 'WARM')] }), TODAY),
    ).toMatchObject([{ lastUsedOn: '2026-02-21', lastReaction: 'WARM' }]));
});

describe('a score', () => {
  const reactions = fc.array(fc.constantFrom(...REACTIONS), { maxLength: 40 });
  const worth = { WARM: 1, NEUTRAL: 0, COLD: -1 } as const;
  const asFloat = (told: readonly Reaction[]) => told.reduce((sum, reaction, k) => sum + worth[reaction] / 2 ** k, 0);

  it('is the sum of reactions x 1/2^k, the newest k = 0: as floats have it, as long as they hold it', () => {
    fc.assert(
      fc.property(reactions, reactions, (a, b) =>
        expect(Math.sign(compareScores(scoreOf(a), scoreOf(b)))).toBe(Math.sign(asFloat(a) - asFloat(b))),
      ),
    );
  });

  it('is exact where floats are not: the two hundredth use still tells', () => {
    const warm: Reaction[] = Array.from({ length: 200 }, () => 'WARM');
    const colder: Reaction[] = [...warm.slice(0, -1), 'COLD'];
    expect(asFloat(warm)).toBe(asFloat(colder));
    expect(compareScores(scoreOf(warm), scoreOf(colder))).toBeGreaterThan(0);
  });

  it('of nothing is that of a use that was neither', () =>
    expect(compareScores(scoreOf([]), scoreOf(['NEUTRAL', 'NEUTRAL']))).toBe(0));
});

describe('the order of facts', () => {
  const topic = fc.constantFrom('甲', '乙', '丙', 'Golf', 'golf', ' 丁');
  const known = fc.record<Told>({
    interests: fc.array(topic, { maxLength: 5 }),
    taboos: fc.array(topic, { maxLength: 2 }),
    needs: fc.array(
      fc.record<Need>({
        topic,
        productCode: fc.constantFrom(null, 'P1', 'P2'),
        foundOn: fc.integer({ min: 0, max: 400 }).map((days) => addDays(TODAY, -days)),
      }),
      { maxLength: 5 },
    ),
    uses: fc.array(
      fc
        .tuple(topic, fc.integer({ min: 0, max: 9 }), fc.constantFrom(...REACTIONS), fc.integer({ min: 0, max: 3 }))
        .map(([...told]) => use(...told)),
      { maxLength: 12 },
    ),
  });
  /** Facts of one contact and place would be one fact told twice. */
  const once = ({ uses, ...others }: Told): Told => ({
    ...others,
    uses: [...new Map(uses.map((each) => [`${each.contactId} ${each.place}`, each])).values()],
  });
  const shuffled = <T>(list: readonly T[], keys: readonly number[]) =>
    list
      .map((each, place) => [keys[place % keys.length]!, each] as const)
      .sort(([a], [b]) => a - b)
      .map(([, each]) => each);

  it('does not matter', () => {
    fc.assert(
      fc.property(known.map(once), fc.array(fc.integer(), { minLength: 12, maxLength: 12 }), (told, keys) => {
        const otherwise: Told = {
          interests: shuffled(told.interests, keys),
          taboos: shuffled(told.taboos, keys),
          needs: shuffled(told.needs, keys),
          uses: shuffled(told.uses, keys),
        };
        expect(suggestTopics(facts(otherwise), TODAY)).toEqual(suggestTopics(facts(told), TODAY));
      }),
    );
  });

  it('does not matter either where uses are counted as they come, some of them late', () => {
    const byKey = (used: readonly UsedTopic[]) => new Map(used.map((each) => [each.key, each]));
    fc.assert(
      fc.property(known.map(once), ({ uses }) => {
        let counted: UsedTopic[] = [];
        for (const [n, each] of uses.entries())
          counted = withNewerUse(counted, each) ?? usedTopics(uses.slice(0, n + 1));
        expect(byKey(counted)).toEqual(byKey(usedTopics(uses)));
      }),
    );
  });
});

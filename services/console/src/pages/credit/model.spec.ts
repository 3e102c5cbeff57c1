import { draftOf, isReadable, sharersOf, sharesOf } from './model.js';

const named = (id: string) => ({ id, name: `${id}员` });
const [own, along, helper] = [named('S1'), named('S2'), named('S3')];

describe('the credit of a visit', () => {
  it('is shared by whose visit it is, who went along and who helped, each once', () =>
    expect(sharersOf({ staff: own, participants: [along] }, [helper, null, along])).toEqual([own, along, helper]));
  it('begins as it stands', () => {
    expect(draftOf([{ staff: own, percent: 100 }])).toEqual({ S1: '100' });
  });
  it('is told in whole percents; who has none is left out, and a share of before goes with its person', () => {
    const sharers = [own, along, helper];
    expect(sharesOf({ S1: '60', S2: '', S3: ' ４０ ', S9: '5' }, sharers)).toEqual([
      { staffId: 'S1', percent: 60 },
      { staffId: 'S3', percent: 40 },
    ]);
    expect([isReadable({ S1: '60', S2: '' }), isReadable({ S1: '59.5' })]).toEqual([true, false]);
  });
});

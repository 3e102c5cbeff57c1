import { changesOf, draftOf, EMPTY_PROFILE, profileInput } from './profile-draft.js';

const client = {
  name: '欧阳明',
  tier: 'GOLD' as const,
  preferredChannel: 'WECHAT' as const,
  interests: ['围棋', '茶'],
  contactsAYear: 8,
  birthday: { calendar: 'LUNAR' as const, month: 8, day: 5, year: 1970 },
};

describe('a client’s facts as they are put in', () => {
  it('come back as they were when nothing is touched, and nothing is sent', () =>
    expect(changesOf(client, draftOf(client))).toEqual({}));
  it('are sent where they differ alone, and a known year of birth stays', () => {
    expect(changesOf(client, { ...draftOf(client), tier: 'PRIVATE' })).toEqual({ tier: 'PRIVATE' });
    expect(changesOf(client, { ...draftOf(client), birthday: '09-01' })).toEqual({
      birthday: { calendar: 'LUNAR', month: 9, day: 1, year: 1970 },
    });
    expect(changesOf(client, { ...draftOf(client), birthday: '', preferredChannel: '' })).toEqual({
      birthday: null,
      preferredChannel: null,
    });
  });
  it('take interests by commas of either script', () =>
    expect(profileInput({ ...EMPTY_PROFILE, interests: '围棋、茶, 登山，' }).interests).toEqual([
      '围棋',
      '茶',
      '登山',
    ]));
  it('leave a phone number that was not touched as it is', () => expect(profileInput(EMPTY_PROFILE).phone).toBeNull());
});

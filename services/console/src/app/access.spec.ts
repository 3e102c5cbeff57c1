import { homeOf, PAGES_OF, type Role } from './access.js';

describe('the pages of a role', () => {
  it('begin with the day, the team, the figures or the running of the platform', () =>
    expect((['RM', 'UNIT_HEAD', 'HEAD_OFFICE', 'ADMIN'] as Role[]).map(homeOf)).toEqual([
      '/today',
      '/team',
      '/figures',
      '/administration',
    ]));
  it('are no more than fit the bar of a phone', () => {
    for (const pages of Object.values(PAGES_OF)) expect(pages.length).toBeLessThanOrEqual(5);
  });
});

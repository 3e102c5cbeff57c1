import type { Visit } from './browser.js';
import { showsTexts } from './script.js';
import type { Stage } from './stage.js';
import { type Given, givenTexts } from './texts-given.js';

/** Where a text is shown, and by which words it is known there. */
type Shown = readonly [path: string, words: readonly string[]];

/** Texts that would be scripts, entered by the API: the pages take them for texts whatever a form would say of them. */
export function textsSuite(stage: () => Stage): void {
  describe('texts that would be scripts', () => {
    let given: Given;
    beforeAll(async () => void (given = await givenTexts(stage().bank.platform)), 120_000);

    const areTexts = async (visit: Visit, [first, ...others]: readonly [Shown, ...Shown[]]) => {
      const { page, context, watched } = await stage().open(first[0], visit);
      await showsTexts(page, first[1]);
      for (const [path, words] of others) {
        await page.goto(new URL(`/console${path}`, page.url()).href);
        await showsTexts(page, words);
      }
      expect(watched).toEqual({ faults: [], otherHosts: [] });
      await context.close();
    };

    it('are texts on the pages of the manager who keeps the client', () => {
      const { rmId, clientId, visitId, cancelledId, groupId } = given;
      const person = ['忌讳', '喜好', '习惯', '熟人', '来历', '日子'];
      return areTexts({ who: rmId }, [
        [`/clients/${clientId}`, ['客户', ...person, '钓鱼群', '礼物', '备注']],
        [`/visits/${visitId}`, ['客户', '未准备', '需求', '投诉', '教训', '下次']],
        [`/visits/${cancelledId}`, ['目标', '取消']],
        ['/segments', ['客群']],
        ['/groups', ['钓鱼群']],
        [`/groups/${groupId}`, ['钓鱼群', '客户', '群发']],
        ['/gifts', ['礼物', '客户']],
        ['/help?show=mine', ['求助', '客户']],
        ['/mastery', ['课题', '出处', '心得']],
      ]);
    });

    it('are texts on the pages of the head', () =>
      areTexts({ who: given.headId }, [
        ['/complaints?view=CLOSED', ['客户', '投诉', '答复', '办结']],
        ['/help', ['求助']],
      ]));

    it('are texts on the pages of head office and of an administrator', async () => {
      await areTexts({ who: 'H0001', device: 'desktop' }, [
        ['/playbooks', ['标题', '话术', '话题']],
        ['/cockpit?show=scorecards', ['考核表']],
        [`/organisation?unit=${given.unitId}`, ['机构', '员工']],
      ]);
      await areTexts({ who: 'ADMIN', device: 'desktop' }, [['/gifts?show=catalogue', ['礼物']]]);
    });
  });
}

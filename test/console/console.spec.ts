import { accessibilitySuite } from './accessibility.suite.js';
import { administrationSuite } from './administration.suite.js';
import { aheadSuite } from './ahead.suite.js';
import { appraisalSuite } from './appraisal.suite.js';
import { browserHere } from './browser.js';
import { clientsSuite } from './clients.suite.js';
import { cockpitSuite } from './cockpit.suite.js';
import { daySuite } from './day.suite.js';
import { dossierSuite } from './dossier.suite.js';
import { deskSuite } from './desk.suite.js';
import { figuresSuite } from './figures.suite.js';
import { handSuite } from './hand.suite.js';
import { hardDaysSuite } from './hard-days.suite.js';
import { hardFiguresSuite } from './hard-figures.suite.js';
import { offlineSuite } from './offline.suite.js';
import { offlineVisitsSuite } from './offline-visits.suite.js';
import { organisationSuite } from './organisation.suite.js';
import { peopleSuite } from './people.suite.js';
import { parkedSuite } from './parked.suite.js';
import { signInSuite } from './sign-in.suite.js';
import { segmentsSuite } from './segments.suite.js';
import { setStage, type Stage } from './stage.js';
import { teamSuite } from './team.suite.js';
import { topicsSuite } from './topics.suite.js';
import { visitsSuite } from './visits.suite.js';

const chromium = browserHere();

/** One platform and one browser for all journeys; each opens its own context, as a user of their own. */
(chromium ? describe : describe.skip)('the console in a browser', () => {
  let stage: Stage;
  beforeAll(async () => void (stage = await setStage(chromium!)), 300_000);
  afterAll(() => stage?.close(), 60_000);

  signInSuite(() => stage);
  daySuite(() => stage);
  aheadSuite(() => stage);
  offlineSuite(() => stage);
  offlineVisitsSuite(() => stage);
  handSuite(() => stage);
  hardDaysSuite(() => stage);
  clientsSuite(() => stage);
  peopleSuite(() => stage);
  topicsSuite(() => stage);
  segmentsSuite(() => stage);
  visitsSuite(() => stage);
  dossierSuite(() => stage);
  figuresSuite(() => stage);
  appraisalSuite(() => stage);
  teamSuite(() => stage);
  organisationSuite(() => stage);
  administrationSuite(() => stage);
  cockpitSuite(() => stage);
  parkedSuite(() => stage);
  deskSuite(() => stage);
  hardFiguresSuite(() => stage);
  accessibilitySuite(() => stage);
});

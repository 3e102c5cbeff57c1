export { missingColumns, takesEveryEvent } from './every-event.suite.js';
export { FixedClock, fixedClock } from './fixed-clock.js';
export { placedStaff, placedUnit } from './placements.js';
export { partsOf, type ServiceParts } from './service-parts.js';
export {
  type GraphqlAnswer,
  type GraphqlCall,
  startTestService,
  TEST_SECRET,
  TestService,
  type TestServiceOptions,
} from './test-service.js';

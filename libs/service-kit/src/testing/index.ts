export { FixedClock, fixedClock } from './fixed-clock.js';
export {
  type GraphqlAnswer,
  type GraphqlCall,
  startTestService,
  TEST_SECRET,
  TestService,
  type TestServiceOptions,
} from './test-service.js';

import { graphql, type ResultOf } from '../../api/graphql.js';

const KindOfDay = graphql(`
  fragment KindOfDay on DailyPlan @_unmask {
    date
    dayKind
  }
`);

/**
 * What the bank's calendar says of half a month, day by day. A day of staff who keep no clients holds no plan, and so
 * costs little; the platform takes no more than twenty root fields at once.
 */
export const DayKinds = graphql(
  `
    query DayKinds(
      $d1: Date!
      $d2: Date!
      $d3: Date!
      $d4: Date!
      $d5: Date!
      $d6: Date!
      $d7: Date!
      $d8: Date!
      $d9: Date!
      $d10: Date!
      $d11: Date!
      $d12: Date!
      $d13: Date!
      $d14: Date!
      $d15: Date!
      $d16: Date!
    ) {
      d1: myDay(date: $d1) {
        ...KindOfDay
      }
      d2: myDay(date: $d2) {
        ...KindOfDay
      }
      d3: myDay(date: $d3) {
        ...KindOfDay
      }
      d4: myDay(date: $d4) {
        ...KindOfDay
      }
      d5: myDay(date: $d5) {
        ...KindOfDay
      }
      d6: myDay(date: $d6) {
        ...KindOfDay
      }
      d7: myDay(date: $d7) {
        ...KindOfDay
      }
      d8: myDay(date: $d8) {
        ...KindOfDay
      }
      d9: myDay(date: $d9) {
        ...KindOfDay
      }
      d10: myDay(date: $d10) {
        ...KindOfDay
      }
      d11: myDay(date: $d11) {
        ...KindOfDay
      }
      d12: myDay(date: $d12) {
        ...KindOfDay
      }
      d13: myDay(date: $d13) {
        ...KindOfDay
      }
      d14: myDay(date: $d14) {
        ...KindOfDay
      }
      d15: myDay(date: $d15) {
        ...KindOfDay
      }
      d16: myDay(date: $d16) {
        ...KindOfDay
      }
    }
  `,
  [KindOfDay],
);
export type DayKind = ResultOf<typeof KindOfDay>['dayKind'];

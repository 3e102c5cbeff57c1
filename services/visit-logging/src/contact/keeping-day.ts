import { Clock, Database, DayReached } from '@hengxin/service-kit';
import { Injectable } from '@nestjs/common';
import { putKeepersInForce } from './kept-contacts.js';

/** Moves the client's contacts on the day of a handover agreed earlier: once it is reached, `kept_contact` is right. */
@Injectable()
export class KeepingDay extends DayReached {
  constructor(database: Database, clock: Clock) {
    super(database, clock, (tx, today, mayGoBack) => putKeepersInForce(today, mayGoBack, tx));
  }
}

import type { RecordedEvent } from '@hengxin/event-sourcing';

/** What a subscription asks for. Empty: all. */
export interface Wanted {
  readonly categories: readonly string[];
  readonly types: readonly string[];
}

/** The next events of a subscription. */
export interface Page {
  readonly events: readonly RecordedEvent[];
  /**
   * Up to here nothing more will ever come than what this page and those before it held. Never before where the page
   * began.
   */
  readonly upTo: string;
  /** True when the page was filled, so that more may be waiting. */
  readonly full: boolean;
  /** True when transactions were under way that may yet commit events after `upTo`. */
  readonly unsettled: boolean;
}

/** What an adapter gives to those who follow its log. */
export interface PageReader {
  /**
   * Events after a position, no more than `limit`. Throws PositionRefused where the log is found to end before it: a
   * restore took away what stood there.
   */
  page(from: string, wanted: Wanted, limit: number): Promise<Page>;
  /** The last event below which nothing can appear any more. */
  highWaterMark(): Promise<string>;
  /** The last event stored. */
  head(): Promise<string>;
}

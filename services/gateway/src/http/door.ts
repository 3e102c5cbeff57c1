import type { DoorOptions } from '@hengxin/http-door';
import type { Configuration } from '../configuration.js';
import { Refusal } from '../refusals.js';
import type { PlainRefusals } from './plain-refusals.js';

export function doorOf({ connections, standalone }: Configuration, refusals: PlainRefusals): DoorOptions {
  return {
    limits: connections,
    ownSiteOnly: standalone,
    pagesUnder: '/console/',
    refuse: (fault, request, reply) => refusals.answer(new Refusal(fault), request, reply),
  };
}

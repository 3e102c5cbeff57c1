import { DOOR_STATUS, type DoorOptions, languageOf } from '@hengxin/http-door';
import type { Config } from '../config/config.js';
import { shaped } from './authentication.js';

/** The door of a service: what it refuses there is shaped as GraphQL, as anything that it refuses. */
export function doorOf({ connections, standalone }: Pick<Config, 'connections' | 'standalone'>): DoorOptions {
  return {
    limits: connections,
    ownSiteOnly: standalone,
    refuse: (fault, { headers }, reply) => {
      const { status, body } = shaped(DOOR_STATUS[fault], fault, languageOf(headers['accept-language']));
      void reply.code(status).send(body);
    },
  };
}

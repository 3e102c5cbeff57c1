import { DOOR_STATUS, type DoorOptions, languageOf } from '@hengxin/http-door';
import { messageOf } from '../catalogue/catalogue.js';
import type { Config } from '../config/config.js';
import { shaped } from './authentication.js';

/** The door of a service: what it refuses there is shaped as GraphQL, and for files as imports refuse them. */
export function doorOf({ connections, standalone }: Pick<Config, 'connections' | 'standalone'>): DoorOptions {
  return {
    limits: connections,
    ownSiteOnly: standalone,
    refuse: (code, { headers, url }, reply) => {
      const language = languageOf(headers['accept-language']);
      const status = DOOR_STATUS[code];
      const forFiles = { code, field: [], message: messageOf({ code, facts: {} }, language) };
      void reply.code(status).send(url.startsWith('/import/') ? forFiles : shaped(status, code, language).body);
    },
  };
}

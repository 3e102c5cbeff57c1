import { takesEveryEvent } from '@hengxin/service-kit/testing';
import { visitLogging } from './visit-logging.module.js';

takesEveryEvent(visitLogging);

import { takesEveryEvent } from '@hengxin/service-kit/testing';
import { contactScheduling } from './contact-scheduling.module.js';

takesEveryEvent(contactScheduling);

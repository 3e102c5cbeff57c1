import { takesEveryEvent } from '@hengxin/service-kit/testing';
import { clientInsight } from './client-insight.module.js';

takesEveryEvent(clientInsight);

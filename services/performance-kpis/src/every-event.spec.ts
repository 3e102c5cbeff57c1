import { takesEveryEvent } from '@hengxin/service-kit/testing';
import { performanceKpis } from './performance-kpis.module.js';

takesEveryEvent(performanceKpis);

import { startService } from '@hengxin/service-kit';
import { performanceKpis } from './performance-kpis.module.js';

await startService(performanceKpis);

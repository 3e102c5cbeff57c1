import { startService } from '@hengxin/service-kit';
import { clientInsight } from './client-insight.module.js';

await startService(clientInsight);

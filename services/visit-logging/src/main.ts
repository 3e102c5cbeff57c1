import { startService } from '@hengxin/service-kit';
import { visitLogging } from './visit-logging.module.js';

await startService(visitLogging);

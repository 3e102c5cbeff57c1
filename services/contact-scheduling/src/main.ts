import { startService } from '@hengxin/service-kit';
import { contactScheduling } from './contact-scheduling.module.js';

await startService(contactScheduling);

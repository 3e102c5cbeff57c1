import { startService } from '@hengxin/service-kit';
import { organisation } from './organisation.module.js';

await startService(organisation);

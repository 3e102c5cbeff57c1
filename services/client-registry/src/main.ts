import { startService } from '@hengxin/service-kit';
import { clientRegistry } from './client-registry.module.js';

await startService(clientRegistry);

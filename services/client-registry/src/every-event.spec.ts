import { takesEveryEvent } from '@hengxin/service-kit/testing';
import { clientRegistry } from './client-registry.module.js';

takesEveryEvent(clientRegistry);

import { takesEveryEvent } from '@hengxin/service-kit/testing';
import { organisation } from './organisation.module.js';

takesEveryEvent(organisation);

export { backOffMs, type BackOff } from './back-off.js';
export { orAfter } from './or-after.js';
export { pause } from './pause.js';
export { Shared } from './shared.js';
export { after, every, type Stop } from './timers.js';
export { within } from './within.js';

import { clients } from './client-facts/clients.projection.js';
import { holdings } from './holding/holdings.projection.js';

/** Names of this service's consumers: each is a checkpoint, and what `atLeast` waits for. */
export const CLIENTS = clients.consumer;
export const HOLDINGS = holdings.consumer;
export const SIGNALS_OF_HOLDINGS = 'signals-of-holdings';
export const SIGNALS_OF_CLIENTS = 'signals-of-clients';
/** The organisation's placements; service-kit keeps them. */
export const DIRECTORY_CONSUMER = 'directory';

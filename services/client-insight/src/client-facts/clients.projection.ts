import { clientDirectory, table, text } from '@hengxin/projections';

const client = table('client', { key: ['client_id'], columns: { client_id: text() } });

/** Which clients the registry knows, and who keeps them. Their words on consent are others' to keep. */
export const clients = clientDirectory({
  consumer: 'clients',
  clients: client,
  blank: {},
  word: () => undefined,
});

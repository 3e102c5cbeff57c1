import { CreateCommandAnswer1700000000100, Database } from '@hengxin/service-kit';
import { testDatabase } from '@hengxin/testing';
import { DataSource } from 'typeorm';
import { ClientRegistry1772409600000 } from '../migrations/1772409600000-client-registry.js';
import { ClientsAsPeople1772409600300 } from '../migrations/1772409600300-clients-as-people.js';
import { ClientSearch1772409600400 } from '../migrations/1772409600400-client-search.js';
import { ClientFeed1779000000000 } from '../migrations/1779000000000-client-feed.js';
import { SegmentsAndGroups1779100000000 } from '../migrations/1779100000000-segments-and-groups.js';
import { PortfolioPlaces1772409600100 } from '../migrations/1772409600100-portfolio-places.js';
import { ClaimsOfCommands1772409600200 } from '../migrations/1772409600200-claims-of-commands.js';

/** The read models' tables on a database of the spec's own. */
export async function readModelDatabase(): Promise<{ database: Database; drop(): Promise<void> }> {
  const test = await testDatabase();
  const source = await new DataSource({
    type: 'postgres',
    url: test.url,
    migrations: [
      CreateCommandAnswer1700000000100,
      ClientRegistry1772409600000,
      PortfolioPlaces1772409600100,
      ClaimsOfCommands1772409600200,
      ClientsAsPeople1772409600300,
      ClientSearch1772409600400,
      ClientFeed1779000000000,
      SegmentsAndGroups1779100000000,
    ],
    poolSize: 6,
  }).initialize();
  await source.runMigrations();
  const drop = async () => {
    await source.destroy();
    await test.drop();
  };
  return { database: new Database(source), drop };
}
